// The file of --numbers.

#pragma once

#include <memory>
#include <string>

#include "workload/number_list.hpp"

namespace primebench {

/// The numbers in the file `path` ("-": standard input), one on each line, in whole decimal digits.
/// Blank lines count for nothing, nor does what follows a #, nor blanks around a number. Reads
/// line by line, so that a pipe will do. Throws Error, which names the lines that are no numbers,
/// and std::system_error.
std::shared_ptr<const NumberList> read_numbers(const std::string& path);

}  // namespace primebench
