// Test-only: an organisation's administrator and an officer who have joined with passphrases and codes.
#pragma once

#include <gmock/gmock.h>

#include "jium/desk/change_person.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/invite_person.h"
#include "jium/desk/join.h"
#include "jium/desk/one_time_code.h"
#include "jium/desk/sign_in_person.h"
#include "jium/desk/suspend_organisation.h"
#include "jium/store/people.h"

namespace jium::desk {

inline constexpr const char* kPassphrase = "heron under the blue bridge";

// Somebody with a phone.
struct Someone {
  registry::Person person;
  Bytes code_secret;
};

class PeopleFixture : public DeskFixture {
 protected:
  PeopleFixture() : system{store::AccessKeyId::random(), {}, Role::system_administrator} {
    system.organisation = must(write([&](auto& tx) { return make_sign_in_link(desk, tx); })).key.organisation;
    administrator = join(must(write([&](auto& tx) {
      return invite_first_administrator(desk, tx, system, officer.organisation,
                                        Secret<std::string>("Ji-woo Kim"));
    })));
    in_charge = {store::AccessKeyId::random(), officer.organisation, Role::centre_administrator,
                 administrator.person.id};
  }

  std::string code(const Someone& someone, int later = 0) {
    return code_of(someone.code_secret, code_step_at(clock.now()) + later);
  }
  void next_code() { clock.tick(std::chrono::seconds{kCodeStepSeconds}); }

  Invited invite(std::vector<Role> roles = {Role::deletion_officer}) {
    return must(write([&](auto& tx) {
      return invite_person(desk, tx, in_charge, {Secret<std::string>("Seo-yeon Han"), std::move(roles)});
    }));
  }
  Result<registry::Person> join_with(const IssuedKey& link, const Bytes& secret, const std::string& code,
                                     const std::string& passphrase = kPassphrase) {
    JIUM_TRY(const Stretched stretched, stretch_for_join(desk, *store, link.secret.reveal(), passphrase));
    return write([&](auto& tx) {
      return join_with_passphrase(desk, tx, {link.secret, Secret<Bytes>(secret), code}, stretched);
    });
  }
  Someone join(const Invited& invited) {
    Someone someone{invited.person, random_bytes(kCodeSecretBytes)};
    someone.person = must(join_with(invited.link, someone.code_secret, code(someone)));
    next_code();
    return someone;
  }

  Result<IssuedKey> sign_in_as(registry::PersonId person, const std::string& code,
                               const std::string& passphrase = kPassphrase,
                               std::optional<Role> role = std::nullopt) {
    JIUM_TRY(const Stretched stretched, try_passphrase_of(desk, *store, person, passphrase));
    auto attempt = write([&](auto& tx) {
      return sign_in_with_passphrase(desk, tx, {person, code, role}, stretched);
    });
    if (!attempt) return Fault(std::move(attempt).fault());
    return std::move(attempt->result);
  }
  Result<IssuedKey> sign_in_as(const Someone& someone) {
    return sign_in_as(someone.person.id, code(someone));
  }
  // Signed in, and the code used is over.
  IssuedKey session_of(const Someone& someone) {
    const auto session = must(sign_in_as(someone));
    next_code();
    return session;
  }
  Result<Recognised> who(const IssuedKey& key) {
    return read([&](auto& tx) { return recognise(desk, tx, key.secret.reveal()); });
  }
  Result<Instant> step_up(const IssuedKey& session, const std::string& code) {
    const Actor actor = must(who(session)).actor;
    auto attempt = write([&](auto& tx) { return step_up_with_code(desk, tx, actor, code); });
    if (!attempt) return Fault(std::move(attempt).fault());
    return std::move(attempt->result);
  }
  Result<registry::Person> change(const Someone& someone, registry::PersonState to) {
    return write([&](auto& tx) { return change_state(desk, tx, in_charge, someone.person.id, to); });
  }

  Actor system;           // runs the installation
  Someone administrator;  // of the officer's centre
  Actor in_charge;        // the same, acting
};

}  // namespace jium::desk
