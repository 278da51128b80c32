// Whether the colours of the modes can be told apart, by people of any colour vision.

#include "plot/palette.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "analysis/breakdown.hpp"
#include "modes/mode_programs.hpp"
#include "modes/table.hpp"
#include "plot/breakdown_chart.hpp"
#include "plot/contrast.hpp"
#include "support/rows.hpp"

namespace primebench {
namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

constexpr Matrix kAllCones = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
// Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
// Deficiency" (2009), severity 1, for linear red, green and blue.
constexpr Matrix kNoGreenCones = {{{0.367322, 0.860646, -0.227968},
                                   {0.280085, 0.672501, 0.047413},
                                   {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kNoRedCones = {{{0.152286, 1.052583, -0.204868},
                                 {0.114503, 0.786281, 0.099216},
                                 {-0.003882, -0.048116, 1.051998}}};

Triple times(const Matrix& matrix, const Triple& vector) {
  Triple result{};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 3; ++column)
      result.at(row) += matrix.at(row).at(column) * vector.at(column);
  }
  return result;
}

/// Of sRGB with the white point D65.
constexpr Matrix kToXyz = {
    {{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}};

/// Lightness, red-green and blue-yellow of CIE 1976.
Triple lab(Rgb colour, const Matrix& cones) {
  Triple light{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double value = ((colour >> (16 - 8 * i)) & 0xffU) / 255.0;
    light.at(i) = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  }
  light = times(cones, light);
  for (double& value : light)
    value = std::clamp(value, 0.0, 1.0);
  Triple xyz = times(kToXyz, light);
  constexpr Triple kWhite = {0.9505, 1, 1.089};
  for (std::size_t i = 0; i < 3; ++i) {
    const double share = xyz.at(i) / kWhite.at(i);
    xyz.at(i) = share > 0.008856 ? std::cbrt(share) : 7.787 * share + 16.0 / 116;
  }
  return {116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])};
}

double difference(Rgb a, Rgb b, const Matrix& cones) {
  const Triple one = lab(a, cones);
  const Triple other = lab(b, cones);
  return std::hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

std::vector<std::string> all_modes() {
  std::vector<std::string> modes;
  for (const ModeSpec* mode : mode_table())
    modes.emplace_back(mode->name);
  for (const OwnProgramMode& mode : own_program_modes())
    modes.emplace_back(mode.mode);
  return modes;
}

}  // namespace

TEST_CASE("differences of colours are those of CIE Lab") {
  CHECK(difference(0x000000, 0xffffff, kAllCones) == doctest::Approx(100).epsilon(0.001));
  CHECK(difference(0xff0000, 0x00ff00, kAllCones) == doctest::Approx(170.6).epsilon(0.005));
  CHECK(difference(0xff0000, 0x00ff00, kNoGreenCones) < 100);
}

TEST_CASE("any two modes have colours that everybody can tell apart") {
  const std::vector<std::string> modes = all_modes();
  const std::vector<Rgb> colours = mode_colours(modes);
  for (std::size_t i = 0; i < modes.size(); ++i) {
    for (std::size_t j = i + 1; j < modes.size(); ++j) {
      CAPTURE(modes[i]);
      CAPTURE(modes[j]);
      CHECK(difference(colours[i], colours[j], kAllCones) >= 20);
      CHECK(difference(colours[i], colours[j], kNoGreenCones) >= 12);
      CHECK(difference(colours[i], colours[j], kNoRedCones) >= 12);
    }
  }
}

TEST_CASE("the colour of any mode can be seen on a page, and keeps apart on a dark one") {
  const std::vector<std::string> modes = all_modes();
  std::set<Rgb> on_dark;
  for (const Rgb colour : mode_colours(modes)) {
    CHECK(contrast(colour, kLightPage) >= 1.5);
    on_dark.insert(visible_on_dark(colour));
  }
  CHECK(on_dark.size() == modes.size());
}

TEST_CASE("uses of the CPUs have colours that everybody can tell apart, and see") {
  Row row = test::make_row("sequential", 9);
  const std::vector<Group> groups = test::grouped({row}, breakdown_metrics()).groups();
  const BarChart chart = make_breakdown_chart(groups, Baseline("sequential", groups), {});
  const std::vector<BarPart>& parts = chart.clusters.front().bars.front().parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    CHECK(contrast(parts[i].colour, kLightPage) >= 1.5);
    CHECK(contrast(visible_on_dark(parts[i].colour), kDarkPage) >= 1.5);
    for (std::size_t j = i + 1; j < parts.size(); ++j) {
      CHECK(difference(parts[i].colour, parts[j].colour, kAllCones) >= 20);
      CHECK(difference(parts[i].colour, parts[j].colour, kNoGreenCones) >= 12);
      CHECK(difference(parts[i].colour, parts[j].colour, kNoRedCones) >= 12);
    }
  }
}

TEST_CASE("eight modes of programs have a colour each") {
  std::vector<std::string> modes = all_modes();
  for (int i = 0; i < 8; ++i)
    modes.push_back("program-" + std::to_string(i));
  const std::vector<Rgb> colours = mode_colours(modes);
  CHECK(std::set<Rgb>(colours.begin(), colours.end()).size() == modes.size());
}

}  // namespace primebench
