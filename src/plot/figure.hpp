// A picture that is fully laid out but not drawn: axes, shapes in the units of the
// axes, and text at pixels. Every kind of chart becomes one of these; gnuplot_script.cpp
// turns one into gnuplot's language, svg.cpp into a part of a page.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace primebench {

using Rgb = std::uint32_t;  ///< 0xRRGGBB

struct Size {
  int width = 960;
  int height = 540;

  bool operator==(const Size&) const = default;
};

/// The rectangle between the axes, in pixels from the picture's top left corner.
struct PlotArea {
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
};

struct Tick {
  double at = 0;
  std::string label;

  bool operator==(const Tick&) const = default;
};

struct Axis {
  double low = 0;
  double high = 1;
  bool log = false;
  std::vector<Tick> ticks;  ///< With a grid line each; none: the axis is not drawn.
  double tick_size = 12;    ///< Height of the labels' font in pixels.
};

enum class Align { kLeft, kCentre, kRight };

struct Text {
  std::string text;  ///< Any bytes; never seen by gnuplot's parser.
  double x = 0;      ///< Pixels from the left.
  double y = 0;      ///< Pixels from the top to the middle of the line.
  double size = 12;  ///< Height of the font in pixels.
  Align align = Align::kLeft;
  bool bold = false;
  bool upright = false;  ///< Turned to read from the bottom to the top.
  Rgb colour = 0x333333;
  bool symbol = false;  ///< It is looked at, not read: its colour is that of the marks.
};

/// x0, x1, y0, y1 of a filled rectangle or of a line between two points.
struct Shape {
  std::array<double, 4> corners{};
  Rgb colour = 0;
  std::string tip{};  ///< What it says, for those who point at it; any bytes, may be empty.
};

struct Point {
  double x = 0;
  double y = 0;
  std::string tip{};  ///< As that of a Shape.
};

enum class Marker {
  kNone,
  kDot,
  kRing,
  kSquare,
  kTriangle,
  kDiamond,
  kDownTriangle,
  kOpenSquare,
  kOpenTriangle
};

/// One layer of shapes of one kind; later layers cover earlier ones.
struct Layer {
  enum class Kind { kBoxes, kLines, kPath };

  Kind kind = Kind::kBoxes;
  double width = 1;             ///< Of a line, in pixels.
  bool dashed = false;          ///< Of a line.
  std::vector<Shape> shapes{};  ///< Of boxes and lines.
  Rgb colour = 0;               ///< Of a path.
  Marker marker = Marker::kNone;
  std::vector<Point> path{};
};

struct Figure {
  std::string title{};  ///< What the picture is called; any bytes, may be empty.
  Size size;
  PlotArea area;
  Axis x;
  Axis y;
  std::vector<Text> texts;
  std::vector<Layer> layers;
  bool frame = true;  ///< Lines along the left and the lower edge of the area.
};

}  // namespace primebench
