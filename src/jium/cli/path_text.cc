#include "jium/cli/path_text.h"

#include <fmt/format.h>

#include <boost/json.hpp>

namespace jium::cli {

std::string path_text(std::string_view path) {
  namespace json = boost::json;
  json::error_code failed;
  json::parse(json::serialize(json::string(path)), failed);  // its parser takes nothing but UTF-8
  const unsigned char last_printable = failed ? 0x7e : 0xff;
  std::string shown;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = byte >= 0x20 && byte != 0x7f && byte <= last_printable;
    shown += is_plain ? std::string(1, c) : fmt::format("\\x{:02x}", byte);
  }
  return shown;
}

}  // namespace jium::cli
