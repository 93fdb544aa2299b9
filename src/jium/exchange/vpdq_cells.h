// The cells that both forms of vPDQ fingerprints share: comma-separated, without blanks or quotes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/fingerprint/vpdq_frame.h"

namespace jium::exchange {

[[nodiscard]] std::vector<std::string_view> vpdq_cells(std::string_view line);
[[nodiscard]] Result<std::int64_t> vpdq_frame_number(std::string_view cell);
[[nodiscard]] Result<fingerprint::Pdq> vpdq_pdq(std::string_view hex, std::string_view quality);
// Seconds, 0 or more; "12", "1.5", "1.23e+03".
[[nodiscard]] Result<double> vpdq_seconds(std::string_view cell);
// Plain, with three decimals: "1230.000".
[[nodiscard]] std::string vpdq_decimals(double seconds);

}  // namespace jium::exchange
