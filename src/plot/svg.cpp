#include "plot/svg.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include "core/markup.hpp"
#include "plot/contrast.hpp"
#include "plot/frame.hpp"
#include "plot/markers.hpp"

namespace primebench {
namespace {

/// The property that stands for one of the greys that the layouts use; empty for a colour
/// that means something.
std::string_view role_of(Rgb colour) {
  switch (colour) {
    case 0x1a1a1a:
    case 0x222222:
    case 0x333333:
    case 0x444444:
      return "--ink";
    case 0x555555:
    case 0x777777:
    case 0x8a8a8a:
      return "--muted";
    case 0xffffff:
      return "--paper";
    default:
      return {};
  }
}

std::string line_paint(Rgb colour) {
  const std::string_view role = role_of(colour);
  return role.empty() ? fmt::format("var(--m-{:06x},#{:06x})", colour, colour)
                      : fmt::format("var({})", role);
}

/// The fill of a bar: sequential's may be a grey that means something.
std::string box_paint(Rgb colour) { return fmt::format("var(--m-{:06x},#{:06x})", colour, colour); }

std::string text_paint(Rgb colour) {
  const std::string_view role = role_of(colour);
  return role.empty() ? fmt::format("var(--t-{:06x},#{:06x})", colour,
                                    readable(colour, kLightPage, kReadable))
                      : fmt::format("var({})", role);
}

/// Two digits after the point at most.
std::string number(double value) {
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.')
    text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string element(std::string_view name, const std::string& attributes, const std::string& tip) {
  if (tip.empty())
    return fmt::format("<{} {}/>", name, attributes);
  return fmt::format("<{} {}><title>{}</title></{}>", name, attributes, markup_text(tip), name);
}

std::string text_element(const Text& text) {
  const std::string_view anchor = text.align == Align::kLeft     ? "start"
                                  : text.align == Align::kCentre ? "middle"
                                                                 : "end";
  constexpr double kBelowMiddle = 0.35;  // Of the baseline, in heights of the font.
  std::string place;
  if (text.upright)
    place = fmt::format(R"~(x="0" y="{}" transform="translate({} {}) rotate(-90)")~",
                        number(text.size * kBelowMiddle), number(text.x), number(text.y));
  else
    place =
        fmt::format(R"(x="{}" y="{}")", number(text.x), number(text.y + text.size * kBelowMiddle));
  return fmt::format(R"(<text {} font-size="{}" text-anchor="{}"{} fill="{}">{}</text>)", place,
                     number(text.size), anchor, text.bold ? R"( font-weight="bold")" : "",
                     text.symbol ? box_paint(text.colour) : text_paint(text.colour),
                     markup_text(text.text));
}

std::string line_element(double x0, double x1, double y0, double y1, const std::string& colour,
                         const std::string& tip) {
  return element("line",
                 fmt::format(R"(x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}")", number(x0),
                             number(x1), number(y0), number(y1), colour),
                 tip);
}

std::string grid_of(const Figure& figure) {
  const PlotArea& area = figure.area;
  std::string text = "<g>";
  for (const Tick& tick : figure.x.ticks) {
    const double x = pixel_x(figure, tick.at);
    if (!std::isfinite(x))
      continue;
    text += line_element(x, x, area.top, area.bottom, "var(--grid)", "");
    text += text_element({tick.label, x, area.bottom + figure.x.tick_size * 1.1, figure.x.tick_size,
                          Align::kCentre, false, false, 0x444444});
  }
  for (const Tick& tick : figure.y.ticks) {
    const double y = pixel_y(figure, tick.at);
    if (!std::isfinite(y))
      continue;
    text += line_element(area.left, area.right, y, y, "var(--grid)", "");
    text += text_element({tick.label, area.left - figure.y.tick_size * 0.5, y, figure.y.tick_size,
                          Align::kRight, false, false, 0x444444});
  }
  if (!figure.frame)
    return text + "</g>\n";
  text += line_element(area.left, area.left, area.top, area.bottom, "var(--frame)", "");
  return text + line_element(area.left, area.right, area.bottom, area.bottom, "var(--frame)", "") +
         "</g>\n";
}

std::string shapes_of(const Figure& figure, const Layer& layer) {
  std::string text;
  for (const Shape& shape : layer.shapes) {
    const double x0 = pixel_x(figure, shape.corners[0]);
    const double x1 = pixel_x(figure, shape.corners[1]);
    const double y0 = pixel_y(figure, shape.corners[2]);
    const double y1 = pixel_y(figure, shape.corners[3]);
    if (!std::isfinite(x0 + x1 + y0 + y1))
      continue;  // Zero on a logarithmic axis.
    if (layer.kind == Layer::Kind::kBoxes)
      text += element(
          "rect",
          fmt::format(R"(x="{}" y="{}" width="{}" height="{}" fill="{}")", number(std::min(x0, x1)),
                      number(std::min(y0, y1)), number(std::abs(x1 - x0)),
                      number(std::abs(y1 - y0)), box_paint(shape.colour)),
          shape.tip);
    else
      text += line_element(x0, x1, y0, y1, line_paint(shape.colour), shape.tip);
  }
  return text;
}

std::string marker_of(const Layer& layer, double x, double y, const std::string& tip) {
  constexpr double kReach = 9;  // Fingers and mice need not meet the dot itself.
  const MarkerShape& shape = shape_of(layer.marker);
  const double radius = layer.marker == Marker::kRing ? layer.width * 2.2 : 1.2 + layer.width * 0.9;
  const std::string paint = line_paint(layer.colour);
  const std::string look =
      shape.open
          ? fmt::format(R"(fill="{}" stroke="{}" stroke-width="1.6")",
                        layer.marker == Marker::kRing ? "transparent" : "var(--paper)", paint)
          : fmt::format(R"(fill="{}" stroke="transparent" stroke-width="{}")", paint,
                        number(kReach * 2 - radius * 2));
  if (shape.corners.empty())
    return element(
        "circle",
        fmt::format(R"(cx="{}" cy="{}" r="{}" {})", number(x), number(y), number(radius), look),
        tip);
  std::string points;
  for (const MarkerCorner& corner : shape.corners)
    points += fmt::format("{}{},{}", points.empty() ? "" : " ", number(x + corner.x * radius),
                          number(y + corner.y * radius));
  return element("polygon", fmt::format(R"(points="{}" {})", points, look), tip);
}

std::string path_of(const Figure& figure, const Layer& layer) {
  std::string points;
  std::string markers;
  for (const Point& point : layer.path) {
    const double x = pixel_x(figure, point.x);
    const double y = pixel_y(figure, point.y);
    if (!std::isfinite(x + y))
      continue;
    points += fmt::format("{}{},{}", points.empty() ? "" : " ", number(x), number(y));
    if (layer.marker != Marker::kNone)
      markers += marker_of(layer, x, y, point.tip);
  }
  const std::string tip =
      layer.marker == Marker::kNone && !layer.path.empty() ? layer.path.front().tip : "";
  return element("polyline",
                 fmt::format(R"(points="{}" fill="none" stroke="{}" stroke-linejoin="round")",
                             points, line_paint(layer.colour)),
                 tip) +
         markers;
}

std::string layer_element(const Figure& figure, const Layer& layer) {
  // Strokes across a bar must not hide its tip from those who point at them.
  const bool mute = layer.kind == Layer::Kind::kLines &&
                    std::all_of(layer.shapes.begin(), layer.shapes.end(),
                                [](const Shape& shape) { return shape.tip.empty(); });
  return fmt::format(
      "<g stroke-width=\"{}\"{}{}>{}</g>\n",
      number(layer.kind == Layer::Kind::kBoxes ? 0 : layer.width),
      layer.dashed ? R"( stroke-dasharray="7 5")" : "", mute ? R"( pointer-events="none")" : "",
      layer.kind == Layer::Kind::kPath ? path_of(figure, layer) : shapes_of(figure, layer));
}

}  // namespace

std::string svg_of(const Figure& figure, const SvgOptions& options) {
  std::string text = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"100%\" "
      "role=\"img\" aria-labelledby=\"{2}-title {2}-desc\" font-family=\"inherit\">\n"
      "<title id=\"{2}-title\">{3}</title>\n<desc id=\"{2}-desc\">{4}</desc>\n",
      figure.size.width, figure.size.height, options.prefix, markup_text(options.title),
      markup_text(options.description));
  text += grid_of(figure);
  for (const Layer& layer : figure.layers)
    text += layer_element(figure, layer);
  // Letters must not be in the way of whoever points at what lies below.
  text += "<g pointer-events=\"none\">";
  for (const Text& one : figure.texts)
    text += text_element(one);
  return text + "</g>\n</svg>\n";
}

std::string dark_colours(const std::vector<Figure>& figures) {
  std::set<Rgb> marks;
  std::set<Rgb> letters;
  for (const Figure& figure : figures) {
    for (const Text& text : figure.texts)
      (text.symbol ? marks : letters).insert(text.colour);
    for (const Layer& layer : figure.layers) {
      marks.insert(layer.colour);
      for (const Shape& shape : layer.shapes)
        marks.insert(shape.colour);
    }
  }
  std::string text;
  for (const Rgb colour : marks) {
    if (const Rgb light = visible_on_dark(colour); light != colour)
      text += fmt::format("--m-{:06x}:#{:06x};", colour, light);
  }
  for (const Rgb colour : letters) {
    if (role_of(colour).empty())
      text += fmt::format("--t-{:06x}:#{:06x};", colour, readable(colour, kDarkPage, kReadable));
  }
  return text;
}

}  // namespace primebench
