// A letter as the text that is sealed.
#pragma once

#include <string>
#include <string_view>

#include "jium/base/result.h"
#include "jium/removal/courier.h"

namespace jium::store {

[[nodiscard]] std::string write_letter(const removal::Letter& letter);
[[nodiscard]] Result<removal::Letter> read_letter(std::string_view text);

}  // namespace jium::store
