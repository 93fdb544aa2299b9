#include "jium/store/idempotency.h"

#include <cstring>

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

constexpr std::string_view kTable = "idempotency";
constexpr std::string_view kBody = "body_sealed";

// Both digests are keyed: a request may hold little that is unknown, so that a plain digest of it could be
// guessed.
struct Digests {
  Bytes key;
  Bytes request;

  // The row has no number of its own. The digest of sender and key is one to one with it, and its first eight
  // bytes are enough to tell rows apart, as nobody without the key file can look for two that begin alike.
  [[nodiscard]] std::uint64_t row() const {
    std::uint64_t number = 0;
    std::memcpy(&number, key.data(), sizeof(number));
    return number;
  }
};

Digests digests_of(Transaction& tx, AccessKeyId sender, std::string_view key, ByteView request_digest) {
  const std::string name = sender.text() + ' ' + std::string(key);
  const auto digest = [&](const std::string& text) {
    return tx.vault().blind_index(IndexPurpose::idempotency, text);
  };
  return {.key = digest("key " + name), .request = digest("request " + to_hex(request_digest) + ' ' + name)};
}

}  // namespace

Result<std::optional<GivenAnswer>> given_answer(Transaction& tx, AccessKeyId sender, std::string_view key,
                                                ByteView request_digest) {
  const Digests digests = digests_of(tx, sender, key, request_digest);
  bool same_request = true;
  bool emptied = false;
  const auto read = [&](Transaction&, const Row& row) -> Result<GivenAnswer> {
    same_request = row.blob(0) == digests.request;
    const Bytes box = row.blob(2);
    emptied = box.empty();
    if (!same_request || emptied) return GivenAnswer{};
    JIUM_TRY(const DataKey data_key, tx.data_key(row.id<DataKeyId>(1)));
    const SealedRow sealed{data_key, kTable, digests.row()};
    JIUM_TRY(std::string body, sealed.open(kBody, box));
    return GivenAnswer{.status = static_cast<int>(row.integer(3)), .body = std::move(body)};
  };
  JIUM_TRY(auto answer, first(tx, "select request_digest, data_key, body_sealed, status from idempotency",
                              "where access_key = ? and key_digest = ?", {sender, digests.key}, read));
  if (!same_request) {
    return fault(FaultKind::conflict,
                 "this idempotency key came with another request before: choose a new key for each change");
  }
  if (emptied) {
    return fault(FaultKind::conflict,
                 "this was done before; what was answered then has been erased together with a case: look at "
                 "the record itself");
  }
  return answer;
}

Result<void> keep_answer(Transaction& tx, AccessKeyId sender, registry::OrganisationId organisation,
                         std::string_view key, ByteView request_digest, const GivenAnswer& answer,
                         Instant at) {
  const Digests digests = digests_of(tx, sender, key, request_digest);
  JIUM_TRY(const DataKey data_key, tx.organisation_key(organisation));
  const SealedRow sealed{data_key, kTable, digests.row()};
  return tx.database().run(
      "insert into idempotency (access_key, key_digest, request_digest, organisation, data_key, status, "
      "body_sealed, made_at)"
      " values (?, ?, ?, ?, ?, ?, ?, ?)",
      {sender, digests.key, digests.request, organisation, data_key.id, answer.status,
       sealed.seal(kBody, answer.body), at});
}

Result<void> forget_answers(Transaction& tx, Instant before) {
  return tx.database().run("delete from idempotency where made_at < ?", {before});
}

Result<void> empty_answers(Transaction& tx, registry::OrganisationId organisation) {
  return tx.database().run("update idempotency set body_sealed = ? where organisation = ?",
                           {Bytes{}, organisation});
}

}  // namespace jium::store
