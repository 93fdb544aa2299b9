#include "jium/desk/inspect_places.h"

#include <map>

namespace jium::desk {
namespace {

constexpr int kListsShown = 200;

// Blanks, and the quotes of a table's cell or the brackets of a mail around the whole (RFC 3986, appendix C).
// Nothing else: a comma or a semicolon may be an address's own.
std::string plain_of(const std::string& line) {
  constexpr const char* kBlank = " \t\r\n";
  const auto first = line.find_first_not_of(kBlank);
  if (first == std::string::npos) return {};
  std::string text = line.substr(first, line.find_last_not_of(kBlank) - first + 1);
  const bool quoted = text.size() > 1 && ((text.front() == '"' && text.back() == '"') ||
                                          (text.front() == '<' && text.back() == '>'));
  return quoted ? text.substr(1, text.size() - 2) : text;
}

bool is_theirs(const store::InspectionList& list, const Actor& actor) {
  return !actor.person || list.actor == actor.text();
}

}  // namespace

Result<AskedPlaces> ask_inspections(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                    const std::vector<std::string>& lines) {
  if (lines.empty() || lines.size() > kMostPlaces)
    return fault(FaultKind::malformed,
                 "hand in 1 to 1,000 addresses at a time: send the rest as another list");
  AskedPlaces asked{{store::InspectionListId::random(), actor.organisation, actor.text(), desk.clock.now(),
                     static_cast<int>(lines.size())},
                    {},
                    {}};
  JIUM_CHECK(store::insert(tx, asked.list));
  std::map<std::string, int> seen;
  int line = 0;
  for (const std::string& text : lines) {
    ++line;
    const std::string plain = plain_of(text);
    if (plain.empty()) continue;
    const auto address = registry::WebAddress::parse(plain);
    if (!address) {
      asked.faults.push_back({line, address.fault().what});
      continue;
    }
    const auto [first, is_new] = seen.emplace(address->canonical().reveal(), line);
    if (!is_new) {
      asked.faults.push_back({line, "stands in line " + std::to_string(first->second) + " already"});
      continue;
    }
    JIUM_TRY(const auto inspection, ask_inspection(desk, tx, actor, *address));
    JIUM_CHECK(store::insert_item(tx, asked.list.id, line, inspection.id));
    ++asked.progress.waiting;
  }
  if (asked.progress.waiting == 0)
    return fault(FaultKind::malformed, "there is no address in this: one a line, with http:// or https://");
  return asked;
}

Result<ShownPlaces> show_inspections(const Desk&, store::Transaction& tx, const Actor& actor,
                                     store::InspectionListId id, int after_line, int most) {
  ShownPlaces shown;
  JIUM_TRY(shown.list, store::load_inspection_list(tx, actor.organisation, id));
  if (!is_theirs(shown.list, actor)) return fault(FaultKind::missing, "no such inspection list");
  JIUM_TRY(shown.progress, store::progress_of(tx, id));
  JIUM_TRY(const auto items, store::items_of(tx, id, after_line, most));
  for (const store::InspectionListItem& item : items) {
    auto inspection = store::load_inspection(tx, actor.organisation, item.inspection);
    if (!inspection && inspection.fault().kind != FaultKind::missing) return inspection.fault();
    shown.places.push_back({item.line, inspection ? std::optional(*std::move(inspection)) : std::nullopt});
  }
  return shown;
}

Result<std::vector<ShownPlaces>> list_inspections(const Desk&, store::Transaction& tx, const Actor& actor) {
  JIUM_TRY(const auto lists, store::inspection_lists_of(tx, actor.organisation, kListsShown));
  std::vector<ShownPlaces> shown;
  for (const store::InspectionList& list : lists) {
    if (!is_theirs(list, actor)) continue;
    JIUM_TRY(const auto progress, store::progress_of(tx, list.id));
    shown.push_back({list, progress, {}});
  }
  return shown;
}

}  // namespace jium::desk
