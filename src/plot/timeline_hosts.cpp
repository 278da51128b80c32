#include "plot/timeline_hosts.hpp"

#include <algorithm>
#include <cstddef>

#include "plot/frame.hpp"
#include "plot/text_metrics.hpp"

namespace primebench {
namespace {

constexpr double kNameSize = 0.92;  ///< Beside the font of labels.
constexpr double kMostOfWidth = 0.22;

}  // namespace

double hosts_width(const Timeline& timeline, Size size, double font) {
  double width = 0;
  for (const TimeHost& host : timeline.hosts)
    width = std::max(width, text_width(host.name, font * kNameSize));
  return std::min(width, size.width * kMostOfWidth);
}

void add_hosts(Figure& figure, const Timeline& timeline, double left, double width, double font) {
  constexpr Rgb kInk = 0x222222;
  constexpr Rgb kDivider = 0x9a9a9a;
  Layer dividers = {.kind = Layer::Kind::kLines};
  double free_from = 0;
  std::size_t lane = 0;
  for (const TimeHost& host : timeline.hosts) {
    const auto first = static_cast<double>(lane);
    lane += host.lanes;
    if (first > 0)
      dividers.shapes.push_back({{0, timeline.span, first, first}, kDivider});
    const double y = pixel_y(figure, (first + static_cast<double>(lane)) / 2);
    if (y - font * 0.6 < free_from)
      continue;
    figure.texts.push_back({middle_shortened(host.name, font * kNameSize, width), left, y,
                            font * kNameSize, Align::kLeft, false, false, kInk});
    free_from = y + font * 0.6;
  }
  figure.layers.push_back(dividers);
}

}  // namespace primebench
