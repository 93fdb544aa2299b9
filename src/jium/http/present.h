// Values of the house as the API shows them. Addresses are folded and fingerprints go without their values:
// only the routes of audit class `secret` show more.
#pragma once

#include "jium/casework/case.h"
#include "jium/desk/known_footage.h"
#include "jium/desk/sign_in.h"
#include "jium/http/wire_types.h"

namespace jium::http {

[[nodiscard]] wire::Organisation present(const registry::Organisation& organisation);
[[nodiscard]] wire::Key present(const store::AccessKey& key);
[[nodiscard]] wire::Person present(const registry::Person& person);
[[nodiscard]] wire::Session present(const desk::IssuedKey& session);
// With what `actor` may do with it, where one is given.
[[nodiscard]] wire::Case present(const casework::Case& the_case, const desk::Actor* actor = nullptr,
                                 Instant now = {});
[[nodiscard]] wire::HistoryEntry present(const casework::HistoryEntry& entry);
[[nodiscard]] wire::Assignment present(const casework::Assignment& assignment);
[[nodiscard]] wire::Reveal present(const casework::Reveal& reveal);
[[nodiscard]] wire::Footage present(const registry::Footage& footage, casework::CaseId the_case,
                                    const desk::Actor* actor = nullptr);
[[nodiscard]] wire::Match present(const desk::KnownMatch& match);
[[nodiscard]] wire::Elsewhere present(const desk::KnownElsewhere& known);
[[nodiscard]] wire::Sighting present(const registry::Sighting& sighting, const desk::Actor* actor = nullptr);
[[nodiscard]] wire::Operator present(const removal::SiteOperator& site_operator,
                                     const desk::Actor* actor = nullptr);
[[nodiscard]] wire::Site present(const removal::Site& site);
[[nodiscard]] wire::Check present(const removal::Check& check);
[[nodiscard]] wire::Alarm present(const store::Alarm& alarm, const desk::Actor* actor = nullptr);
// With what may be done next.
[[nodiscard]] wire::RemovalRequest present(const removal::RemovalRequest& request,
                                           std::optional<removal::LetterState> letter);

template <class List>
[[nodiscard]] auto present_all(const List& list, const desk::Actor* actor) {
  std::vector<decltype(present(list.front(), actor))> shown;
  shown.reserve(list.size());
  for (const auto& one : list) shown.push_back(present(one, actor));
  return shown;
}

template <class List>
[[nodiscard]] auto present_all(const List& list) {
  std::vector<decltype(present(list.front()))> shown;
  shown.reserve(list.size());
  for (const auto& one : list) shown.push_back(present(one));
  return shown;
}

}  // namespace jium::http
