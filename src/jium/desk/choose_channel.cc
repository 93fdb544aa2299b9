#include "jium/desk/choose_channel.h"

#include "jium/desk/compose_letter.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/offer_request.h"
#include "jium/desk/send_post.h"
#include "jium/store/directory.h"
#include "jium/store/form_recipes.h"
#include "jium/store/platforms.h"

namespace jium::desk {
namespace {

using removal::ChannelKind;
using removal::RequestChannel;

Result<void> open_send_task(const Desk& desk, store::Transaction& tx, const Actor& actor,
                            const removal::RemovalRequest& request,
                            const removal::SiteOperator& site_operator) {
  const bool has_form = removal::channel_of(site_operator, ChannelKind::web_form) != nullptr;
  return open_task(desk, tx,
                   {.organisation = request.organisation,
                    .kind = has_form ? removal::TaskKind::fill_form : removal::TaskKind::send_otherwise,
                    .the_case = request.the_case,
                    .request = request.id,
                    .subject = request.id.text(),
                    .note = has_form ? "this operator has a form, and no recipe for it is confirmed"
                                     : "no way of reaching this operator is known to jium"},
                   actor.text())
      .map([](const auto&) {});
}

}  // namespace

Result<RequestChannel> choose_channel(store::Transaction& tx, const removal::SiteOperator& site_operator) {
  JIUM_TRY(const auto link, tx.for_the_house([&] {
    return store::link_of_operator(tx, site_operator.organisation, site_operator.id);
  }));
  if (link) return RequestChannel::inbox;
  for (const removal::Channel& channel : site_operator.channels) {
    if (channel.kind == ChannelKind::mail) return RequestChannel::letter;
    if (channel.kind == ChannelKind::api) return RequestChannel::api;
    JIUM_TRY(const auto recipe, store::confirmed_recipe_of(tx, site_operator.organisation, site_operator.id));
    if (recipe) return RequestChannel::web_form;
  }
  return RequestChannel::by_hand;
}

Result<void> send_by_channel(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             const removal::RemovalRequest& request) {
  JIUM_TRY(const auto site_operator, store::load_operator(tx, request.organisation, request.site_operator));
  // Whatever it is sent by, it has to be a valid notice.
  JIUM_TRY(const auto about, letter_about(desk, tx, {request}, request.id.text()));
  JIUM_CHECK(removal::check_notice(about.rule.needs, report::notice_of(about)));
  switch (request.channel) {
    case RequestChannel::letter:
      return fault(FaultKind::internal, "a letter is written by its own verb");
    case RequestChannel::web_form:
      return queue_form(desk, tx, request);
    case RequestChannel::inbox:
      return offer_request(desk, tx, request);
    case RequestChannel::api: {
      const removal::Channel* api = removal::channel_of(site_operator, ChannelKind::api);
      if (api == nullptr) return fault(FaultKind::conflict, "this operator's API is not known any more");
      return queue_message(desk, tx, request, api->address.reveal());
    }
    case RequestChannel::by_hand:
      return open_send_task(desk, tx, actor, request, site_operator);
  }
  return {};
}

}  // namespace jium::desk
