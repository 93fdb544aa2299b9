#include "jium/desk/keep_view.h"

#include <algorithm>
#include <boost/json.hpp>

namespace jium::desk {
namespace {

constexpr std::size_t kLongestName = 80;
constexpr std::size_t kLongestPage = 40;
constexpr std::size_t kLongestFilter = 4096;

Result<registry::PersonId> person_of(const Actor& actor) {
  if (actor.person) return *actor.person;
  return fault(FaultKind::conflict,
               "views and settings are a person's: a program, and the one-time sign-in link, have none");
}

bool is_page(const std::string& page) {
  return !page.empty() && page.size() <= kLongestPage && std::ranges::all_of(page, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_object(const std::string& text) {
  boost::json::error_code failed;
  const boost::json::value parsed =
      boost::json::parse(boost::json::string_view(text.data(), text.size()), failed);
  return !failed && parsed.is_object();
}

Result<void> check(const KeepView& ask) {
  const bool one_line = std::ranges::none_of(
      ask.name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (ask.name.empty() || ask.name.size() > kLongestName || !one_line)
    return fault(FaultKind::malformed, "a view's name is 1 to 80 bytes in one line");
  if (!is_page(ask.page))
    return fault(FaultKind::malformed, "a view's page is a word of small letters, digits and '-'");
  if (ask.filter.size() > kLongestFilter || !is_object(ask.filter))
    return fault(FaultKind::malformed, "a view's filter is a JSON object of up to 4,096 bytes");
  return {};
}

}  // namespace

Result<store::PersonView> keep_view(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                    const KeepView& ask) {
  JIUM_TRY(const registry::PersonId person, person_of(actor));
  JIUM_CHECK(check(ask));
  JIUM_TRY(const auto kept, store::views_of(tx, person));
  store::PersonView view{store::ViewId::random(), person, ask.name, ask.page, ask.filter, desk.clock.now()};
  const auto same = std::ranges::find_if(
      kept, [&](const store::PersonView& one) { return one.name == ask.name && one.page == ask.page; });
  if (same != kept.end()) {
    view.id = same->id;
  } else if (kept.size() >= kMostViews) {
    return fault(FaultKind::conflict, "a hundred views are kept already: remove one that you do not need");
  }
  JIUM_CHECK(store::save(tx, actor.organisation, view));
  return view;
}

Result<std::vector<store::PersonView>> own_views(store::Transaction& tx, const Actor& actor) {
  if (!actor.person) return std::vector<store::PersonView>();
  return store::views_of(tx, *actor.person);
}

Result<void> remove_view(store::Transaction& tx, const Actor& actor, store::ViewId id) {
  if (!actor.person) return fault(FaultKind::missing, "no such view");
  return store::remove_view(tx, *actor.person, id);
}

Result<store::PersonSettings> keep_settings(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                            const store::PersonSettings& change) {
  JIUM_TRY(const registry::PersonId person, person_of(actor));
  JIUM_TRY(auto settings, store::settings_of(tx, person));
  if (change.language) settings.language = change.language;
  if (change.theme) settings.theme = change.theme;
  JIUM_CHECK(store::save(tx, actor.organisation, person, settings, desk.clock.now()));
  return settings;
}

Result<store::PersonSettings> own_settings(store::Transaction& tx, const Actor& actor) {
  if (!actor.person) return store::PersonSettings{};
  return store::settings_of(tx, *actor.person);
}

}  // namespace jium::desk
