// Where the text of a command goes.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace primebench {

/// To standard output ("-"), whose reader may have had enough, or into the file `output`,
/// which is replaced in one step. Throws Error if that file is one of `inputs`, UsageError
/// if standard output is a file that holds measurements and there are no inputs, and Error or
/// std::system_error if it cannot be written.
void write_text(std::string_view text, const std::string& output,
                const std::vector<std::string>& inputs);

}  // namespace primebench
