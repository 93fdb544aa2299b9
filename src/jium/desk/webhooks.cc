#include "jium/desk/webhooks.h"

#include "jium/desk/keep_task.h"
#include "jium/desk/signed_request.h"
#include "jium/desk/write_log.h"
#include "jium/registry/closed_way.h"
#include "jium/store/changes.h"
#include "jium/store/jobs.h"

namespace jium::desk {
namespace {

using store::Webhook;
using store::WebhookState;

constexpr int kAtOnce = 100;

// Words and ids only: nothing in it needs to be escaped.
std::string body_of(const Webhook& webhook, const std::vector<store::Change>& changes) {
  std::string text = R"({"format":"jium-webhook/1","webhook":")" + webhook.id.text() +
                     R"(","organisation":")" + webhook.organisation.text() + R"(","changes":[)";
  for (const store::Change& one : changes) {
    text += (&one == &changes.front() ? "" : ",");
    text += R"({"seq":)" + std::to_string(one.seq) + R"(,"what":")" + std::string(to_text(one.what)) +
            R"(","subject":")" + one.subject + R"(","at":")" + to_text(one.at) + R"("})";
  }
  return text + "]}";
}

// Path and query, as they are signed and sent.
std::string target_of(const registry::WebAddress& address) {
  const std::string& text = address.canonical().reveal();
  const auto path = text.find('/', text.find("//") + 2);
  std::string target = path == std::string::npos ? "/" : text.substr(path);
  if (const auto fragment = target.find('#'); fragment != std::string::npos) target.erase(fragment);
  return target;
}

Result<WebhookTurn> note_failure(const Desk& desk, store::Transaction& tx, Webhook& webhook) {
  const Instant now = desk.clock.now();
  if (!webhook.failing_since) webhook.failing_since = now;
  const bool dead = now - *webhook.failing_since >= kWebhookPatience;
  if (dead) webhook.state = WebhookState::dead;
  JIUM_CHECK(store::update(tx, webhook));
  if (!dead) return WebhookTurn::again;
  JIUM_CHECK(
      store::append_change(tx, webhook.organisation, store::Happening::webhook_dead, webhook.id.text(), now));
  JIUM_CHECK(write_log_of_house(desk, tx, webhook.organisation, audit::Act::webhook_set, webhook.id,
                                audit::Outcome::failed));
  // An administrator must see it, who can set it anew; and an officer, who relied on it: the program that
  // would have told them is the one that does not answer.
  JIUM_CHECK(raise_alarm(desk, tx, webhook.organisation, std::nullopt, store::AlarmKind::webhook_dead,
                         webhook.id.text()));
  JIUM_CHECK(
      open_task(desk, tx,
                {.organisation = webhook.organisation,
                 .subject = webhook.id.text(),
                 .note = "this webhook has not answered for days and is told nothing any more: mend the "
                         "program, set it anew (jium webhook set) and read on from the cursor"}));
  return WebhookTurn::done;
}

}  // namespace

std::string public_key_of(const Webhook& webhook) {
  const auto key = signing_key_of(webhook.signing_seed.reveal());
  return key ? to_hex(key->public_key) : std::string();
}

Result<SetWebhook> set_webhook(const Desk& desk, store::Transaction& tx, const Actor& actor,
                               std::string_view address) {
  JIUM_TRY(const auto place, registry::WebAddress::parse(address));
  JIUM_CHECK(registry::check_closed_way(place));
  JIUM_TRY(const auto there, store::webhooks_of(tx, actor.organisation));
  if (there.size() >= kMostWebhooks)
    return fault(FaultKind::conflict, "an organisation has eight webhooks at most: remove one first");
  Webhook webhook;
  webhook.id = store::WebhookId::random();
  webhook.organisation = actor.organisation;
  webhook.address = place.canonical();
  webhook.signing_seed = make_signing_key().seed;
  JIUM_TRY(webhook.delivered_seq, store::last_change(tx, actor.organisation));
  webhook.set_by = actor.text();
  webhook.set_at = desk.clock.now();
  JIUM_CHECK(store::insert(tx, webhook));
  std::string key = public_key_of(webhook);
  return SetWebhook{std::move(webhook), std::move(key)};
}

Result<std::vector<Webhook>> list_webhooks(store::Transaction& tx, const Actor& actor) {
  return store::webhooks_of(tx, actor.organisation);
}

Result<Webhook> remove_webhook(store::Transaction& tx, const Actor& actor, store::WebhookId id) {
  JIUM_TRY(auto webhook, store::load_webhook(tx, id));
  if (webhook.organisation != actor.organisation || webhook.state == WebhookState::removed)
    return fault(FaultKind::missing, "no such webhook");
  webhook.state = WebhookState::removed;
  JIUM_CHECK(store::update(tx, webhook));
  return webhook;
}

Result<std::optional<WebhookDelivery>> webhook_delivery(const Desk& desk, store::Transaction& tx,
                                                        store::WebhookId id) {
  JIUM_TRY(const auto webhook, store::load_webhook(tx, id));
  if (webhook.state != WebhookState::active) return std::optional<WebhookDelivery>();
  JIUM_TRY(const auto changes,
           store::changes_after(tx, webhook.organisation, webhook.delivered_seq, kAtOnce));
  if (changes.empty()) return std::optional<WebhookDelivery>();
  JIUM_TRY(auto address, registry::WebAddress::parse(webhook.address.reveal()));
  JIUM_TRY(const auto key, signing_key_of(webhook.signing_seed.reveal()));
  std::string body = body_of(webhook, changes);
  const std::string target = target_of(address);
  const SignatureHeaders headers =
      sign_request(key, {.method = "POST", .target = target, .body = body}, desk.clock.now());
  WebhookDelivery delivery{{std::move(address),
                            std::move(body),
                            {{"Content-Type", "application/json"},
                             {"Content-Digest", headers.content_digest},
                             {"Signature-Input", headers.signature_input},
                             {"Signature", headers.signature}}},
                           changes.back().seq};
  return std::optional(std::move(delivery));
}

Result<WebhookTurn> settle_webhook(const Desk& desk, store::Transaction& tx, store::WebhookId id,
                                   const WebhookDelivery& delivery, const Result<int>& status) {
  JIUM_TRY(auto webhook, store::load_webhook(tx, id));
  if (webhook.state != WebhookState::active) return WebhookTurn::done;
  const bool arrived = status && *status >= 200 && *status < 300;
  if (!arrived) return note_failure(desk, tx, webhook);
  webhook.delivered_seq = std::max(webhook.delivered_seq, delivery.upto);
  webhook.failing_since.reset();
  webhook.delivered_at = desk.clock.now();
  JIUM_CHECK(store::update(tx, webhook));
  JIUM_TRY(const auto last, store::last_change(tx, webhook.organisation));
  // What was told meanwhile found the job there, and held by the one that posted.
  if (last > webhook.delivered_seq)
    JIUM_CHECK(store::schedule(tx, store::JobKind::deliver_webhook, id.value(), desk.clock.now()));
  return WebhookTurn::done;
}

}  // namespace jium::desk
