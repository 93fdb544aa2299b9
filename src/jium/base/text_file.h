// A small text file read whole: configuration, keys, lists.
#pragma once

#include <string>

#include "jium/base/result.h"

namespace jium {

// Outside, naming the path, when it is a folder, cannot be read or is larger than 256 MiB. The path is one
// that the caller typed, never one of a case.
[[nodiscard]] Result<std::string> read_text_file(const std::string& path);

// The same without the line ends and blanks at the end: a key or a password.
[[nodiscard]] Result<std::string> read_word_file(const std::string& path);

}  // namespace jium
