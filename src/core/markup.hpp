// Text in HTML and SVG.

#pragma once

#include <string>
#include <string_view>

namespace primebench {

/// `text` as it must stand between tags or in an attribute in double quotes, so that readers
/// see it as it is and it can neither end what it stands in nor begin anything. What no page can
/// show (bytes that are not UTF-8, NUL and other control characters) becomes U+FFFD.
std::string markup_text(std::string_view text);

}  // namespace primebench
