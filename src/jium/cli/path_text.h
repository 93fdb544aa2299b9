// A file's path as it is printed: a name must neither end a line nor make up another, and JSON holds only
// UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace jium::cli {

// Control characters, and in a name that is not UTF-8 every byte above ASCII, are written as \x1b.
[[nodiscard]] std::string path_text(std::string_view path);

}  // namespace jium::cli
