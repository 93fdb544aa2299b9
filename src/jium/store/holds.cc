#include "jium/store/holds.h"

#include "jium/store/rows.h"
#include "jium/store/signed_columns.h"

namespace jium::store {
namespace {

using casework::LegalHold;

constexpr std::string_view kTable = "legal_hold";
constexpr std::string_view kOrder = "order_sealed";
constexpr std::string_view kColumns =
    "select id, data_key, order_sealed, organisation, the_case, asked_by, asked_at, placed_by, placed_at,"
    " release_asked_by, release_asked_at, lifted_by, lifted_at from legal_hold";

Result<LegalHold> read_hold(Transaction& tx, const Row& row) {
  Fields in(row);
  LegalHold hold;
  hold.id = in.id<casework::HoldId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(std::string order, in.open({key, kTable, hold.id.value()}, kOrder));
  hold.order = Secret(std::move(order));
  hold.organisation = in.id<registry::OrganisationId>();
  hold.the_case = in.id<casework::CaseId>();
  JIUM_TRY(auto asked, read_signature(in));
  if (asked) hold.asked = *std::move(asked);
  JIUM_TRY(hold.placed, read_signature(in));
  JIUM_TRY(hold.release_asked, read_signature(in));
  JIUM_TRY(hold.lifted, read_signature(in));
  return in.finish(std::move(hold));
}

}  // namespace

Result<void> insert(Transaction& tx, const LegalHold& hold) {
  JIUM_TRY(const DataKey key, tx.organisation_key(hold.organisation));
  const SealedRow sealed{key, kTable, hold.id.value()};
  return tx.database().run(
      "insert into legal_hold (id, data_key, order_sealed, organisation, the_case, asked_by, asked_at, "
      "placed_by,"
      " placed_at, release_asked_by, release_asked_at, lifted_by, lifted_at)"
      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {hold.id, key.id, sealed.seal(kOrder, hold.order.reveal()), hold.organisation, hold.the_case,
       to_text(hold.asked.by), hold.asked.at, by_of(hold.placed), at_of(hold.placed),
       by_of(hold.release_asked), at_of(hold.release_asked), by_of(hold.lifted), at_of(hold.lifted)});
}

Result<void> update(Transaction& tx, const LegalHold& hold) {
  return change_one(tx,
                    "update legal_hold set asked_by = ?, asked_at = ?, placed_by = ?, placed_at = ?,"
                    " release_asked_by = ?, release_asked_at = ?, lifted_by = ?, lifted_at = ?"
                    " where id = ? and organisation = ?",
                    {to_text(hold.asked.by), hold.asked.at, by_of(hold.placed), at_of(hold.placed),
                     by_of(hold.release_asked), at_of(hold.release_asked), by_of(hold.lifted),
                     at_of(hold.lifted), hold.id, hold.organisation},
                    "no such legal hold");
}

Result<std::vector<LegalHold>> holds_of(Transaction& tx, casework::CaseId the_case) {
  return all(tx, kColumns, "where the_case = ? order by asked_at, id", {the_case}, read_hold);
}

Result<std::vector<casework::CaseId>> cases_with_holds(Transaction& tx) {
  return tx.for_the_house([&] {
    return all(
        tx, "select distinct the_case from legal_hold", "where lifted_at is null order by the_case", {},
        [](Transaction&, const Row& row) -> Result<casework::CaseId> { return row.id<casework::CaseId>(0); });
  });
}

}  // namespace jium::store
