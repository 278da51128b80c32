#include "core/markup.hpp"

#include "core/utf8.hpp"

namespace primebench {

std::string markup_text(std::string_view text) {
  std::string escaped;
  for (const char c : printable_utf8(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace primebench
