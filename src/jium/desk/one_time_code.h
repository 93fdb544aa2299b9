// One-time codes of a phone's authenticator app: TOTP (RFC 6238) as every app has it, HMAC-SHA-1, 6 digits, a
// new code each 30 s. One step early or late is accepted (section 5.2), no step twice (the same section).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "jium/base/bytes.h"
#include "jium/base/clock.h"

namespace jium::desk {

inline constexpr std::size_t kCodeSecretBytes = 20;  // RFC 4226, section 4, R6
inline constexpr std::int64_t kCodeStepSeconds = 30;

[[nodiscard]] std::int64_t code_step_at(Instant at);
[[nodiscard]] std::string code_of(ByteView secret, std::int64_t step);  // "048213"

// The step whose code this is, of now, the one before or the one after, and later than `used`; nothing when
// it is none. Takes as long for a wrong code as for a right one.
[[nodiscard]] std::optional<std::int64_t> accepted_step(ByteView secret, std::string_view code, Instant now,
                                                        std::int64_t used);

// RFC 4648, section 6, upper case, without padding; case and blanks of what a person typed do not matter.
// Malformed unless it is base 32 of kCodeSecretBytes.
[[nodiscard]] std::string code_secret_text(ByteView secret);
[[nodiscard]] Result<Bytes> parse_code_secret(std::string_view text);

// What an app reads from a picture of squares, or by hand: otpauth://totp/jium:ACCOUNT?secret=...
[[nodiscard]] std::string otpauth_uri(ByteView secret, std::string_view account);

}  // namespace jium::desk
