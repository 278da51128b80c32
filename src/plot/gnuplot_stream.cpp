#include "plot/gnuplot_stream.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cassert>  // gnuplot-iostream.h uses it without including it.
#include <cstdio>
#include <limits>
#include <locale>

#include <gnuplot-iostream.h>

#include "core/error.hpp"

namespace primebench {
namespace {

/// Writes everything; returns whether that succeeded. The stream closes `file`.
bool send(std::FILE* file, const GnuplotScript& script) {
  Gnuplot gnuplot(file);
  gnuplot.imbue(std::locale::classic());
  gnuplot << std::defaultfloat;
  gnuplot.precision(std::numeric_limits<double>::digits10);
  gnuplot << script.settings;
  for (const DataBlock& block : script.data) {
    // send1d() ends its data with a line "e", which makes that the terminator here.
    gnuplot << block.name << " << e\n";
    gnuplot.send1d(block.rows);
  }
  gnuplot << script.plot << std::flush;
  return gnuplot.good();
}

}  // namespace

Fd script_file(const GnuplotScript& script) {
  Fd memory(::memfd_create("gnuplot script", MFD_CLOEXEC));
  if (!memory)
    throw_errno("cannot make room for the gnuplot script");
  // gnuplot-iostream closes the FILE that it is given, hence a second descriptor.
  const int copy = ::fcntl(memory.get(), F_DUPFD_CLOEXEC, 3);
  std::FILE* const file = copy < 0 ? nullptr : ::fdopen(copy, "w");
  if (file == nullptr)
    throw_errno("cannot write the gnuplot script");
  if (!send(file, script))
    throw Error("cannot write the gnuplot script: out of memory");
  if (::lseek(memory.get(), 0, SEEK_SET) != 0)
    throw_errno("cannot rewind the gnuplot script");
  return memory;
}

}  // namespace primebench
