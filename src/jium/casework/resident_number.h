// Resident registration numbers have no place in jium: no column is made for them, and every free text is
// refused that holds something like one (Personal Information Protection Act, article 24-2).
#pragma once

#include <string_view>

namespace jium::casework {

// Six digits that can be a date of birth, any dashes or blanks or none, and seven digits of which the first
// is 1 to 8, with no further digit right before or after; ASCII and full-width digits alike. The check digit
// is not asked for: numbers given since October 2020 have none.
[[nodiscard]] bool holds_resident_number(std::string_view text);

}  // namespace jium::casework
