#include "jium/http/stranger_turns.h"

#include <sodium.h>

#include <algorithm>

#include "jium/base/bytes.h"

namespace jium::http {
namespace {

// Half a mebibyte. Of ten thousand addresses at once, one in seven shares its place with another.
constexpr std::size_t kPlaces = std::size_t{1} << 16U;

std::array<std::uint8_t, 16> new_key() {
  static_assert(crypto_shorthash_KEYBYTES == 16);
  std::array<std::uint8_t, 16> key{};
  crypto_shorthash_keygen(key.data());
  return key;
}

std::chrono::nanoseconds pace_of(const StrangerLimit& limit) {
  return std::chrono::nanoseconds{std::chrono::minutes{1}} / std::max(limit.per_minute, 1);
}

}  // namespace

StrangerTurns::StrangerTurns(StrangerLimit limit)
    : limit_(limit),
      pace_(pace_of(limit)),
      reach_(pace_ * std::max(limit.at_once - 1, 0)),
      key_(new_key()),
      due_(limit.at_once > 0 ? kPlaces : 0) {}

std::optional<std::chrono::seconds> StrangerTurns::wait_until(Moment due, Moment now) const {
  const Moment ours = std::max(due, now);
  if (ours - now <= reach_) return std::nullopt;
  return std::max(std::chrono::ceil<std::chrono::seconds>(ours - now - reach_), std::chrono::seconds{1});
}

std::optional<std::chrono::seconds> StrangerTurns::take(std::string_view address, Moment now) {
  if (due_.empty()) return std::nullopt;
  const std::lock_guard lock(mutex_);
  Moment& due = due_[place_of(address)];
  if (const auto wait = wait_until(due, now)) return wait;
  due = std::max(due, now) + pace_;
  return std::nullopt;
}

std::optional<std::chrono::seconds> StrangerTurns::wait_of(std::string_view address, Moment now) {
  if (due_.empty()) return std::nullopt;
  const std::lock_guard lock(mutex_);
  return wait_until(due_[place_of(address)], now);
}

// SipHash-2-4, keyed: nobody outside can choose addresses that meet at one place.
std::size_t StrangerTurns::place_of(std::string_view address) const {
  std::array<std::uint8_t, crypto_shorthash_BYTES> hash{};
  const ByteView bytes = bytes_of(address);
  crypto_shorthash(hash.data(), bytes.data(), bytes.size(), key_.data());
  std::uint64_t number = 0;
  for (const std::uint8_t byte : hash) number = number << 8U | byte;
  return number % kPlaces;
}

}  // namespace jium::http
