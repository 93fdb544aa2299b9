#include "jium/desk/import_directory.h"

#include <map>

#include "jium/casework/resident_number.h"
#include "jium/desk/keep_directory.h"
#include "jium/store/directory.h"

namespace jium::desk {
namespace {

using removal::Party;
using removal::Site;
using removal::SiteOperator;

template <class T>
struct Planned {
  T value;
  bool is_new = false;
  bool is_changed = false;
};

template <class T>
bool put(T& what, const std::optional<T>& by) {
  if (!by || what == *by) return false;
  what = *by;
  return true;
}

// The directory as it would be, without writing any of it.
class Plan {
 public:
  Plan(const Desk& desk, const Actor& actor) : desk_(desk), actor_(actor) {}

  Result<void> load(store::Transaction& tx) {
    JIUM_TRY(const auto operators, store::operators_of(tx, actor_.organisation));
    for (const auto& one : operators) operators_.emplace(one.name, Planned<SiteOperator>{one});
    JIUM_TRY(const auto sites, store::sites_of(tx, actor_.organisation));
    for (const auto& one : sites) sites_.emplace(one.name, Planned<Site>{one});
    return {};
  }

  Result<void> take(const OperatorRow& row) {
    JIUM_TRY(Planned<SiteOperator> * planned, operator_named(row.name, true));
    SiteOperator changed = planned->value;
    bool differs = put(changed.name, std::optional<std::string>(row.name));
    differs |= put(changed.language, row.language);
    differs |= put(changed.languages, row.languages);
    differs |= put(changed.jurisdiction, row.jurisdiction);
    differs |= put(changed.state, row.state);
    if (row.rule && changed.rule != row.rule) {
      changed.rule = row.rule;
      differs = true;
    }
    if (row.channels && changed.channels != *row.channels) {
      changed.channels = *row.channels;
      changed.mail.clear();
      differs = true;
    }
    if (row.mail && changed.mail != *row.mail) {
      JIUM_CHECK(give_mail(changed, row));
      differs = true;
    }
    removal::settle_channels(changed);
    JIUM_CHECK(check(changed));
    planned->is_changed = planned->is_changed || differs;
    planned->value = std::move(changed);
    return {};
  }

  Result<void> take(const SiteRow& row) {
    JIUM_TRY(Planned<Site> * planned, site_named(row.name));
    bool differs = put(planned->value.kind, row.kind);
    const std::pair<Party, const std::optional<std::string>*> parties[] = {
        {Party::site_operator, &row.site_operator},
        {Party::owner, &row.owner},
        {Party::host, &row.host},
        {Party::cdn, &row.cdn},
        {Party::registrar, &row.registrar}};
    for (const auto& [party, name] : parties) {
      if (!*name) continue;
      JIUM_TRY(const Planned<SiteOperator>* found, operator_named(**name, false));
      auto& place = removal::party_of(planned->value, party);
      differs = differs || place != found->value.id;
      place = found->value.id;
    }
    planned->is_changed = planned->is_changed || differs;
    return {};
  }

  Result<void> write(store::Transaction& tx) const {
    for (const auto& [name, planned] : operators_) {
      if (planned.is_new) {
        JIUM_CHECK(store::insert(tx, planned.value));
      } else if (planned.is_changed) {
        JIUM_CHECK(store::update(tx, planned.value));
      }
    }
    for (const auto& [name, planned] : sites_) {
      if (planned.is_new) {
        JIUM_CHECK(store::insert(tx, planned.value));
      } else if (planned.is_changed) {
        JIUM_CHECK(store::update(tx, planned.value));
      }
    }
    return {};
  }

  void count(ImportOutcome& outcome) const {
    for (const auto& [name, planned] : operators_) {
      outcome.operators_added += planned.is_new;
      outcome.operators_changed += !planned.is_new && planned.is_changed;
    }
    for (const auto& [name, planned] : sites_) {
      outcome.sites_added += planned.is_new;
      outcome.sites_changed += !planned.is_new && planned.is_changed;
    }
  }

 private:
  Result<Planned<SiteOperator>*> operator_named(const std::string& name, bool may_add) {
    const auto there = operators_.equal_range(name);
    if (std::distance(there.first, there.second) > 1)
      return fault(FaultKind::malformed, "two operators of the directory have this name: merge them first");
    if (there.first != there.second) return &there.first->second;
    if (!may_add)
      return fault(FaultKind::malformed, "a party is named by the name of an operator of the directory");
    if (casework::holds_resident_number(name))
      return fault(FaultKind::malformed, "that is no operator's name");
    Planned<SiteOperator> made;
    made.is_new = true;
    made.value.id = removal::OperatorId::random();
    made.value.organisation = actor_.organisation;
    made.value.jurisdiction = '*';
    made.value.added_at = desk_.clock.now();
    // Taken back by take() when the row is wrong: nothing of a plan with faults is written.
    return &operators_.emplace(name, std::move(made))->second;
  }

