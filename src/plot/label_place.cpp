#include "plot/label_place.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "plot/frame.hpp"
#include "plot/text_metrics.hpp"

namespace primebench {
namespace {

constexpr Rgb kInk = 0x222222;
constexpr double kForbidden = 1e6;

struct Box {
  double left, right, top, bottom;

  [[nodiscard]] bool holds(double x, double y) const {
    return x > left && x < right && y > top && y < bottom;
  }
  [[nodiscard]] bool meets(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

Box box_of(const Text& text) {
  const double width = text_width(text.text, text.size);
  const double before = text.align == Align::kLeft    ? 0
                        : text.align == Align::kRight ? width
                                                      : width / 2;
  return {text.x - before, text.x - before + width, text.y - text.size * 0.6,
          text.y + text.size * 0.6};
}

/// Pixels of the line from one point to the other, in the units of the axes, that lie in
/// the box.
double covered(const Figure& figure, const Box& box, const Point& from, const Point& to) {
  constexpr double kStep = 2;
  const Point a = {pixel_x(figure, from.x), pixel_y(figure, from.y)};
  const Point b = {pixel_x(figure, to.x), pixel_y(figure, to.y)};
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  const int steps = static_cast<int>(length / kStep);
  double inside = 0;
  for (int step = 0; step <= steps; ++step) {
    const double share = length > 0 ? step * kStep / length : 0;
    inside += box.holds(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)) ? kStep : 0;
  }
  return inside;
}

/// How bad it is to have a text there.
double cost_of(const Figure& figure, const Box& box) {
  const PlotArea& area = figure.area;
  double cost = 0;
  if (box.left < area.left || box.right > area.right || box.top < area.top ||
      box.bottom > area.bottom)
    cost += kForbidden;
  for (const Text& text : figure.texts)
    cost += !text.upright && box.meets(box_of(text)) ? kForbidden : 0;
  for (const Layer& layer : figure.layers) {
    for (std::size_t i = 1; i < layer.path.size(); ++i)
      cost += covered(figure, box, layer.path[i - 1], layer.path[i]);
    if (layer.path.size() == 1)
      cost += covered(figure, box, layer.path.front(), layer.path.front());
    if (layer.kind == Layer::Kind::kLines) {
      for (const Shape& shape : layer.shapes)
        cost += covered(figure, box, {shape.corners[0], shape.corners[2]},
                        {shape.corners[1], shape.corners[3]});
    }
  }
  return cost;
}

}  // namespace

Text place_label(const Figure& figure, const std::string& label, double x, double y, double size) {
  constexpr std::array<double, 5> kDistances = {1.1, 1.6, 2.2, 3.0, 4.0};  // In letters.
  const double width = text_width(label, size);
  std::optional<Text> best;
  double best_cost = 0;
  for (const double distance : kDistances) {
    for (const double down : {1.0, -1.0, 0.5, -0.5, 0.0}) {
      for (const double right : {1.0, -1.0, 0.0}) {
        if (right == 0.0 && std::abs(down) < 1)
          continue;  // On the point itself.
        // Beside the point the text begins or ends there; above and below it is centred.
        Text text{.text = label,
                  .x = x + right * distance * size * 0.7 + (right - 1) * width / 2,
                  .y = y + down * distance * size,
                  .size = size,
                  .colour = kInk};
        const double cost = cost_of(figure, box_of(text)) + distance * 4;
        if (!best || cost < best_cost) {
          best = text;
          best_cost = cost;
        }
      }
    }
  }
  return *best;
}

}  // namespace primebench
