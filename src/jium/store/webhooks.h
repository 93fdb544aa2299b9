// Webhooks: where an organisation's own programs want to be told at once. The address and the signing seed
// are sealed under the organisation's key.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "jium/base/enum_text.h"
#include "jium/store/store.h"

namespace jium::store {

struct WebhookTag {
  static constexpr char letter = 'X';
  static constexpr std::string_view noun = "webhook";
};
using WebhookId = Id<WebhookTag>;

// dead: nothing came through for too long; it is set anew or removed by an administrator.
enum class WebhookState { active, dead, removed };
BOOST_DESCRIBE_ENUM(WebhookState, active, dead, removed)

struct Webhook {
  WebhookId id;
  registry::OrganisationId organisation;
  Secret<std::string> address;
  Secret<Bytes> signing_seed;  // Ed25519, 32 bytes
  WebhookState state = WebhookState::active;
  std::int64_t delivered_seq = 0;        // of the organisation's changes
  std::optional<Instant> failing_since;  // the first failure after the last delivery
  std::string set_by;                    // an actor's text
  Instant set_at{};
  std::optional<Instant> delivered_at;
};

[[nodiscard]] Result<void> insert(Transaction& tx, const Webhook& webhook);
[[nodiscard]] Result<void> update(Transaction& tx, const Webhook& webhook);
[[nodiscard]] Result<Webhook> load_webhook(Transaction& tx, WebhookId id);
// Without the removed ones; oldest first.
[[nodiscard]] Result<std::vector<Webhook>> webhooks_of(Transaction& tx,
                                                       registry::OrganisationId organisation);

}  // namespace jium::store
