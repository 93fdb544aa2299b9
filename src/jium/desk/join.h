// An invited person joins: with the one-time link, and with what they will prove themselves with from then
// on.
#pragma once

#include <string>

#include "jium/desk/sign_in_person.h"

namespace jium::desk {

struct Joining {
  registry::Person person;
  std::string organisation;  // its name
  // Made for this conversation and kept nowhere: whoever joins sends it back with a code of it. So a link
  // that somebody else saw first does not tell them the secret of who then joins.
  Secret<Bytes> code_secret;
};

// Forbidden, in one wording for wrong, used and ended links. Uses nothing up.
[[nodiscard]] Result<Joining> begin_join(const Desk& desk, store::Transaction& tx, std::string_view link);

// Before the transaction: refuses a wrong link and a poor passphrase without any work, and stretches a good
// one.
[[nodiscard]] Result<Stretched> stretch_for_join(const Desk& desk, store::Store& store, std::string_view link,
                                                 std::string_view passphrase);

struct JoinWithPassphrase {
  Secret<std::string> link;
  Secret<Bytes> code_secret;
  std::string code;
};
// Malformed when the code is not one of the secret now: the app is not set up, or a clock is wrong. The link
// is used up only when all is well.
[[nodiscard]] Result<registry::Person> join_with_passphrase(const Desk& desk, store::Transaction& tx,
                                                            const JoinWithPassphrase& ask,
                                                            const Stretched& passphrase);

// What all ways of joining end with: the link is used, the person is active.
[[nodiscard]] Result<registry::Person> finish_join(const Desk& desk, store::Transaction& tx,
                                                   std::string_view link);

}  // namespace jium::desk
