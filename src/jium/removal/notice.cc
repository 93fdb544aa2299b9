#include "jium/removal/notice.h"

#include <algorithm>

namespace jium::removal {
namespace {

std::string_view what_to_add(Need need) {
  switch (need) {
    case Need::item:
      return "say which item it is about";
    case Need::exact_address:
      return "give the exact address of the item, not only the site";
    case Need::statement:
      return "say why removal is asked for";
    case Need::signature:
      return "name who signs for the centre (`jium letters set --signed-by`); in pre-emptive support nobody "
             "can "
             "sign for the person until they have asked for it (`jium support-ground`)";
    case Need::contact:
      return "give the centre a mail address at which it can be reached";
    case Need::good_faith:
      return "state that the notice is made in good faith";
  }
  return "complete the notice";
}

}  // namespace

std::vector<Need> lacking(const std::vector<Need>& needs, const Notice& notice) {
  std::vector<Need> missing;
  for (const Need need : needs) {
    const bool holds = std::find(notice.holds.begin(), notice.holds.end(), need) != notice.holds.end();
    if (!holds) missing.push_back(need);
  }
  return missing;
}

Result<void> check_notice(const std::vector<Need>& needs, const Notice& notice) {
  const auto missing = lacking(needs, notice);
  if (missing.empty()) return {};
  std::string words;
  for (const Need need : missing) words += (words.empty() ? "" : "; ") + std::string(what_to_add(need));
  return fault(FaultKind::conflict,
               "this would not be a valid notice under its rule, so it is not sent: " + words);
}

}  // namespace jium::removal
