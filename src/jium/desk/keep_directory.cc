#include "jium/desk/keep_directory.h"

#include "jium/store/directory.h"

namespace jium::desk {
namespace {

using removal::Party;
using removal::SiteOperator;

Result<void> check(const Desk& desk, SiteOperator& site_operator) {
  removal::settle_channels(site_operator);
  if (site_operator.rule && !desk.rules.rule_by_id(*site_operator.rule)) {
    return fault(FaultKind::malformed, "there is no rule of that name: see docs/operating/directory.md");
  }
  return removal::check(site_operator);
}

template <class T>
void replace(T& what, const std::optional<T>& by) {
  if (by) what = *by;
}

// A mail address that is given becomes the first mail channel, in the place of the one that was.
void change_mail(SiteOperator& site_operator, const std::string& mail) {
  for (auto& channel : site_operator.channels) {
    if (channel.kind != removal::ChannelKind::mail) continue;
    channel.address = Secret<std::string>(mail);
    return;
  }
  site_operator.mail = mail;
}

Result<removal::Site> site_to_describe(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                       const std::string& address_or_name) {
  const bool is_address = address_or_name.find("://") != std::string::npos;
  JIUM_TRY(const auto address,
           registry::WebAddress::parse(is_address ? address_or_name : "https://" + address_or_name + "/"));
  JIUM_TRY(auto known, store::find_site(tx, actor.organisation, address.site_name()));
  if (known) return std::move(*known);
  removal::Site site;
  site.id = registry::SiteId::random();
  site.organisation = actor.organisation;
  site.name = address.site_name();
  site.added_at = desk.clock.now();
  JIUM_CHECK(store::insert(tx, site));
  return site;
}

// One that was merged into another is not named for anything new.
Result<void> present_operator(store::Transaction& tx, const Actor& actor, removal::OperatorId id) {
  JIUM_TRY(const auto found, store::load_operator(tx, actor.organisation, id));
  if (!found.merged_into) return {};
  return fault(FaultKind::conflict,
               "this operator was merged into another: use " + found.merged_into->text());
}

}  // namespace

Result<SiteOperator> add_operator(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  const AddOperator& ask) {
  SiteOperator site_operator{.id = removal::OperatorId::random(),
                             .organisation = actor.organisation,
                             .name = ask.name,
                             .mail = ask.mail,
                             .language = ask.language,
                             .jurisdiction = ask.jurisdiction,
                             .added_at = desk.clock.now(),
                             .channels = ask.channels,
                             .languages = ask.languages,
                             .rule = ask.rule};
  JIUM_CHECK(check(desk, site_operator));
  JIUM_CHECK(store::insert(tx, site_operator));
  return site_operator;
}

Result<SiteOperator> change_operator(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                     const ChangeOperator& ask) {
  JIUM_TRY(auto changed, store::load_operator(tx, actor.organisation, ask.id));
  replace(changed.name, ask.name);
  replace(changed.language, ask.language);
  replace(changed.jurisdiction, ask.jurisdiction);
  if (ask.channels) {
    changed.channels = *ask.channels;
    changed.mail.clear();
  }
  if (ask.mail) change_mail(changed, *ask.mail);
  replace(changed.languages, ask.languages);
  replace(changed.state, ask.state);
  if (ask.rule) changed.rule = ask.rule->empty() ? std::nullopt : ask.rule;
  JIUM_CHECK(check(desk, changed));
  JIUM_CHECK(store::update(tx, changed));
  return changed;
}

Result<removal::Site> describe_site(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                    const DescribeSite& ask) {
  for (const auto& party : {ask.site_operator, ask.owner, ask.host, ask.cdn, ask.registrar}) {
    if (party) JIUM_CHECK(present_operator(tx, actor, *party));
  }
  JIUM_TRY(auto site, site_to_describe(desk, tx, actor, ask.site));
  for (const Party party : ask.without) removal::party_of(site, party).reset();
  if (ask.site_operator) site.site_operator = ask.site_operator;
  if (ask.owner) site.owner = ask.owner;
  if (ask.host) site.host = ask.host;
  if (ask.cdn) site.cdn = ask.cdn;
  if (ask.registrar) site.registrar = ask.registrar;
  replace(site.kind, ask.kind);
  JIUM_CHECK(store::update(tx, site));
  return site;
}

Result<removal::Site> assign_site(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  const std::string& address_or_name, removal::OperatorId site_operator) {
  DescribeSite ask;
  ask.site = address_or_name;
  ask.site_operator = site_operator;
  return describe_site(desk, tx, actor, ask);
}

}  // namespace jium::desk
