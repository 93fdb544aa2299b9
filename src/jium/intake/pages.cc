#include "jium/intake/pages.h"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11.hpp>
#include <kainjow/mustache.hpp>

#include "jium/embedded/intake.h"
#include "jium/intake/report_form.h"

namespace jium::intake {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

std::string text(std::string_view view) {
  return std::string(view);
}

// A template is parsed anew for each page: it keeps the state of its rendering, and threads share none.
std::string render(std::string_view page, const data& values) {
  mustache parsed{text(page)};
  return parsed.render(values);
}

data with_words(const PageWords& words) {
  data values;
  for (const auto& [key, word] : words.words) values.set("w_" + key, word);
  return values;
}

data choice(const PageWords& words, std::string_view field, std::string_view key, std::string_view value,
            const Form& typed) {
  data one;
  one.set("value", text(value));
  one.set("label", words[text(key) + '_' + text(value)]);
  one.set("chosen", chose(typed, field, value));
  return one;
}

template <class Enum>
data choices(const PageWords& words, std::string_view field, std::string_view key, const Form& typed) {
  data list{data::type::list};
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
      [&](auto one) { list << choice(words, field, key, one.name, typed); });
  return list;
}

data notices_of(const PageWords& words, const std::vector<std::string>& keys) {
  data list{data::type::list};
  for (const std::string& key : keys) list << data("text", words[key]);
  return list;
}

// The day alone: an hour says more about a person than a page needs to.
std::string day_of(Instant at) {
  return to_text(at).substr(0, 10);
}

data place_of(const PageWords& words, const desk::PlaceView& place) {
  data one;
  one.set("name", words["place_name"] + ' ' + std::to_string(place.number));
  one.set("progress", words["place_" + text(to_text(place.progress))]);
  one.set("since", day_of(place.since));
  if (!place.host.empty()) one.set("host", place.host);
  return one;
}

data message_of(const PageWords& words, const casework::IntakeMessage& message) {
  data one;
  const std::string from = text(to_text(message.author));
  one.set("from", from);
  one.set("who", words["message_from_" + from]);
  one.set("at", day_of(message.written_at));
  one.set("words", message.words.reveal());
  return one;
}

}  // namespace

struct Pages::Inside {
  Help help;

  // In the layout that all pages have.
  [[nodiscard]] std::string whole(Tongue tongue, std::string_view page, std::string_view name, data values,
                                  const std::string& session = {}) const {
    const PageWords& words = words_in(tongue);
    values.set("lang", text(to_text(tongue)));
    const std::string main = render(page, values);
    values.set("page", text(name));
    values.set("main", main);
    values.set("exit", help.exit(tongue));
    values.set("leave_query", session.empty() ? "" : "?session=" + session);
    values.set("script_words", words.script_json);
    data lines{data::type::list};
    for (const HelpLine& line : help.lines) {
      data one;
      one.set("number", line.number);
      one.set("name", line.name(tongue));
      lines << one;
    }
    values.set("help_lines", lines);
    // Whoever is in the middle of something would lose it with the language.
    data languages{data::type::list};
    if (name == "start") {
      const Tongue other = tongue == Tongue::ko ? Tongue::en : Tongue::ko;
      data one;
      one.set("code", text(to_text(other)));
      one.set("label", words["lang_" + text(to_text(other))]);
      languages << one;
    }
    values.set("languages", languages);
    return render(embedded::kIntakeLayout, values);
  }
};

Pages::Pages(Help help) : inside_(std::make_unique<Inside>(Inside{std::move(help)})) {}
Pages::~Pages() = default;

std::string Pages::start(Tongue tongue, const Form& typed, const std::vector<std::string>& notices) const {
  const PageWords& words = words_in(tongue);
  data values = with_words(words);
  values.set("notices", notices_of(words, notices));
  values.set("once", typed.one("once").empty() ? once_token() : typed.one("once"));
  values.set("harms", choices<casework::HarmType>(words, "harm", "harm", typed));
  values.set("ages", choices<casework::AgeBand>(words, "age", "age", typed));
  data tells{data::type::list};
  for (const std::string_view tell : {"operators", "police", "committee", "other_centres"})
    tells << choice(words, "tell", "tell", tell, typed);
  values.set("tells", tells);
  for (const char* const field : {"prints", "places", "contact", "words"})
    values.set(field, typed.one(field));
  values.set("message_ok", chose(typed, "message_ok", "yes"));
  return inside_->whole(tongue, embedded::kIntakeStart, "start", std::move(values));
}

std::string Pages::sent(Tongue tongue, const casework::Receipt& receipt) const {
  data values = with_words(words_in(tongue));
  values.set("receipt", receipt.text().reveal());
  return inside_->whole(tongue, embedded::kIntakeSent, "sent", std::move(values));
}

std::string Pages::progress(Tongue tongue, const ProgressPage& page) const {
  const PageWords& words = words_in(tongue);
  data values = with_words(words);
  values.set("notices", notices_of(words, page.notices));
  values.set("state", words["state_" + text(to_text(page.state))]);
  values.set("session", page.session);
  data places{data::type::list};
  for (const desk::PlaceView& place : page.places) places << place_of(words, place);
  values.set("places", places);
  values.set("has_places", !page.places.empty());
  values.set("hosts_hidden", !page.hosts_shown);
  data messages{data::type::list};
  for (const casework::IntakeMessage& message : page.messages) messages << message_of(words, message);
  values.set("messages", messages);
  values.set("draft", page.draft);
  values.set("may_withdraw", page.state != casework::IntakeState::withdrawn);
  return inside_->whole(tongue, embedded::kIntakeProgress, "progress", std::move(values), page.session);
}

std::string Pages::withdraw(Tongue tongue, const std::string& session, bool has_case) const {
  const PageWords& words = words_in(tongue);
  data values = with_words(words);
  values.set("session", session);
  values.set("what_happens", words[has_case ? "withdraw_accepted" : "withdraw_waiting"]);
  return inside_->whole(tongue, embedded::kIntakeWithdraw, "progress", std::move(values), session);
}

std::string Pages::message(Tongue tongue, std::string_view kind, std::string_view heading,
                           std::string_view words_key) const {
  const PageWords& words = words_in(tongue);
  data values = with_words(words);
  values.set("heading", words[heading]);
  values.set("text", words[words_key]);
  values.set("may_start", true);
  return inside_->whole(tongue, embedded::kIntakeMessage, kind, std::move(values));
}

const Help& Pages::help() const {
  return inside_->help;
}

}  // namespace jium::intake
