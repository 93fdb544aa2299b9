// Words become tokens without being shown: the oblivious pseudorandom function of RFC 9497 (mode OPRF, suite
// ristretto255-SHA512) by libsodium's ristretto255 (RFC 9496).
//
//   a centre's machine                         the installation
//   blind(word)   -- blinded element -->       evaluate: key times element
//   finish        <-- evaluated element --     (it learns nothing of the word, nor of the token)
//   token = BLAKE2b(key: the centres' own secret, the function's output), 32 bytes
//
// The server cannot read the word in what it is sent: a blinded element is a uniformly random one whatever
// the word. A centre cannot guess words by itself, as each guess is a question to the server, which counts
// them. And the server, which has its key and the tokens, cannot guess either, as long as the secret that the
// centres share among themselves (and never with the server) is not in its hands. Without such a secret a
// server that turns on its own centres could try telephone numbers one by one; docs/security/linkage.md says
// so.
//
// The key of the function is derived (DeriveKeyPair) from a secret of the installation and a purpose: traces
// have one, each group's joint count another, so that tokens of two groups have nothing in common.
//
// Elements and scalars are 32 bytes, little-endian where they are numbers.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/bytes.h"
#include "jium/base/result.h"
#include "jium/base/secret.h"

namespace jium::linkage {

using Element = std::array<std::uint8_t, 32>;
using Scalar = std::array<std::uint8_t, 32>;
using Output = std::array<std::uint8_t, 64>;
using Token = std::array<std::uint8_t, 32>;

// At one time; a centre's day of traces and no dictionary.
inline constexpr std::size_t kBatch = 256;

// What the centres share among themselves; all zeros: they share none.
using CentresSecret = Secret<std::array<std::uint8_t, 32>>;

class TokenKey {
 public:
  // From a secret of at least 32 bytes and what it is for.
  [[nodiscard]] static TokenKey derive(ByteView secret, std::string_view purpose);

  // Malformed for an element that is none, or the identity; all of a batch or nothing. More than kBatch:
  // malformed too.
  [[nodiscard]] Result<std::vector<Element>> evaluate(const std::vector<Element>& blinded) const;

  [[nodiscard]] const Scalar& reveal() const { return key_.reveal(); }  // for the test of the RFC's numbers

 private:
  explicit TokenKey(const Scalar& key) : key_(key) {}
  Secret<Scalar> key_;
};

// A word and the factor that hides it; it stays on the machine that made it.
struct Blinding {
  Secret<std::string> word;
  Secret<Scalar> factor;
  Element blinded{};
};

// Malformed: a word of more than 65,535 bytes.
[[nodiscard]] Result<Blinding> blind(std::string_view word);
// With a factor of one's own, for tests alone: a factor that is used twice tells that two words are equal.
[[nodiscard]] Result<Blinding> blind_with(std::string_view word, const Scalar& factor);
// Malformed when the element is none.
[[nodiscard]] Result<Output> finish(const Blinding& blinding, const Element& evaluated);

[[nodiscard]] Token token_of(const Output& output, const CentresSecret& secret);

// "jium centres' secret 1 HEX", as it stands in a file (mode 0600) that a centre gives another by hand.
[[nodiscard]] CentresSecret make_centres_secret();
[[nodiscard]] std::string write_centres_secret(const CentresSecret& secret);
[[nodiscard]] Result<CentresSecret> read_centres_secret(std::string_view text);

}  // namespace jium::linkage
