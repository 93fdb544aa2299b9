// A list of addresses that an officer hands in (pasted, or a column of a table): each is looked at as
// inspect_place.h says, and the list says how far that has come. What is no address is told with its line and
// stops nothing; what stands there twice is looked at once.
#pragma once

#include <string>
#include <vector>

#include "jium/desk/inspect_place.h"
#include "jium/store/inspection_lists.h"

namespace jium::desk {

inline constexpr std::size_t kMostPlaces = 1000;  // at once

struct LineFault {
  int line = 0;  // from 1
  std::string what;
};
struct AskedPlaces {
  store::InspectionList list;
  store::InspectionProgress progress;
  std::vector<LineFault> faults;  // lines that are no address, or stand there again
};
// Malformed for no line, more than kMostPlaces, or not one address among them.
[[nodiscard]] Result<AskedPlaces> ask_inspections(const Desk& desk, store::Transaction& tx,
                                                  const Actor& actor, const std::vector<std::string>& lines);

struct ListedPlace {
  int line = 0;
  std::optional<store::Inspection> inspection;  // none: it was deleted with a case that was forgotten
};
struct ShownPlaces {
  store::InspectionList list;
  store::InspectionProgress progress;
  std::vector<ListedPlace> places;
};
// Of the organisation; to a person only their own. From behind `after_line` on.
[[nodiscard]] Result<ShownPlaces> show_inspections(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, store::InspectionListId id,
                                                   int after_line, int most);
// The newest first, without their places.
[[nodiscard]] Result<std::vector<ShownPlaces>> list_inspections(const Desk& desk, store::Transaction& tx,
                                                                const Actor& actor);

}  // namespace jium::desk
