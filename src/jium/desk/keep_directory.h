// The centre's directory: who runs which site and can delete there, over which channels they are asked, and
// who else has a hand in a site.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/removal/operator.h"

namespace jium::desk {

struct AddOperator {
  std::string name;
  std::string mail;  // may be empty where there are other channels
  removal::Language language = removal::Language::en;
  std::string jurisdiction = "*";
  std::vector<removal::Channel> channels{};
  std::vector<removal::Language> languages{};
  std::optional<std::string> rule{};
};
[[nodiscard]] Result<removal::SiteOperator> add_operator(const Desk& desk, store::Transaction& tx,
                                                         const Actor& actor, const AddOperator& ask);

// What is given takes the place of what stood there; an empty `rule` is that of the jurisdiction again.
struct ChangeOperator {
  removal::OperatorId id;
  std::optional<std::string> name{}, mail{};
  std::optional<removal::Language> language{};
  std::optional<std::string> jurisdiction{};
  std::optional<std::vector<removal::Channel>> channels{};
  std::optional<std::vector<removal::Language>> languages{};
  std::optional<std::string> rule{};
  std::optional<removal::OperatorState> state{};
};
[[nodiscard]] Result<removal::SiteOperator> change_operator(const Desk& desk, store::Transaction& tx,
                                                            const Actor& actor, const ChangeOperator& ask);

// `site`: its name (example.com, 192.0.2.7) or any address on it. Makes the site known if it is not. Parties
// that are given take the place of those that stood there; those in `without` are taken away.
struct DescribeSite {
  std::string site;
  std::optional<removal::SiteKind> kind{};
  std::optional<removal::OperatorId> site_operator{}, owner{}, host{}, cdn{}, registrar{};
  std::vector<removal::Party> without{};
};
[[nodiscard]] Result<removal::Site> describe_site(const Desk& desk, store::Transaction& tx,
                                                  const Actor& actor, const DescribeSite& ask);

// Its operator alone.
[[nodiscard]] Result<removal::Site> assign_site(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                                const std::string& address_or_name,
                                                removal::OperatorId site_operator);

}  // namespace jium::desk
