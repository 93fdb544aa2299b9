#include "jium/desk/note_sent.h"

#include "jium/desk/climb_ladder.h"
#include "jium/desk/note_contact.h"
#include "jium/store/jobs.h"
#include "jium/store/requests.h"

namespace jium::desk {
namespace {

removal::ChannelKind kind_of(removal::RequestChannel channel) {
  switch (channel) {
    case removal::RequestChannel::inbox:
    case removal::RequestChannel::api:
      return removal::ChannelKind::api;
    case removal::RequestChannel::web_form:
    case removal::RequestChannel::by_hand:
      return removal::ChannelKind::web_form;
    case removal::RequestChannel::letter:
      return removal::ChannelKind::mail;
  }
  return removal::ChannelKind::mail;
}

}  // namespace

Result<void> note_request_sent(const Desk& desk, store::Transaction& tx, removal::RequestId id,
                               std::string actor, casework::Event event, std::string note) {
  JIUM_TRY(auto request, store::load_request(tx, id));
  JIUM_TRY(const auto rule, desk.rules.rule_by_id(request.rule));
  const Instant now = desk.clock.now();
  JIUM_CHECK(removal::note_sent(request, rule, now));
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(
      write_history(desk, tx, request.the_case, std::move(actor), event, request.id.text(), std::move(note)));
  const auto channel = kind_of(request.channel);
  JIUM_CHECK(note_contact(desk, tx, request, request.site_operator, channel));
  JIUM_CHECK(store::schedule(tx, store::JobKind::end_clock, request.id.value(), *request.due_at));
  const auto check_at = removal::next_check_at(request, {}, desk.watch);
  JIUM_CHECK(store::schedule(tx, store::JobKind::check_place, request.id.value(), check_at.value_or(now)));
  return climb_ladder_of(desk, tx, request.sighting);
}

}  // namespace jium::desk
