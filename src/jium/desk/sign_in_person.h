// How a person proves who they are where no authenticator exists: a passphrase and a one-time code, both.
//
// What was tried and was wrong is counted, and the count must be kept although the answer is no; so these
// verbs answer an Attempt, whose refusal is a good result to the transaction. After five failures the person
// waits, each time twice as long, up to an hour; a wait refuses the right proof too, in the same words.
// Nobody can tell an unknown person from a known one: the words and the work are the same (OWASP ASVS 5.0,
// V6.3.8).
#pragma once

#include <optional>
#include <string>

#include "jium/desk/sign_in.h"

namespace jium::desk {

inline constexpr int kFreeFailures = 5;
inline constexpr Duration kFirstWait = std::chrono::seconds{30};
inline constexpr Duration kLongestWait = std::chrono::hours{1};
// How long the next attempt has to wait after so many failures in a row.
[[nodiscard]] Duration wait_after(int failures);

// A refusal in it is committed with what it counted.
template <class T>
struct Attempt {
  Result<T> result;
};

// A refused sign-in of nobody who is known: an entry of the log, without a word of what was typed, and at
// most one a minute for all strangers together, so that they cannot fill it. How many there were, the metrics
// of requests tell.
[[nodiscard]] Result<void> log_stranger_refused(const Desk& desk, store::Transaction& tx);

// Before the transaction, as it takes a quarter of a second: stretches what was typed against what is stored.
[[nodiscard]] Result<Stretched> try_passphrase_of(const Desk& desk, store::Store& store,
                                                  registry::PersonId person, std::string_view passphrase);

struct SignInPerson {
  registry::PersonId person;
  std::string code;
  std::optional<Role> role;  // needed by those who hold several: a session is under one
};
// Forbidden, in one wording, for unknown people, wrong proofs, used codes, suspended people and waits.
[[nodiscard]] Result<Attempt<IssuedKey>> sign_in_with_passphrase(const Desk& desk, store::Transaction& tx,
                                                                 const SignInPerson& ask,
                                                                 const Stretched& passphrase);

// The role of the session: the one asked for, or the only one held. Conflict, naming them, when there are
// several; Forbidden when it is not held.
[[nodiscard]] Result<Role> choose_role(const registry::Person& person, std::optional<Role> wanted);

// A fresh code within a session: what guards let through for kStepUpLife from now. Forbidden for programs.
[[nodiscard]] Result<Attempt<Instant>> step_up_with_code(const Desk& desk, store::Transaction& tx,
                                                         const Actor& actor, std::string_view code);

}  // namespace jium::desk
