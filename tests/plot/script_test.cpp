#include "plot/gnuplot_script.hpp"

#include <doctest/doctest.h>

#include <locale>

#include "plot/gnuplot_stream.hpp"
#include "sys/fd.hpp"

namespace primebench {
namespace {

Figure small_figure() {
  Figure figure;
  figure.size = {400, 200};
  figure.area = {40, 380, 20, 160};
  figure.x = {0, 2, false, {}, 10};
  figure.y = {0, 250.5, false, {{0, "0"}, {100, "50 %"}}, 10};
  figure.texts.push_back({"A b-1", 200, 50, 16, Align::kCentre, true, false, 0x123456});
  figure.texts.push_back({"x", 10, 100, 8, Align::kRight, false, true, 0});
  Layer boxes;
  boxes.shapes.push_back({{0.25, 0.75, 0, 123.5}, 0x0072b2});
  Layer lines{.kind = Layer::Kind::kLines, .width = 1.5, .dashed = true};
  lines.shapes.push_back({{0, 2, 99, 99}, 0x8a8a8a});
  Layer path{.kind = Layer::Kind::kPath, .width = 2, .colour = 0xd55e00, .marker = Marker::kDot};
  path.path = {{0.5, 1e-7}, {1.5, 2e10}};
  figure.layers = {boxes, lines, path};
  return figure;
}

constexpr const char* kSettings =
    R"(set encoding utf8
set terminal pngcairo noenhanced background rgb 0xFFFFFF size 400,200 font "DejaVu Sans,7.50"
unset key
set clip two
set lmargin at screen 0.100000
set rmargin at screen 0.950000
set tmargin at screen 0.900000
set bmargin at screen 0.200000
set border 3 back linecolor rgb 0x8A8A8A linewidth 1
set xrange [0:2] noextend
unset xtics
set yrange [0:250.5] noextend
set ytics scale 0 nomirror noenhanced font "DejaVu Sans,7.50" textcolor rgb 0x444444 ("\060" 0, "\065\060 \045\045" 100)
set grid ytics
set grid back linetype 1 linewidth 1 linecolor rgb 0xE2E2E2
set label "A b\055\061" at screen 0.500000,0.750000 center noenhanced front font "DejaVu Sans:Bold,12.00" textcolor rgb 0x123456
set label "x" at screen 0.025000,0.500000 right rotate by 90 noenhanced front font "DejaVu Sans,6.00" textcolor rgb 0x000000
)";

constexpr const char* kPlot =
    "plot $layer1 using 1:2:3:4:5:6:7 with boxxyerror linecolor rgb variable fillstyle solid "
    "noborder notitle, $layer2 using 1:2:3:4:5 with vectors nohead linecolor rgb variable "
    "linewidth 1.50 dashtype (8,5) notitle, $layer3 using 1:2 with linespoints linecolor rgb "
    "0xD55E00 linewidth 2.00 pointtype 7 pointsize 0.90 notitle\n";

std::string sent(const GnuplotScript& script) {
  const Fd file = script_file(script);
  return read_to_end(file.get(), 1 << 20, "script");
}

/// Writes every number wrongly for gnuplot.
struct CommaPoint : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

}  // namespace

TEST_CASE("the script of a figure is the golden one") {
  const GnuplotScript script = make_script(small_figure(), PictureFormat::kPng);
  CHECK(script.settings == kSettings);
  CHECK(script.plot == kPlot);
  REQUIRE(script.data.size() == 3);
  CHECK(script.data[0].rows ==
        std::vector<std::vector<double>>{{0.5, 61.75, 0.25, 0.75, 0, 123.5, 0x0072b2}});
  CHECK(script.data[1].rows == std::vector<std::vector<double>>{{0, 99, 2, 0, 0x8a8a8a}});
}

TEST_CASE("gnuplot gets settings, numbers in blocks, and the plot command, in this order") {
  const GnuplotScript script = make_script(small_figure(), PictureFormat::kPng);
  CHECK(sent(script) == std::string(kSettings) +
                            "$layer1 << e\n0.5 61.75 0.25 0.75 0 123.5 29362\ne\n"
                            "$layer2 << e\n0 99 2 0 9079434\ne\n"
                            "$layer3 << e\n0.5 1e-07\n1.5 20000000000\ne\n" +
                            kPlot);
}

TEST_CASE("the script does not depend on the locale") {
  const std::string before = sent(make_script(small_figure(), PictureFormat::kPng));
  const std::locale old = std::locale::global(std::locale(std::locale(), new CommaPoint));
  const std::string after = sent(make_script(small_figure(), PictureFormat::kPng));
  std::locale::global(old);
  CHECK(before == after);
}

TEST_CASE("a string literal holds letters, blanks and octal escapes only") {
  CHECK(gnuplot_string("") == "\"\"");
  CHECK(gnuplot_string("aZ 09") == "\"aZ \\060\\071\"");
  CHECK(gnuplot_string("\"`\\\n") == "\"\\042\\140\\134\\012\"");
  CHECK(gnuplot_string("é%") == "\"\\303\\251\\045\"");
  std::string every;
  for (int byte = 1; byte < 256; ++byte)
    every += static_cast<char>(byte);
  const std::string literal = gnuplot_string(every);
  for (const char c : literal.substr(1, literal.size() - 2)) {
    const bool allowed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' ||
                         c == '\\' || (c >= '0' && c <= '7');
    CHECK(allowed);
  }
}

TEST_CASE("formats differ in terminal and fonts only") {
  const std::string svg = make_script(small_figure(), PictureFormat::kSvg).settings;
  CHECK(svg.find("set terminal svg noenhanced") != std::string::npos);
  CHECK(svg.find("\"sans-serif,16.00\"") != std::string::npos);
  CHECK(svg.find("DejaVu") == std::string::npos);
  const std::string pdf = make_script(small_figure(), PictureFormat::kPdf).settings;
  CHECK(pdf.find("pdfcairo noenhanced background rgb 0xFFFFFF size 4.1667in,2.0833in") !=
        std::string::npos);
  CHECK(pdf.find("fontscale 0.75") != std::string::npos);  // Letters as large as in a PNG.
}

}  // namespace primebench
