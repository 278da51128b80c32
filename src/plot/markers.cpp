#include "plot/markers.hpp"

#include <algorithm>
#include <array>

namespace primebench {
namespace {

constexpr std::array<MarkerCorner, 4> kSquare = {{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}};
constexpr std::array<MarkerCorner, 4> kDiamond = {{{0, -1.4}, {1.4, 0}, {0, 1.4}, {-1.4, 0}}};
constexpr std::array<MarkerCorner, 3> kUp = {{{0, -1.2}, {-1.2, 1}, {1.2, 1}}};
constexpr std::array<MarkerCorner, 3> kDown = {{{0, 1.2}, {-1.2, -1}, {1.2, -1}}};

constexpr std::array<MarkerShape, 8> kShapes = {{
    {Marker::kDot, 7, "\u25cf", false, {}},
    {Marker::kRing, 6, "\u25cb", true, {}},
    {Marker::kSquare, 5, "\u25a0", false, kSquare},
    {Marker::kTriangle, 9, "\u25b2", false, kUp},
    {Marker::kDiamond, 13, "\u25c6", false, kDiamond},
    {Marker::kDownTriangle, 11, "\u25bc", false, kDown},
    {Marker::kOpenSquare, 4, "\u25a1", true, kSquare},
    {Marker::kOpenTriangle, 8, "\u25b3", true, kUp},
}};

/// Without the ring, which marks where another mode takes the lead.
constexpr std::array<Marker, 7> kOfLines = {
    Marker::kDot,          Marker::kSquare,     Marker::kTriangle,    Marker::kDiamond,
    Marker::kDownTriangle, Marker::kOpenSquare, Marker::kOpenTriangle};

}  // namespace

const MarkerShape& shape_of(Marker marker) {
  const auto* const found =
      std::find_if(kShapes.begin(), kShapes.end(),
                   [&](const MarkerShape& shape) { return shape.marker == marker; });
  return found == kShapes.end() ? kShapes.front() : *found;
}

std::span<const Marker> line_markers() { return kOfLines; }

}  // namespace primebench
