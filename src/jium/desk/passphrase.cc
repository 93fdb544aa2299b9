#include "jium/desk/passphrase.h"

#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "jium/desk/common_passphrase.h"
#include "jium/desk/stretch_gate.h"

namespace jium::desk {
namespace {

constexpr int kMayWait = 8;
constexpr std::size_t kLongestPiece = 4;

std::atomic<std::size_t> stretched{0};

StretchGate& gate() {
  static StretchGate gate(kMayWait);
  return gate;
}

Fault crowded() {
  return fault(FaultKind::busy, "many sign in at this moment: try again shortly");
}

Result<Secret<std::string>> stretch_inside(const PassphraseCost& cost, std::string_view passphrase) {
  std::string text(crypto_pwhash_STRBYTES, '\0');
  ++stretched;
  if (crypto_pwhash_str(text.data(), passphrase.data(), passphrase.size(), cost.passes, cost.memory) != 0)
    return fault(FaultKind::internal, "there is not enough memory to stretch a passphrase");
  text.resize(text.find('\0'));
  return Secret<std::string>(std::move(text));
}

// Made of bytes that nobody knows, so that nothing matches it.
Result<Secret<std::string>> text_of_nobody(const PassphraseCost& cost) {
  static std::mutex mutex;
  static Secret<std::string> text;
  const std::lock_guard<std::mutex> lock(mutex);
  if (text.reveal().empty()) {
    std::string unknown(32, '\0');
    randombytes_buf(unknown.data(), unknown.size());
    JIUM_TRY(text, stretch_inside(cost, unknown));
  }
  return text;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char one) { return (static_cast<unsigned char>(one) & 0xC0U) != 0x80U; }));
}

bool repeats(std::string_view text, std::size_t piece) {
  for (std::size_t at = piece; at < text.size(); ++at) {
    if (text[at] != text[at - piece]) return false;
  }
  return true;
}

}  // namespace

Result<void> check_passphrase(std::string_view passphrase) {
  if (characters(passphrase) < kPassphraseLeast)
    return fault(FaultKind::malformed,
                 "a passphrase has at least 15 characters: four or five words that do not belong together "
                 "are easy to keep in mind");
  if (passphrase.size() > kPassphraseMostBytes)
    return fault(FaultKind::malformed, "a passphrase has at most 512 bytes");
  for (std::size_t piece = 1; piece <= kLongestPiece; ++piece) {
    if (repeats(passphrase, piece))
      return fault(FaultKind::malformed, "this passphrase is one short piece over and over: use words");
  }
  if (is_common_passphrase(passphrase))
    return fault(
        FaultKind::malformed,
        "this passphrase is one of those that are guessed first: take four or five words that do not "
        "belong together");
  return {};
}

Result<Secret<std::string>> stretch(const PassphraseCost& cost, std::string_view passphrase) {
  const StretchGate::Turn turn(gate());
  if (!turn.admitted()) return crowded();
  return stretch_inside(cost, passphrase);
}

Result<Stretched> try_passphrase(const PassphraseCost& cost, const Secret<std::string>& stored,
                                 std::string_view passphrase) {
  if (passphrase.size() > kPassphraseMostBytes)
    return fault(FaultKind::malformed, "a passphrase has at most 512 bytes");
  const StretchGate::Turn turn(gate());
  if (!turn.admitted()) return crowded();
  JIUM_TRY(const Secret<std::string> nobody, text_of_nobody(cost));
  const bool known = !stored.reveal().empty();
  const std::string& text = known ? stored.reveal() : nobody.reveal();
  ++stretched;
  const bool matches = crypto_pwhash_str_verify(text.c_str(), passphrase.data(), passphrase.size()) == 0;
  return Stretched{stored, known && matches};
}

std::size_t stretched_so_far() {
  return stretched.load();
}

}  // namespace jium::desk
