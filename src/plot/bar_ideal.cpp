#include "plot/bar_ideal.hpp"

#include <algorithm>
#include <utility>

#include "plot/bar_parts.hpp"
#include "plot/frame.hpp"
#include "plot/scale.hpp"

namespace primebench {
namespace {

constexpr Rgb kInk = 0x222222;
constexpr Rgb kWhite = 0xffffff;
constexpr double kDouble = 4.4;  ///< Width of the double line, in pixels.
constexpr double kCore = 1.6;    ///< Of the white between its lines.

Shape shape(bool lying, const IdealMark& mark, double low, double high, Rgb colour) {
  const double from = mark.at - mark.reach;
  const double to = mark.at + mark.reach;
  if (lying)
    return {{low, high, from, to}, colour, mark.tip};
  return {{from, to, low, high}, colour, mark.tip};
}

}  // namespace

std::vector<Layer> ideal_layers(const std::vector<IdealMark>& marks, const Figure& figure,
                                double font, bool lying) {
  const Axis& axis = lying ? figure.x : figure.y;
  const PlotArea& area = figure.area;
  const double pixels = lying ? area.right - area.left : area.bottom - area.top;
  // Lines grow with the picture: what is narrower than one as it is drawn has no room for strokes.
  const double least = kDouble * stroke_scale(figure.size);
  Layer doubles{.kind = Layer::Kind::kLines, .width = kDouble};
  Layer cores{.kind = Layer::Kind::kLines, .width = kCore};
  Layer hatches{.kind = Layer::Kind::kLines, .width = 0.8};
  Layer edges{.kind = Layer::Kind::kLines, .width = (kDouble - kCore) / 2};
  for (const IdealMark& mark : marks) {
    const double low = std::clamp(mark.range.low, axis.low, axis.high);
    const double high = std::clamp(mark.range.high, axis.low, axis.high);
    if ((position(axis, high) - position(axis, low)) * pixels > least) {
      const Shape band = shape(lying, mark, low, high, kInk);
      add_hatch(hatches, figure, band.corners, Hatch::kRising, font * 0.45, kInk);
      edges.shapes.push_back(shape(lying, mark, low, low, kInk));
      edges.shapes.push_back(shape(lying, mark, high, high, kInk));
    } else {
      doubles.shapes.push_back(shape(lying, mark, mark.value, mark.value, kInk));
      cores.shapes.push_back(shape(lying, mark, mark.value, mark.value, kWhite));
    }
  }
  return {std::move(doubles), std::move(cores), std::move(hatches), std::move(edges)};
}

}  // namespace primebench