  Result<Planned<Site>*> site_named(const std::string& name) {
    const bool is_address = name.find("://") != std::string::npos;
    JIUM_TRY(const auto address, registry::WebAddress::parse(is_address ? name : "https://" + name + "/"));
    const auto there = sites_.find(address.site_name());
    if (there != sites_.end()) return &there->second;
    Planned<Site> made;
    made.is_new = true;
    made.value.id = registry::SiteId::random();
    made.value.organisation = actor_.organisation;
    made.value.name = address.site_name();
    made.value.added_at = desk_.clock.now();
    return &sites_.emplace(made.value.name, std::move(made)).first->second;
  }

  // Beside channels in the same row, the mail address must be one of them.
  static Result<void> give_mail(SiteOperator& changed, const OperatorRow& row) {
    for (auto& channel : changed.channels) {
      if (channel.kind != removal::ChannelKind::mail) continue;
      if (row.channels && channel.address.reveal() != *row.mail)
        return fault(FaultKind::malformed, "the mail address is not that of the first mail channel");
      channel.address = Secret<std::string>(*row.mail);
      return {};
    }
    changed.mail = *row.mail;
    return {};
  }

  Result<void> check(const SiteOperator& changed) const {
    if (changed.rule && !desk_.rules.rule_by_id(*changed.rule))
      return fault(FaultKind::malformed, "there is no rule of that name");
    return removal::check(changed);
  }

  const Desk& desk_;
  const Actor& actor_;
  std::multimap<std::string, Planned<SiteOperator>> operators_;
  std::map<std::string, Planned<Site>> sites_;
};

template <class Rows>
void take_all(Plan& plan, const Rows& rows, const char* table, std::vector<RowFault>& faults) {
  faults.insert(faults.end(), rows.faults.begin(), rows.faults.end());
  for (const auto& row : rows.rows) {
    if (auto taken = plan.take(row); !taken) faults.push_back({table, row.line, taken.fault().what});
  }
}

}  // namespace

Result<ImportOutcome> import_directory(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                       const ImportDirectory& ask) {
  Plan plan(desk, actor);
  JIUM_CHECK(plan.load(tx));
  ImportOutcome outcome;
  take_all(plan, ask.operators, "operators", outcome.faults);
  take_all(plan, ask.sites, "sites", outcome.faults);
  if (!outcome.faults.empty()) return outcome;
  plan.count(outcome);
  if (ask.dry_run) return outcome;
  JIUM_CHECK(plan.write(tx));
  outcome.taken = true;
  return outcome;
}

Result<DirectoryRows> export_directory(const Desk&, store::Transaction& tx, const Actor& actor) {
  DirectoryRows all;
  std::map<removal::OperatorId, std::string> names;
  JIUM_TRY(const auto operators, store::operators_of(tx, actor.organisation));
  for (const SiteOperator& one : operators) {
    names.emplace(one.id, one.name);
    OperatorRow row{.line = static_cast<int>(all.operators.size()) + 1, .name = one.name};
    if (!one.mail.empty()) row.mail = one.mail;
    row.channels = one.channels;
    row.language = one.language;
    row.languages = one.languages;
    row.jurisdiction = one.jurisdiction;
    row.rule = one.rule;
    row.state = one.state;
    all.operators.push_back(std::move(row));
  }
  const auto name_of = [&](const std::optional<removal::OperatorId>& id) -> std::optional<std::string> {
    const auto found = id ? names.find(*id) : names.end();
    if (found == names.end()) return std::nullopt;
    return found->second;
  };
  JIUM_TRY(const auto sites, store::sites_of(tx, actor.organisation));
  for (const Site& one : sites) {
    SiteRow row{.line = static_cast<int>(all.sites.size()) + 1, .name = one.name, .kind = one.kind};
    row.site_operator = name_of(one.site_operator);
    row.owner = name_of(one.owner);
    row.host = name_of(one.host);
    row.cdn = name_of(one.cdn);
    row.registrar = name_of(one.registrar);
    all.sites.push_back(std::move(row));
  }
  return all;
}

}  // namespace jium::desk
