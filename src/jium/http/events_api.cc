#include "jium/desk/webhooks.h"
#include "jium/http/block_types.h"
#include "jium/http/change_watch.h"
#include "jium/http/number_query.h"
#include "jium/http/problem.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

constexpr int kAtOnce = 200;

wire::Change present(const store::Change& one) {
  return {one.seq, one.what, one.subject, one.at};
}

// As the WHATWG's HTML standard has them (section 9.2): the id is what a client says in Last-Event-ID when it
// comes back.
std::string event_of(const store::Change& one) {
  return "id: " + std::to_string(one.seq) + "\nevent: " + std::string(to_text(one.what)) +
         "\ndata: " + boost::json::serialize(wire::to_json(present(one))) + "\n\n";
}

// Where a stream begins: after what the client has, else now.
Result<std::int64_t> beginning(const Call& call, std::int64_t last) {
  std::int64_t after = last;
  const std::string& held = call.request.last_event_id();
  if (!held.empty()) {
    const auto [end, failed] = std::from_chars(held.data(), held.data() + held.size(), after);
    if (failed != std::errc() || end != held.data() + held.size() || after < 0)
      return fault(FaultKind::malformed, "Last-Event-ID is the number of a change");
  } else {
    JIUM_TRY(after, number_of(call.request, "after", last));
  }
  if (after > last) return fault(FaultKind::missing, "your changes have not come so far: begin at 0");
  return after;
}

// One listener's. Asked by one thread at a time.
class Listener {
 public:
  Listener(std::shared_ptr<ChangeWatch> watch, registry::OrganisationId organisation, std::int64_t after,
           std::shared_ptr<void> place)
      : watch_(std::move(watch)), organisation_(organisation), after_(after), place_(std::move(place)) {}

  std::optional<std::string> more() {
    // The first words open the stream; the client waits so long before it comes back (milliseconds).
    std::string text = std::exchange(greeted_, true) ? "" : ": jium\nretry: 2000\n\n";
    if (watch_->last_of(organisation_) <= after_) return text;
    const auto changes = watch_->store().read(
        store::Acting::for_organisation(organisation_),
        [&](store::Transaction& tx) { return store::changes_after(tx, organisation_, after_, kAtOnce); });
    if (!changes) return text;  // the store is busy: the next time
    for (const store::Change& one : *changes) {
      text += event_of(one);
      after_ = one.seq;
    }
    return text;
  }

 private:
  const std::shared_ptr<ChangeWatch> watch_;
  const registry::OrganisationId organisation_;
  std::int64_t after_;
  const std::shared_ptr<void> place_;
  bool greeted_ = false;
};

Result<Reply> open_stream(const Call& call, const std::shared_ptr<ChangeWatch>& watch) {
  JIUM_TRY(const auto last, store::last_change(call.tx, call.actor.organisation));
  JIUM_TRY(const auto after, beginning(call, last));
  auto place = watch->place_for(call.actor.key);
  if (!place) return fault(FaultKind::busy, "this key listens four times already: end one of them");
  const auto listener = std::make_shared<Listener>(watch, call.actor.organisation, after, std::move(place));
  Reply reply{200, "text/event-stream", {}, {{"X-Accel-Buffering", "no"}}};
  reply.stream = std::make_shared<Stream>(Stream{[listener] { return listener->more(); }});
  return reply;
}

wire::Webhook present(const store::Webhook& one) {
  return {one.id,
          registry::WebAddress::parse(one.address.reveal()).value().folded(),
          one.state,
          one.delivered_seq,
          one.failing_since,
          one.set_at,
          one.delivered_at,
          desk::public_key_of(one)};
}

Result<Reply> set_webhook(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::SetWebhook>());
  JIUM_TRY(const auto set, desk::set_webhook(call.desk, call.tx, call.actor, ask.address.text));
  call.about(set.webhook.id);
  return reply(201, present(set.webhook));
}

Result<Reply> list_webhooks(const Call& call) {
  JIUM_TRY(const auto webhooks, desk::list_webhooks(call.tx, call.actor));
  wire::Webhooks shown;
  for (const store::Webhook& one : webhooks) shown.webhooks.push_back(present(one));
  return reply(200, shown);
}

Result<Reply> remove_webhook(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<store::WebhookId>("webhook"));
  JIUM_TRY(const auto webhook, desk::remove_webhook(call.tx, call.actor, id));
  return reply(200, present(webhook));
}

}  // namespace

void add_event_routes(Routes& routes, store::Store& store) {
  const auto watch = std::make_shared<ChangeWatch>(store);
  routes.push_back(
      {.method = "GET",
       .path = "/api/v1/events",
       .operation = "follow_events",
       .summary = "Your organisation's changes as they happen: server-sent events, which go on "
                  "after Last-Event-ID; docs/formats/events.md.",
       .query = {{"after", "the number of the last change that you hold; from now on when left out"}},
       .handle = [watch](const Call& call) { return open_stream(call, watch); }});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/webhooks",
                    .operation = "set_webhook",
                    .summary = "Has a program of yours told of changes by a signed POST.",
                    .asks = &schema_of<wire::SetWebhook>,
                    .gives = &schema_of<wire::Webhook>,
                    .success = {201},
                    .handle = &set_webhook});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/webhooks",
                    .operation = "list_webhooks",
                    .summary = "Your webhooks, and how far each has come.",
                    .gives = &schema_of<wire::Webhooks>,
                    .handle = &list_webhooks});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/webhooks/{webhook}/remove",
                    .operation = "remove_webhook",
                    .summary = "Nothing is told there any more.",
                    .gives = &schema_of<wire::Webhook>,
                    .handle = &remove_webhook});
}

}  // namespace jium::http
