// Addresses that were handed in together, to be looked at one by one.
#pragma once

#include <optional>
#include <vector>

#include "jium/store/inspections.h"
#include "jium/store/list_page.h"

namespace jium::store {

struct InspectionListTag {
  static constexpr char letter = 'Y';
  static constexpr std::string_view noun = "inspection list";
};
using InspectionListId = Id<InspectionListTag>;

struct InspectionList {
  InspectionListId id;
  registry::OrganisationId organisation;
  std::string actor;
  Instant asked_at{};
  int lines = 0;  // that were handed in; those that are no address, or stand there twice, have no item
};
[[nodiscard]] Result<void> insert(Transaction& tx, const InspectionList& list);
[[nodiscard]] Result<void> insert_item(Transaction& tx, InspectionListId list, int line,
                                       InspectionId inspection);
[[nodiscard]] Result<InspectionList> load_inspection_list(Transaction& tx,
                                                          registry::OrganisationId organisation,
                                                          InspectionListId id);
// Newest first.
[[nodiscard]] Result<std::vector<InspectionList>> inspection_lists_of(Transaction& tx,
                                                                      registry::OrganisationId organisation,
                                                                      int most);

// How far it has come: asked of the database alone, nothing is opened.
struct InspectionProgress {
  std::int64_t waiting = 0, recognised = 0, unknown = 0, not_a_picture = 0, unreachable = 0, refused = 0;
  std::int64_t gone = 0;  // deleted with a case that was forgotten
};
[[nodiscard]] Result<InspectionProgress> progress_of(Transaction& tx, InspectionListId list);

struct InspectionListItem {
  int line = 0;  // from 1
  InspectionId inspection;
};
// From behind `after_line` on, in their order.
[[nodiscard]] Result<std::vector<InspectionListItem>> items_of(Transaction& tx, InspectionListId list,
                                                               int after_line, int most);

}  // namespace jium::store
