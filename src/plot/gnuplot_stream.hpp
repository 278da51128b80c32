// Writes a script as gnuplot reads it. Hides gnuplot-iostream.

#pragma once

#include "plot/gnuplot_script.hpp"
#include "sys/fd.hpp"

namespace primebench {

/// The script in a file that exists in memory only, to be gnuplot's standard input,
/// and positioned at its start. Throws std::system_error or Error.
Fd script_file(const GnuplotScript& script);

}  // namespace primebench
