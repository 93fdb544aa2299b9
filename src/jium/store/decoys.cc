#include "jium/store/decoys.h"

#include "jium/store/rows.h"

namespace jium::store {
namespace {

using casework::CaseId;

constexpr std::string_view kColumns = "select the_case from decoy";

Result<CaseId> read_case_id(Transaction&, const Row& row) {
  return row.id<CaseId>(0);
}

}  // namespace

Result<void> insert(Transaction& tx, const Decoy& decoy) {
  return tx.database().run(
      "insert into decoy (the_case, organisation, planted_by, planted_at) values (?, ?, ?, ?)",
      {decoy.the_case, decoy.organisation, decoy.planted_by, decoy.planted_at});
}

Result<bool> is_decoy(Transaction& tx, CaseId the_case) {
  JIUM_TRY(const auto found, first(tx, kColumns, "where the_case = ?", {the_case}, read_case_id));
  return found.has_value();
}

Result<std::vector<CaseId>> decoys_of(Transaction& tx, registry::OrganisationId organisation) {
  return all(tx, kColumns, "where organisation = ? order by the_case", {organisation}, read_case_id);
}

}  // namespace jium::store
