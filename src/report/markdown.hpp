// A report, or a comparison, as Markdown for a comment on a pull request.

#pragma once

#include <string>
#include <string_view>

#include "analysis/comparison.hpp"
#include "report/report.hpp"

namespace primebench {

/// GitHub's and GitLab's dialect, with tables. A table and a verdict for each work, then the
/// sizes, what failed, remarks and warnings, and what was measured.
std::string markdown_text(const Report& report);

/// A table of what was compared, then what could not be.
std::string markdown_text(const Comparison& comparison);

/// The text as Markdown shows it, wherever in a line it stands: nothing in it becomes markup, a
/// cell's end, a link or a mention of somebody. Line ends become blanks, and what no page can
/// show becomes U+FFFD.
std::string escaped_markdown(std::string_view text);

}  // namespace primebench
