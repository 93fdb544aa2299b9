#include "jium/desk/abilities.h"

#include <algorithm>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <map>

#include "jium/desk/authorisation.h"

namespace jium::desk {
namespace {

// Read once, as the dispatcher's is: a table that does not parse stops the start before anybody asks here.
const Authorisation& table() {
  static const Authorisation built_in = Authorisation::built_in().value();
  return built_in;
}

// What each role may POST one step below a record, "/api/v1/cases/{case}/", each word once, in the table's
// order: found once, as lists have very many records.
class WordsBelow {
 public:
  explicit WordsBelow(std::string_view record) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Role>>([&](auto described) {
      words_[described.value] = found(record, {{}, {}, described.value});
    });
  }
  template <class Fits>
  [[nodiscard]] std::vector<std::string> of(const Actor& actor, Fits fits) const {
    std::vector<std::string> words;
    for (const std::string& word : words_.at(actor.role)) {
      if (fits(word)) words.push_back(word);
    }
    return words;
  }

 private:
  static std::vector<std::string> found(std::string_view record, const Actor& actor) {
    std::vector<std::string> words;
    for (const Grant& grant : table().grants()) {
      const std::string_view route = grant.route;
      if (grant.method != "POST" || !route.starts_with(record)) continue;
      const std::string word(route.substr(record.size()));
      const bool is_new = std::ranges::find(words, word) == words.end();
      if (is_new && word.find('/') == std::string::npos && may_ask(actor, grant.method, grant.route))
        words.push_back(word);
    }
    return words;
  }

  std::map<Role, std::vector<std::string>> words_;
};

bool can_turn(casework::Case copy, std::string_view word, Instant now) {
  if (word == "rest") return casework::rest(copy).has_value();
  if (word == "wake") return casework::wake(copy).has_value();
  if (word == "close") return casework::close(copy, now).has_value();
  return casework::reopen(copy).has_value();
}

// Is there a purpose for which consent can be given, or taken back, that does not stand so already?
bool can_change_consent(const casework::Case& the_case, bool given) {
  using enum casework::Purpose;
  for (const casework::Purpose purpose : {removal, police, other_centres}) {
    casework::Case copy = the_case;
    const auto changed = casework::change_consent(copy, purpose, given);
    if (changed && *changed) return true;
  }
  return false;
}

bool fits(const casework::Case& the_case, std::string_view word, Instant now) {
  using enum casework::CaseState;
  if (the_case.state == forgotten) return false;
  if (word == "rest" || word == "wake" || word == "close" || word == "reopen")
    return can_turn(the_case, word, now);
  if (word == "consent") return can_change_consent(the_case, true);
  if (word == "withdraw-consent") return can_change_consent(the_case, false);
  if (word == "footage") return the_case.state != closed;
  return true;
}

}  // namespace

bool may_ask(const Actor& actor, std::string_view method, std::string_view route) {
  return table().allows(method, route, actor);
}

std::vector<std::string> abilities_of(const casework::Case& the_case, const Actor& actor, Instant now) {
  static const WordsBelow of_cases("/api/v1/cases/{case}/");
  return of_cases.of(actor, [&](std::string_view word) { return fits(the_case, word, now); });
}

std::vector<std::string> abilities_of(const registry::Footage& footage, const Actor& actor) {
  static const WordsBelow of_footage("/api/v1/footage/{footage}/");
  using registry::FootageState;
  return of_footage.of(actor, [&](std::string_view word) {
    if (footage.state == FootageState::withdrawn) return false;
    return word != "confirm" || footage.state == FootageState::registered;
  });
}

std::vector<std::string> abilities_of(const registry::Sighting& sighting, const Actor& actor) {
  static const WordsBelow of_sightings("/api/v1/sightings/{sighting}/");
  auto words = of_sightings.of(actor, [](std::string_view) { return true; });
  // What is gone is asked about no more.
  const bool live = sighting.state == registry::SightingState::live;
  if (live && may_ask(actor, "POST", "/api/v1/requests")) words.emplace_back("request");
  return words;
}

std::vector<std::string> abilities_of(const store::Alarm& alarm, const Actor& actor) {
  static const WordsBelow of_alarms("/api/v1/alarms/{alarm}/");
  return of_alarms.of(actor, [&](std::string_view word) { return word != "seen" || !alarm.seen_at; });
}

std::vector<std::string> abilities_of(const removal::SiteOperator&, const Actor& actor) {
  static const WordsBelow of_operators("/api/v1/operators/{operator}/");
  auto words = of_operators.of(actor, [](std::string_view) { return true; });
  if (may_ask(actor, "POST", "/api/v1/operators/{operator}")) words.emplace_back("change");
  return words;
}

}  // namespace jium::desk
