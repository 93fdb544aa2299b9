// Canaries: entries of a recipient's feed that match nothing and stand in no other feed. They come from a
// seed that is sealed with the recipient, so that none has to be kept: the n-th is always the same.
//
// A PDQ value is drawn with exactly 128 bits set, as the median in PDQ's last step leaves about half of them
// (Meta 2019, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm"); two such values
// are within 31 bits of one another by chance once in about 2^120. The stream is libsodium's ChaCha20
// (randombytes_buf_deterministic).
#pragma once

#include "jium/registry/feed.h"
#include "jium/store/feed.h"

namespace jium::desk {

// After which of its block's footages the canary stands: 0 to 3.
[[nodiscard]] int canary_place(const Secret<store::FeedSeed>& seed, int block);
// The n-th, as an item that looks like `beside`: its class and its sorts of fingerprint.
[[nodiscard]] registry::FeedItem canary(const Secret<store::FeedSeed>& seed, int number,
                                        const registry::FeedItem& beside);
// Is one of these a canary of this seed?
[[nodiscard]] bool names_the_source(const Secret<store::FeedSeed>& seed,
                                    const std::vector<fingerprint::Fingerprint>& leaked);

}  // namespace jium::desk
