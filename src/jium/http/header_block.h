// A look at the raw header block of a request before Beast 1.81 parses it, for what that parser lets through.
#pragma once

#include <cstddef>
#include <string_view>

namespace jium::http {

enum class HeaderBlock {
  incomplete,  // no empty line yet
  complete,
  refused,  // a bare line feed, or a folded line (obs-fold, RFC 9112, section 5.2)
};

// `received` starts at the request line; what follows the header block is not looked at.
[[nodiscard]] HeaderBlock judge_header_block(std::string_view received);

}  // namespace jium::http
