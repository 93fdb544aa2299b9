// Test-only: a desk with people who sign in, where how they joined does not matter (people_fixture.h: where
// it does).
#pragma once

#include "jium/desk/desk_fixture.h"
#include "jium/store/people.h"

namespace jium::desk {

class PersonFixture : public DeskFixture {
 protected:
  // Of the officer's centre.
  Actor person(Role role = Role::deletion_officer) {
    const registry::Person made{.id = registry::PersonId::random(),
                                .organisation = officer.organisation,
                                .name = Secret<std::string>("Somebody"),
                                .state = registry::PersonState::active,
                                .roles = {role}};
    must(write([&](auto& tx) { return store::insert(tx, made, "test"); }));
    return {store::AccessKeyId::random(), officer.organisation, role, made.id};
  }
};

}  // namespace jium::desk
