// From a figure to a part of a page: a pure function.
//
// The page decides how text looks (its font is inherited) and, by custom properties, the
// colours that a dark page must change: --ink of text and thin marks, --muted of what stands
// back, --paper behind everything, --frame of the axes and --grid of the lines between. Other
// colours are those of the figure; dark_colours() names what to change of them. The picture is as
// wide as its place in the page. There is no style in it, since a page may forbid all but its own.

#pragma once

#include <string>
#include <vector>

#include "plot/figure.hpp"

namespace primebench {

struct SvgOptions {
  std::string prefix;       ///< Of all ids: a letter, then letters, digits and hyphens.
  std::string title;        ///< Read out as the picture's name; any bytes.
  std::string description;  ///< What the picture shows, for those who do not see it.
};

/// An <svg> element. Each mark with a tip shows it to those who point at it.
std::string svg_of(const Figure& figure, const SvgOptions& options);

/// Declarations of the custom properties that pictures of these figures need on a dark page,
/// such as "--m-003f66:#b8c9d4;": marks and letters too dark to be seen there.
std::string dark_colours(const std::vector<Figure>& figures);

}  // namespace primebench
