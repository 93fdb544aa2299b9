// Passphrases: what one must be like, and the one gate through which they are stretched.
//
// Length instead of rules about characters, as NIST SP 800-63B-4 section 3.1.1.2 has it: at least 15 where no
// other secret guards the account alone, no composition rules. Argon2id (RFC 9106) by libsodium, whose text
// form carries its own salt and cost. One runs at a time: at 64 MiB each, a crowd of sign-ins would otherwise
// take the machine's memory, and what waits beyond a few is told to come again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "jium/base/result.h"
#include "jium/base/secret.h"

namespace jium::desk {

// A quarter of a second on the two cores that jium was measured on.
struct PassphraseCost {
  unsigned long long passes = 3;
  std::size_t memory = std::size_t{64} << 20U;
};
// For tests, which stretch a hundred of them.
inline constexpr PassphraseCost kCheapCost{1, 8192};

inline constexpr std::size_t kPassphraseLeast = 15;       // characters (code points)
inline constexpr std::size_t kPassphraseMostBytes = 512;  // no more than one block of work for the server

// Malformed, kindly, when it is too short, too long, one short piece over and over, or one that everybody
// tries first (common_passphrase.h).
[[nodiscard]] Result<void> check_passphrase(std::string_view passphrase);

// The text to keep. Busy when too many wait.
[[nodiscard]] Result<Secret<std::string>> stretch(const PassphraseCost& cost, std::string_view passphrase);

// What was tried, and against which text: the verb that judges it later, in a transaction, sees whether that
// text still holds.
struct Stretched {
  Secret<std::string> text;
  bool matches = false;
};
// `stored` empty: nobody, or somebody without a passphrase. The work is the same, against a text of nobody's.
[[nodiscard]] Result<Stretched> try_passphrase(const PassphraseCost& cost, const Secret<std::string>& stored,
                                               std::string_view passphrase);

// How many have been stretched in this process: how tests see that the unknown cost what the known do.
[[nodiscard]] std::size_t stretched_so_far();

}  // namespace jium::desk
