#include "plot/frame.hpp"

#include <algorithm>

#include "plot/scale.hpp"
#include "plot/text_metrics.hpp"

namespace primebench {
namespace {

constexpr Rgb kTitle = 0x1a1a1a;
constexpr Rgb kFact = 0x555555;
constexpr double kLine = 1.35;  ///< Distance of lines in font heights.

/// The lines of the title: as it was typed, and broken where it is too long.
std::vector<std::string> title_lines(const std::string& title, double size, double width) {
  std::vector<std::string> lines;
  if (title.empty())
    return lines;
  for (std::size_t at = 0; at <= title.size();) {
    const std::size_t end = std::min(title.find('\n', at), title.size());
    for (const std::string& line : wrap_words(title.substr(at, end - at), size, width))
      lines.push_back(shortened(line, size, width));
    at = end + 1;
  }
  constexpr std::size_t kMost = 6;
  lines.resize(std::min(lines.size(), kMost));
  return lines;
}

/// Adds lines below each other, the first with its upper edge at `top`. Returns where
/// the next one would begin.
double add_lines(Figure& figure, const std::vector<std::string>& lines, const Text& style,
                 double top) {
  for (const std::string& line : lines) {
    Text text = style;
    text.text = line;
    text.y = top + style.size * kLine / 2;
    figure.texts.push_back(text);
    top += style.size * kLine;
  }
  return top;
}

/// A coloured square and a name for each entry, in as many lines as they need.
double add_legend(Figure& figure, const std::vector<LegendEntry>& legend, double left, double top,
                  double size) {
  double x = left;
  double y = top + size * kLine / 2;
  for (const LegendEntry& entry : legend) {
    const double swatch = size * 1.3;
    const std::string name = shortened(entry.name, size, figure.size.width - 2 * left - swatch);
    const double width = swatch + text_width(name, size) + size * 1.2;
    if (x > left && x + width - size * 1.2 > figure.size.width - left) {
      x = left;
      y += size * kLine;
    }
    figure.texts.push_back({std::string(entry.symbol), x, y, size * 1.2, Align::kLeft, false, false,
                            entry.colour, true});
    figure.texts.push_back({name, x + swatch, y, size, Align::kLeft, false, false, 0x333333});
    x += width;
  }
  return legend.empty() ? top : y + size * kLine / 2;
}

}  // namespace

double font_size(Size size) {
  const double fitting = std::min(size.width / 960.0, size.height / 540.0) * 13.5;
  return std::clamp(fitting, 10.0, 60.0);
}

double stroke_scale(Size size) { return std::max(1.0, font_size(size) / 13.5); }

void scale_strokes(Figure& figure) {
  const double scale = stroke_scale(figure.size);
  for (Layer& layer : figure.layers)
    layer.width *= scale;
}

Figure framed(const Heading& heading, Size size) {
  Figure figure;
  figure.title = heading.title;
  figure.size = size;
  const double font = font_size(size);
  const double edge = font * 0.9;
  const double width = size.width - 2 * edge;

  const Text title_style{"", edge, 0, font * 1.4, Align::kLeft, true, false, kTitle};
  double top = add_lines(figure, title_lines(heading.title, title_style.size * kBold, width),
                         title_style, edge * 0.7);
  const Text fact_style{"", edge, 0, font * 0.88, Align::kLeft, false, false, kFact};
  for (const std::string& fact : heading.facts) {
    std::vector<std::string> lines = wrap_words(fact, fact_style.size, width);
    for (std::string& line : lines)  // One word, such as a host, may be longer than a line.
      line = shortened(line, fact_style.size, width);
    top = add_lines(figure, lines, fact_style, top);
  }
  top = add_legend(figure, heading.legend, edge, top + font * 0.2, font * 0.92);

  const Text caption_style{"", edge, 0, font * 0.8, Align::kLeft, false, false, kFact};
  std::vector<std::string> caption;
  for (const std::string& line : heading.caption) {
    const auto lines = wrap_words(line, caption_style.size, width);
    caption.insert(caption.end(), lines.begin(), lines.end());
  }
  const double caption_height = static_cast<double>(caption.size()) * caption_style.size * kLine;
  const double bottom = size.height - edge * 0.6 - caption_height;
  add_lines(figure, caption, caption_style, bottom);

  figure.area = {edge, size.width - edge, top + font * 0.7, bottom - font * 0.4};
  return figure;
}

void add_vertical_title(Figure& figure, const std::string& title) {
  constexpr double kSmallest = 8;  // In pixels.
  const double font = font_size(figure.size);
  const double room = figure.area.bottom - figure.area.top;
  const double fitting = font * room / std::max(text_width(title, font), 1.0);
  const double size = std::clamp(fitting, std::min(kSmallest, font), font);
  figure.texts.push_back({shortened(title, size, room), font * 1.3,
                          (figure.area.top + figure.area.bottom) / 2, size, Align::kCentre, false,
                          true, kFact});
}

void add_horizontal_title(Figure& figure, const std::string& title, double y) {
  figure.texts.push_back({title, (figure.area.left + figure.area.right) / 2, y,
                          font_size(figure.size), Align::kCentre, false, false, kFact});
}

double pixel_x(const Figure& figure, double value) {
  const PlotArea& area = figure.area;
  return area.left + position(figure.x, value) * (area.right - area.left);
}

double pixel_y(const Figure& figure, double value) {
  const PlotArea& area = figure.area;
  return area.bottom - position(figure.y, value) * (area.bottom - area.top);
}

}  // namespace primebench
