// What the API takes and gives about passkeys. Bytes are base64url without padding (RFC 4648, section 5), as
// browsers write them; names are those of W3C WebAuthn's JSON, in our spelling.
#pragma once

#include "jium/http/wire_types.h"

namespace jium::http::wire {

struct PasskeyTask {
  std::string rp_id;
  std::string challenge;          // base64url
  std::string user_verification;  // "required"
  std::int64_t timeout_ms = 0;
};
JIUM_WIRE_VIEW(PasskeyTask, (rp_id, challenge, user_verification, timeout_ms))

struct PasskeyJoining {
  registry::PersonId person;
  std::string name;
  std::string organisation;
  std::vector<desk::Role> roles;
  std::vector<std::int64_t> algorithms;  // COSE: -7 ES256, -8 EdDSA
  PasskeyTask task;
};
JIUM_WIRE_VIEW(PasskeyJoining, (person, name, organisation, roles, algorithms, task))

struct JoinPasskey {
  Exact link;
  Exact client_data;
  Exact authenticator_data;
};
JIUM_WIRE_ASK(JoinPasskey, (link, client_data, authenticator_data))

struct SignInPasskey {
  Exact credential;
  Exact client_data;
  Exact authenticator_data;
  Exact signature;
  std::optional<desk::Role> role;  // for those who hold several
};
JIUM_WIRE_ASK(SignInPasskey, (credential, client_data, authenticator_data, signature, role))

struct StepUpPasskey {
  Exact credential;
  Exact client_data;
  Exact authenticator_data;
  Exact signature;
};
JIUM_WIRE_ASK(StepUpPasskey, (credential, client_data, authenticator_data, signature))

}  // namespace jium::http::wire
