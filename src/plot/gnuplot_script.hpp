// From a figure to what gnuplot is told: a pure function.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plot/figure.hpp"

namespace primebench {

enum class PictureFormat { kPng, kSvg, kPdf };

/// Numbers that gnuplot reads into the data block `name` before it plots.
struct DataBlock {
  std::string name;
  std::vector<std::vector<double>> rows;
};

/// What is sent to gnuplot, in this order.
struct GnuplotScript {
  std::string title{};  ///< What the picture is called; gnuplot is not told.
  std::string settings;
  std::vector<DataBlock> data;
  std::string plot;
};

/// The script that draws `figure` on gnuplot's standard output. Text in it stands
/// only where gnuplot_string() put it. Independent of the locale.
GnuplotScript make_script(const Figure& figure, PictureFormat format);

/// `text` as a string literal in which gnuplot sees nothing but letters, blanks and
/// octal escapes, so that no text can end the literal or be taken for a command.
std::string gnuplot_string(std::string_view text);

}  // namespace primebench
