#include "jium/store/inspection_lists.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;

constexpr std::string_view kColumns = "select id, organisation, actor, asked_at, lines from inspection_list";

Result<InspectionList> read_list(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(InspectionList{.id = in.id<InspectionListId>(),
                                  .organisation = in.id<OrganisationId>(),
                                  .actor = in.text(),
                                  .asked_at = in.instant(),
                                  .lines = in.number()});
}

}  // namespace

Result<void> insert(Transaction& tx, const InspectionList& list) {
  return tx.database().run(
      "insert into inspection_list (id, organisation, actor, asked_at, lines) values (?, ?, ?, ?, ?)",
      {list.id, list.organisation, list.actor, list.asked_at, list.lines});
}

Result<void> insert_item(Transaction& tx, InspectionListId list, int line, InspectionId inspection) {
  return tx.database().run("insert into inspection_list_item (list, line, inspection) values (?, ?, ?)",
                           {list, line, inspection});
}

Result<InspectionList> load_inspection_list(Transaction& tx, OrganisationId organisation,
                                            InspectionListId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, "no such inspection list",
             read_list);
}

Result<std::vector<InspectionList>> inspection_lists_of(Transaction& tx, OrganisationId organisation,
                                                        int most) {
  return all(tx, kColumns, "where organisation = ? order by asked_at desc, id desc limit ?",
             {organisation, most}, read_list);
}

Result<InspectionProgress> progress_of(Transaction& tx, InspectionListId list) {
  InspectionProgress progress;
  const auto note = [&](const std::optional<std::string>& state, const std::optional<std::string>& finding,
                        std::int64_t count) {
    if (!state) {
      progress.gone += count;
    } else if (!finding) {
      progress.waiting += count;
    } else if (*finding == to_text(Finding::recognised)) {
      progress.recognised += count;
    } else if (*finding == to_text(Finding::unknown)) {
      progress.unknown += count;
    } else if (*finding == to_text(Finding::not_a_picture)) {
      progress.not_a_picture += count;
    } else if (*finding == to_text(Finding::unreachable)) {
      progress.unreachable += count;
    } else {
      progress.refused += count;
    }
  };
  JIUM_CHECK(tx.database().query(
      "select inspection.state, inspection.finding, count(*) from inspection_list_item"
      " left join inspection on inspection.id = inspection_list_item.inspection"
      " where inspection_list_item.list = ? group by inspection.state, inspection.finding",
      {list}, [&](const Row& row) -> Result<void> {
        Fields in(row);
        const auto state = in.maybe_text();
        const auto finding = in.maybe_text();
        note(state, finding, in.integer());
        return {};
      }));
  return progress;
}

Result<std::vector<InspectionListItem>> items_of(Transaction& tx, InspectionListId list, int after_line,
                                                 int most) {
  return all(tx, "select line, inspection from inspection_list_item",
             "where list = ? and line > ? order by line limit ?", {list, after_line, most},
             [](Transaction&, const Row& row) -> Result<InspectionListItem> {
               Fields in(row);
               return in.finish(InspectionListItem{.line = in.number(), .inspection = in.id<InspectionId>()});
             });
}

}  // namespace jium::store
