// Colours that readers with any kind of colour vision can tell apart.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plot/figure.hpp"

namespace primebench {

/// The family of a mode and the colour of its bars. Modes that this version does not
/// know, from a newer version's or a hand-made file, get a neutral one.
struct ModeColour {
  std::string_view family;
  Rgb colour = 0;
};
ModeColour family_colour(std::string_view mode);

/// A colour for each of `modes` where modes must be told apart: shades of the
/// family's colour.
std::vector<Rgb> mode_colours(const std::vector<std::string>& modes);

}  // namespace primebench
