// What surrounds every chart: title, facts, legend and caption.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plot/figure.hpp"

namespace primebench {

struct LegendEntry {
  std::string name;
  Rgb colour = 0;
  std::string_view symbol = "\u25a0";  ///< Of marks that look so; a filled square.
};

struct Heading {
  std::string title;               ///< Empty: there is none, and no room for one.
  std::vector<std::string> facts;  ///< A line each, wrapped where they must be.
  std::vector<LegendEntry> legend;
  std::vector<std::string> caption;  ///< Likewise, at the bottom.
};

/// Height in pixels of the font of labels in a picture of that size.
double font_size(Size size);

/// How many pixels of a picture of that size a line of width 1 is wide: 1 at 960 by 540 and
/// below, and more where letters are larger.
double stroke_scale(Size size);

/// Makes all lines and markers of a figure as wide as suits its letters.
void scale_strokes(Figure& figure);

/// A figure with the heading's texts; its area is what they leave of the picture,
/// without room for ticks and axis titles.
Figure framed(const Heading& heading, Size size);

/// Adds the title of a vertical axis at the left edge of the picture, turned.
void add_vertical_title(Figure& figure, const std::string& title);

/// Adds the title of a horizontal axis with its middle at `y`.
void add_horizontal_title(Figure& figure, const std::string& title, double y);

/// Pixels from the left, or from the top, of a value on an axis of the figure.
double pixel_x(const Figure& figure, double value);
double pixel_y(const Figure& figure, double value);

}  // namespace primebench
