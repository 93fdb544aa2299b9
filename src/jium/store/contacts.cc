#include "jium/store/contacts.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;
using registry::SiteId;
using removal::Contact;
using removal::OperatorId;
using removal::RequestId;

constexpr std::string_view kColumns =
    "select id, organisation, site_operator, site, request, channel, at, outcome, outcome_at from "
    "operator_contact";

Result<Contact> read_contact(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Contact{.id = in.id<removal::ContactId>(),
                           .organisation = in.id<OrganisationId>(),
                           .site_operator = in.id<OperatorId>(),
                           .site = in.maybe_id<SiteId>(),
                           .request = in.maybe_id<RequestId>(),
                           .channel = in.word<removal::ChannelKind>(),
                           .at = in.instant(),
                           .outcome = in.word<removal::ContactOutcome>(),
                           .outcome_at = in.maybe_instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const Contact& contact) {
  return tx.database().run(
      "insert into operator_contact (id, organisation, site_operator, site, request, channel, at, outcome, "
      "outcome_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {contact.id, contact.organisation, contact.site_operator, contact.site, contact.request,
       to_text(contact.channel), contact.at, to_text(contact.outcome), contact.outcome_at});
}

Result<void> update(Transaction& tx, const Contact& contact) {
  return change_one(
      tx, "update operator_contact set outcome = ?, outcome_at = ? where id = ? and organisation = ?",
      {to_text(contact.outcome), contact.outcome_at, contact.id, contact.organisation}, "no such contact");
}

Result<std::optional<Contact>> latest_contact(Transaction& tx, RequestId request, OperatorId site_operator) {
  return first(tx, kColumns, "where request = ? and site_operator = ? order by at desc, id desc limit 1",
               {request, site_operator}, read_contact);
}

Result<std::vector<Contact>> contacts_with(Transaction& tx, OrganisationId organisation,
                                           OperatorId site_operator, int most) {
  return all(tx, kColumns, "where organisation = ? and site_operator = ? order by at desc, id desc limit ?",
             {organisation, site_operator, most}, read_contact);
}

Result<std::vector<Contact>> contacts_about(Transaction& tx, OrganisationId organisation, SiteId site,
                                            int most) {
  return all(tx, kColumns, "where organisation = ? and site = ? order by at desc, id desc limit ?",
             {organisation, site, most}, read_contact);
}

}  // namespace jium::store
