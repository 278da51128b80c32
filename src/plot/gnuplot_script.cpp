#include "plot/gnuplot_script.hpp"

#include <fmt/core.h>

#include <cstddef>

#include "core/utf8.hpp"
#include "plot/frame.hpp"
#include "plot/markers.hpp"

namespace primebench {
namespace {

constexpr double kPointsPerPixel = 0.75;  // gnuplot's cairo terminals assume 96 dpi.
constexpr Rgb kGrid = 0xe2e2e2;
constexpr Rgb kFrame = 0x8a8a8a;

std::string font_name(PictureFormat format) {
  // SVG is drawn by whatever opens it, where only the generic name is sure to exist.
  return format == PictureFormat::kSvg ? "sans-serif" : "DejaVu Sans";
}

std::string font(PictureFormat format, double pixels, bool bold) {
  const bool svg = format == PictureFormat::kSvg;  // Its terminal has no way to say bold.
  return fmt::format("\"{}{},{:.2f}\"", font_name(format), bold && !svg ? ":Bold" : "",
                     svg ? pixels : pixels * kPointsPerPixel);
}

std::string terminal(PictureFormat format, Size size, double font_size) {
  switch (format) {
    case PictureFormat::kPng:
      return fmt::format("pngcairo noenhanced background rgb 0xFFFFFF size {},{} font {}",
                         size.width, size.height, font(format, font_size, false));
    case PictureFormat::kSvg:
      return fmt::format("svg noenhanced background rgb 0xFFFFFF size {},{} font {}", size.width,
                         size.height, font(format, font_size, false));
    case PictureFormat::kPdf:
      // By default letters in a PDF are two thirds as large as in a PNG.
      return fmt::format(
          "pdfcairo noenhanced background rgb 0xFFFFFF size {:.4f}in,{:.4f}in font {} fontscale "
          "0.75",
          size.width / 96.0, size.height / 96.0, font(format, font_size, false));
  }
  return {};
}

std::string axis_settings(char name, const Axis& axis, PictureFormat format) {
  // gnuplot drops a tick that lies exactly at the end of a logarithmic axis.
  const double air = axis.log ? 1e-6 : 0;
  std::string text = fmt::format("set {}range [{:.9g}:{:.9g}] noextend\n", name,
                                 axis.low * (1 - air), axis.high * (1 + air));
  if (axis.log)
    text += fmt::format("set logscale {} 10\n", name);
  if (axis.ticks.empty())
    return text + fmt::format("unset {}tics\n", name);
  text += fmt::format("set {}tics scale 0 nomirror noenhanced font {} textcolor rgb 0x444444 (",
                      name, font(format, axis.tick_size, false));
  for (const Tick& tick : axis.ticks) {
    // gnuplot takes a tick's label for a printf() format.
    std::string label;
    for (const char c : tick.label)
      label += c == '%' ? "%%" : std::string(1, c);
    text += fmt::format("{}{} {:.9g}", &tick == &axis.ticks.front() ? "" : ", ",
                        gnuplot_string(label), tick.at);
  }
  return text + fmt::format(")\nset grid {}tics\n", name);
}

std::string_view alignment(Align align) {
  switch (align) {
    case Align::kLeft:
      return "left";
    case Align::kCentre:
      return "center";
    case Align::kRight:
      return "right";
  }
  return {};
}

std::string label(const Text& text, Size size, PictureFormat format) {
  return fmt::format(
      "set label {} at screen {:.6f},{:.6f} {} {}noenhanced front font {} textcolor rgb 0x{:06X}\n",
      gnuplot_string(printable_utf8(text.text)), text.x / size.width, 1 - text.y / size.height,
      alignment(text.align), text.upright ? "rotate by 90 " : "",
      font(format, text.size, text.bold), text.colour);
}

std::string margins(const Figure& figure) {
  const double width = figure.size.width;
  const double height = figure.size.height;
  return fmt::format(
      "set lmargin at screen {:.6f}\nset rmargin at screen {:.6f}\n"
      "set tmargin at screen {:.6f}\nset bmargin at screen {:.6f}\n",
      figure.area.left / width, figure.area.right / width, 1 - figure.area.top / height,
      1 - figure.area.bottom / height);
}

DataBlock data_block(const Layer& layer, std::size_t number) {
  DataBlock block{fmt::format("$layer{}", number), {}};
  for (const Point& point : layer.path)
    block.rows.push_back({point.x, point.y});
  for (const Shape& shape : layer.shapes) {
    const auto [x0, x1, y0, y1] = shape.corners;
    const auto colour = static_cast<double>(shape.colour);
    if (layer.kind == Layer::Kind::kBoxes)
      block.rows.push_back({(x0 + x1) / 2, (y0 + y1) / 2, x0, x1, y0, y1, colour});
    else
      block.rows.push_back({x0, y0, x1 - x0, y1 - y0, colour});
  }
  return block;
}

std::string plot_element(const Layer& layer, std::string_view block) {
  const std::string dash = layer.dashed ? " dashtype (8,5)" : "";
  switch (layer.kind) {
    case Layer::Kind::kBoxes:
      return fmt::format(
          "{} using 1:2:3:4:5:6:7 with boxxyerror linecolor rgb variable fillstyle solid noborder",
          block);
    case Layer::Kind::kLines:
      return fmt::format(
          "{} using 1:2:3:4:5 with vectors nohead linecolor rgb variable linewidth {:.2f}{}", block,
          layer.width, dash);
    case Layer::Kind::kPath:
      break;
  }
  const std::string line =
      fmt::format("linecolor rgb 0x{:06X} linewidth {:.2f}{}", layer.colour, layer.width, dash);
  if (layer.marker == Marker::kNone)
    return fmt::format("{} using 1:2 with lines {}", block, line);
  return fmt::format("{} using 1:2 with linespoints {} pointtype {} pointsize {:.2f}", block, line,
                     shape_of(layer.marker).gnuplot, 0.35 * layer.width + 0.2);
}

}  // namespace

std::string gnuplot_string(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ';
    if (plain)
      literal += c;
    else
      literal += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
  }
  return literal + "\"";
}

GnuplotScript make_script(const Figure& figure, PictureFormat format) {
  GnuplotScript script;
  script.title = figure.title;
  const double stroke = stroke_scale(figure.size);
  script.settings =
      "set encoding utf8\nset terminal " + terminal(format, figure.size, figure.y.tick_size) +
      "\nunset key\nset clip two\n" + margins(figure) +
      (figure.frame ? fmt::format("set border 3 back linecolor rgb 0x{:06X} linewidth {:.4g}\n",
                                  kFrame, stroke)
                    : "unset border\n") +
      axis_settings('x', figure.x, format) + axis_settings('y', figure.y, format) +
      fmt::format("set grid back linetype 1 linewidth {:.4g} linecolor rgb 0x{:06X}\n", stroke,
                  kGrid);
  for (const Text& text : figure.texts)
    script.settings += label(text, figure.size, format);

  for (const Layer& layer : figure.layers) {
    script.data.push_back(data_block(layer, script.data.size() + 1));
    script.plot += script.data.size() == 1 ? "plot " : ", ";
    script.plot += plot_element(layer, script.data.back().name) + " notitle";
  }
  script.plot += "\n";
  return script;
}

}  // namespace primebench
