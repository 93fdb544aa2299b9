#include "jium/exchange/vpdq_cells.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace jium::exchange {
namespace {

// Longer than any video: keeps the plain form short.
constexpr double kLatest = 1e9;

}  // namespace

std::vector<std::string_view> vpdq_cells(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const auto comma = line.find(',');
    cells.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return cells;
    line.remove_prefix(comma + 1);
  }
}

Result<std::int64_t> vpdq_frame_number(std::string_view cell) {
  std::int64_t number = -1;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (error != std::errc{} || end != cell.data() + cell.size() || number < 0)
    return fault(FaultKind::malformed, "a frame's number is a whole number from 0 on");
  return number;
}

Result<fingerprint::Pdq> vpdq_pdq(std::string_view hex, std::string_view quality) {
  fingerprint::Pdq pdq;
  const auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != pdq.bits.size())
    return fault(FaultKind::malformed, "a PDQ value is 64 hexadecimal digits");
  std::copy(bytes->begin(), bytes->end(), pdq.bits.begin());
  const auto [end, error] = std::from_chars(quality.data(), quality.data() + quality.size(), pdq.quality);
  if (error != std::errc{} || end != quality.data() + quality.size() || pdq.quality < 0 || pdq.quality > 100)
    return fault(FaultKind::malformed, "a quality is 0 to 100");
  return pdq;
}

Result<double> vpdq_seconds(std::string_view cell) {
  double seconds = -1;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), seconds);
  if (error != std::errc{} || end != cell.data() + cell.size() || !(seconds >= 0 && seconds <= kLatest))
    return fault(FaultKind::malformed, "a timestamp is a number of seconds from 0 on");
  return std::abs(seconds);  // "-0" is a zero too
}

std::string vpdq_decimals(double seconds) {
  std::array<char, 32> text{};
  const double written = std::clamp(seconds, 0.0, kLatest);
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), written, std::chars_format::fixed, 3);
  return error == std::errc{} ? std::string(text.data(), end) : "0.000";
}

}  // namespace jium::exchange
