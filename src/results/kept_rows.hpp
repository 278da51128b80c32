// Measurements are kept: nothing that draws or reports replaces a file that holds some.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sys/atomic_file.hpp"

namespace primebench {

enum class Measurements { kNone, kStore, kTrace };

/// What a file that begins with `beginning` holds: rows of a results store of any version,
/// with a header or without, also one that a spreadsheet has saved in its own way, or a
/// trace.
Measurements measurements_in(std::string_view beginning);

/// Likewise, of an open file. Throws std::system_error with `path`.
Measurements measurements_in(int fd, const std::string& path);

/// For whatever writes a picture or a report to `path`: AtomicFile then throws Error
/// rather than replace measurements.
AtomicFile::Veto keep_measurements(const std::string& path);

/// To be called before anything is drawn or reported from `input` ("-": standard input)
/// to `output` ("-": standard output). Throws Error if that would replace or spoil
/// measurements: `output` is the input, under whatever name, or holds some. A missing
/// output is none.
void refuse_to_replace_rows(const std::string& output, const std::string& input);

/// Of standard output, to be called before anything is printed there that is no row. Throws
/// UsageError if it is a file that holds measurements (`>> results.csv`).
void refuse_to_print_into_rows();

/// Of standard error, to be called before anything is done. Throws UsageError likewise; standard
/// error is standard output then, or the terminal where that holds measurements too, or nothing.
void refuse_to_log_into_rows();

/// Standard error goes there from now on: to standard output or, if that is none of its places
/// either, to the terminal, or nowhere.
void send_errors_elsewhere(bool to_stdout);

}  // namespace primebench
