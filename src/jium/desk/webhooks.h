// Webhooks of an organisation: where its own programs are told of its changes at once (store/changes.h). What
// is told is the changes themselves, in order, each with its number: what arrives twice is known by it, and
// what never arrives is read with the cursor. Each delivery is signed as requests of programs are
// (signed_request.h: Ed25519 over method, path, digest of the body, time and nonce) with a key that is the
// webhook's own.
//
// The moments of a delivery: what is to be told is read; it is posted; that it arrived is committed. A crash
// in between tells it once more, never less. A webhook to which nothing came through for kWebhookPatience is
// dead: its organisation is told, and sets it anew.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/registry/notifier.h"
#include "jium/store/webhooks.h"

namespace jium::desk {

inline constexpr Duration kWebhookPatience = std::chrono::hours{72};
inline constexpr std::size_t kMostWebhooks = 8;  // of one organisation

struct SetWebhook {
  store::Webhook webhook;
  std::string public_key;  // 64 hexadecimal digits: what its deliveries are checked with
};
// Told from now on. Malformed unless the address is one of the web; Conflict when there are kMostWebhooks.
[[nodiscard]] Result<SetWebhook> set_webhook(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                             std::string_view address);
[[nodiscard]] Result<std::vector<store::Webhook>> list_webhooks(store::Transaction& tx, const Actor& actor);
[[nodiscard]] Result<store::Webhook> remove_webhook(store::Transaction& tx, const Actor& actor,
                                                    store::WebhookId id);
[[nodiscard]] std::string public_key_of(const store::Webhook& webhook);

struct WebhookDelivery {
  registry::Notice notice;
  std::int64_t upto = 0;  // the last change in it
};
// Nothing when there is nothing to tell, or nobody to tell it to.
[[nodiscard]] Result<std::optional<WebhookDelivery>> webhook_delivery(const Desk& desk,
                                                                      store::Transaction& tx,
                                                                      store::WebhookId id);
enum class WebhookTurn { done, again };  // again: the job is given back, to be tried later
[[nodiscard]] Result<WebhookTurn> settle_webhook(const Desk& desk, store::Transaction& tx,
                                                 store::WebhookId id, const WebhookDelivery& delivery,
                                                 const Result<int>& status);

}  // namespace jium::desk
