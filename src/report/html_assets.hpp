// The style and the script of a page.

#pragma once

#include <string>
#include <string_view>

namespace primebench {

/// `dark` are declarations for dark pages, as dark_colours() makes them.
std::string page_style(const std::string& dark);

/// Puts a button into each heading of a table that can be sorted. Nothing else on the page
/// needs it.
std::string_view page_script();

}  // namespace primebench
