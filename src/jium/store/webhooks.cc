#include "jium/store/webhooks.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

constexpr std::string_view kTable = "webhook";
constexpr std::string_view kAddress = "address_sealed";
constexpr std::string_view kSeed = "signing_seed_sealed";
constexpr std::string_view kColumns =
    "select id, organisation, data_key, address_sealed, signing_seed_sealed, state, delivered_seq, "
    "failing_since, set_by, set_at, delivered_at from webhook";
constexpr const char* kMissing = "no such webhook";

Result<Webhook> read_webhook(Transaction& tx, const Row& row) {
  Fields in(row);
  Webhook webhook;
  webhook.id = in.id<WebhookId>();
  webhook.organisation = in.id<registry::OrganisationId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  const SealedRow sealed{key, kTable, webhook.id.value()};
  JIUM_TRY(std::string address, in.open(sealed, kAddress));
  JIUM_TRY(const std::string seed, in.open(sealed, kSeed));
  webhook.address = Secret<std::string>(std::move(address));
  const ByteView bytes = bytes_of(seed);
  webhook.signing_seed = Secret<Bytes>(Bytes(bytes.begin(), bytes.end()));
  webhook.state = in.word<WebhookState>();
  webhook.delivered_seq = in.integer();
  webhook.failing_since = in.maybe_instant();
  webhook.set_by = in.text();
  webhook.set_at = in.instant();
  webhook.delivered_at = in.maybe_instant();
  return in.finish(std::move(webhook));
}

}  // namespace

Result<void> insert(Transaction& tx, const Webhook& webhook) {
  JIUM_TRY(const DataKey key, tx.organisation_key(webhook.organisation));
  const SealedRow sealed{key, kTable, webhook.id.value()};
  return tx.database().run(
      "insert into webhook (id, organisation, data_key, address_sealed, signing_seed_sealed, state, "
      "delivered_seq, failing_since, set_by, set_at, delivered_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {webhook.id, webhook.organisation, key.id, sealed.seal(kAddress, webhook.address.reveal()),
       sealed.seal(kSeed, text_of(webhook.signing_seed.reveal())), to_text(webhook.state),
       webhook.delivered_seq, webhook.failing_since, webhook.set_by, webhook.set_at, webhook.delivered_at});
}

Result<void> update(Transaction& tx, const Webhook& webhook) {
  return change_one(
      tx,
      "update webhook set state = ?, delivered_seq = ?, failing_since = ?, delivered_at = ? where id = ? and "
      "organisation = ?",
      {to_text(webhook.state), webhook.delivered_seq, webhook.failing_since, webhook.delivered_at, webhook.id,
       webhook.organisation},
      kMissing);
}

Result<Webhook> load_webhook(Transaction& tx, WebhookId id) {
  return one(tx, kColumns, "where id = ?", {id}, kMissing, read_webhook);
}

Result<std::vector<Webhook>> webhooks_of(Transaction& tx, registry::OrganisationId organisation) {
  return all(tx, kColumns, "where organisation = ? and state <> 'removed' order by set_at, id",
             {organisation}, read_webhook);
}

}  // namespace jium::store
