#include "jium/http/header_block.h"

namespace jium::http {

HeaderBlock judge_header_block(std::string_view received) {
  std::size_t line = 0;
  for (auto end = received.find('\n'); end != std::string_view::npos; end = received.find('\n', line)) {
    if (end == line || received[end - 1] != '\r') return HeaderBlock::refused;
    const bool is_empty = end - line == 1;
    if (is_empty) return HeaderBlock::complete;
    const bool is_folded = line > 0 && (received[line] == ' ' || received[line] == '\t');
    if (is_folded) return HeaderBlock::refused;
    line = end + 1;
  }
  return HeaderBlock::incomplete;
}

}  // namespace jium::http
