#include "jium/desk/note_contact.h"

#include <limits>
#include <map>

#include "jium/desk/reach.h"
#include "jium/store/contacts.h"
#include "jium/store/directory.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"

namespace jium::desk {
namespace {

using removal::Contact;
using removal::ContactOutcome;

Result<ContactHistory> history_of(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                  const std::vector<removal::RemovalRequest>& requests,
                                  std::vector<Contact> contacts) {
  ContactHistory history{removal::response_record(requests), std::move(contacts)};
  JIUM_TRY(const Reach reach, Reach::of(desk, tx, actor));
  for (Contact& contact : history.contacts) {
    if (!contact.request) continue;
    JIUM_TRY(const auto request, store::load_request(tx, actor.organisation, *contact.request));
    if (!reach.has(request.the_case)) contact.request.reset();
  }
  return history;
}

}  // namespace

Result<void> note_contact(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request,
                          removal::OperatorId site_operator, removal::ChannelKind channel,
                          ContactOutcome outcome) {
  JIUM_TRY(const auto sighting, store::load_sighting(tx, request.organisation, request.sighting));
  const Instant now = desk.clock.now();
  Contact contact{.id = removal::ContactId::random(),
                  .organisation = request.organisation,
                  .site_operator = site_operator,
                  .site = sighting.site,
                  .request = request.id,
                  .channel = channel,
                  .at = now,
                  .outcome = ContactOutcome::waiting,
                  .outcome_at = std::nullopt};
  removal::note_outcome(contact, outcome, now);
  return store::insert(tx, contact);
}

Result<void> note_contact_outcome(const Desk& desk, store::Transaction& tx,
                                  const removal::RemovalRequest& request, removal::OperatorId site_operator,
                                  ContactOutcome outcome) {
  JIUM_TRY(auto contact, store::latest_contact(tx, request.id, site_operator));
  if (!contact) return {};
  removal::note_outcome(*contact, outcome, desk.clock.now());
  return store::update(tx, *contact);
}

Result<ContactHistory> operator_history(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                        removal::OperatorId id) {
  JIUM_CHECK(store::load_operator(tx, actor.organisation, id));
  JIUM_TRY(const auto requests, store::requests_to(tx, actor.organisation, id));
  JIUM_TRY(auto contacts, store::contacts_with(tx, actor.organisation, id, kContactsShown));
  return history_of(desk, tx, actor, requests, std::move(contacts));
}

Result<std::vector<OperatorRecord>> operator_records(const Desk&, store::Transaction& tx,
                                                     const Actor& actor) {
  store::ListPage whole;
  whole.limit = std::numeric_limits<int>::max();
  JIUM_TRY(const auto requests, store::requests_of(tx, actor.organisation, whole));
  std::map<removal::OperatorId, std::vector<removal::RemovalRequest>> by_operator;
  for (const removal::RemovalRequest& one : requests) by_operator[one.site_operator].push_back(one);
  std::vector<OperatorRecord> records;
  for (const auto& [id, asked] : by_operator) records.push_back({id, removal::response_record(asked)});
  return records;
}

Result<ContactHistory> site_history(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                    registry::SiteId id) {
  JIUM_CHECK(store::load_site(tx, actor.organisation, id));
  JIUM_TRY(const auto requests, store::requests_at(tx, actor.organisation, id));
  JIUM_TRY(auto contacts, store::contacts_about(tx, actor.organisation, id, kContactsShown));
  return history_of(desk, tx, actor, requests, std::move(contacts));
}

}  // namespace jium::desk
