// What a passkey signs: a text that this installation made minutes ago, for one purpose, and that works once.
//
// It carries its own proof: 16 random bytes, its end, and a keyed digest over both, the purpose and whom it
// is for. So asking for one, which anybody may, writes nothing down; what is kept, until it would have ended
// anyway, is that it was used.
#pragma once

#include <string>
#include <string_view>

#include "jium/desk/desk.h"

namespace jium::desk {

inline constexpr Duration kChallengeLife = std::chrono::minutes{5};

enum class ChallengeFor { sign_in, join, step_up, add };
BOOST_DESCRIBE_ENUM(ChallengeFor, sign_in, join, step_up, add)

// `whom`: a link, a session; nothing when nobody is known yet. Base64url, 54 characters.
[[nodiscard]] std::string make_challenge(const Desk& desk, store::Transaction& tx, ChallengeFor purpose,
                                         std::string_view whom);
// Forbidden, in one wording, for what was not made here, for this, or ended, or was used.
[[nodiscard]] Result<void> use_challenge(const Desk& desk, store::Transaction& tx, ChallengeFor purpose,
                                         std::string_view whom, std::string_view challenge);

// RFC 4648, section 5, without padding, and nothing else: neither blanks nor an unused bit that is set.
[[nodiscard]] std::string to_base64url(ByteView bytes);
[[nodiscard]] Result<Bytes> from_base64url(std::string_view text);

}  // namespace jium::desk
