// Colours that can be seen on a light and on a dark page, by the contrast of the Web Content
// Accessibility Guidelines 2.1.

#pragma once

#include "plot/figure.hpp"

namespace primebench {

inline constexpr Rgb kLightPage = 0xffffff;
inline constexpr Rgb kDarkPage = 0x15181d;
inline constexpr double kReadable = 4.5;  ///< The least contrast of letters (1.4.3).

/// From 1 (the same) to 21 (black and white), whichever comes first.
double contrast(Rgb a, Rgb b);

/// `colour`, moved towards black on a light page or white on a dark one until its contrast with
/// the page is at least `least`.
Rgb readable(Rgb colour, Rgb page, double least);

/// `colour`, or a light one of its hue if it cannot be seen on a dark page. Shades of a
/// family that are dark become the lightest ones, so that they stay apart from the others.
Rgb visible_on_dark(Rgb colour);

}  // namespace primebench
