// What the API takes and gives about a person's own proofs and sessions.
#pragma once

#include "jium/http/passkey_types.h"
#include "jium/store/people.h"

namespace jium::http::wire {

struct Passkey {
  store::PasskeyId id;
  Instant added_at{};
  std::optional<Instant> last_used_at;
};
JIUM_WIRE_VIEW(Passkey, (id, added_at, last_used_at))

struct Proofs {
  bool passphrase = false;
  bool codes = false;
  std::vector<Passkey> passkeys;
};
JIUM_WIRE_VIEW(Proofs, (passphrase, codes, passkeys))

struct ChangePassphrase {
  Exact passphrase;  // the new one
};
JIUM_WIRE_ASK(ChangePassphrase, (passphrase))

struct NewCodes {
  std::string code_secret;  // base 32; to be sent back with a code of it
  std::string otpauth;      // the same, as an authenticator app takes it
};
JIUM_WIRE_VIEW(NewCodes, (code_secret, otpauth))

struct ChangeCodes {
  Exact code_secret;
  Exact code;
};
JIUM_WIRE_ASK(ChangeCodes, (code_secret, code))

struct AddPasskey {
  Exact client_data;
  Exact authenticator_data;
};
JIUM_WIRE_ASK(AddPasskey, (client_data, authenticator_data))

struct OwnSession {
  store::AccessKeyId id;
  std::string role;
  Instant created_at{};
  std::optional<Instant> last_used_at, expires_at;
  bool this_one = false;
};
JIUM_WIRE_VIEW(OwnSession, (id, role, created_at, last_used_at, expires_at, this_one))

struct OwnSessions {
  std::vector<OwnSession> sessions;
};
JIUM_WIRE_VIEW(OwnSessions, (sessions))

}  // namespace jium::http::wire
