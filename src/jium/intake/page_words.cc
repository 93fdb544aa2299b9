#include "jium/intake/page_words.h"

#include <toml++/toml.h>
#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>

#include "jium/embedded/intake.h"

namespace jium::intake {
namespace {

// The quality of a language range in a thousand, 1000 when none is given and 0 when it is none.
int quality_of(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == std::string_view::npos) return 1000;
  const std::string_view number = parameters.substr(at + 2, 5);
  if (number.empty() || (number[0] != '0' && number[0] != '1')) return 0;
  int thousandths = (number[0] - '0') * 1000, place = 100;
  if (number.size() < 2 || number[1] != '.') return std::min(thousandths, 1000);
  for (const char digit : number.substr(2)) {
    if (digit < '0' || digit > '9') break;
    thousandths += (digit - '0') * place;
    place /= 10;
  }
  return std::min(thousandths, 1000);
}

bool is_range_of(std::string_view range, std::string_view code) {
  if (range.size() < code.size()) return false;
  for (std::size_t at = 0; at < code.size(); ++at) {
    if ((range[at] | 0x20) != code[at]) return false;
  }
  return range.size() == code.size() || range[code.size()] == '-';
}

Fault wrong(const toml::parse_error& error) {
  return fault(FaultKind::malformed,
               "line " + std::to_string(error.source().begin.line) + ": " + std::string(error.description()));
}

std::string text_at(const toml::table& table, std::string_view one, std::string_view other = {}) {
  const auto node = other.empty() ? table[one] : table[one][other];
  return node.value_or(std::string());
}

template <class T>
T built_in(Result<T> parsed) {
  if (!parsed) std::abort();  // our own data, held by a test
  return *std::move(parsed);
}

}  // namespace

Tongue tongue_of(std::string_view accept_language) {
  int korean = 0, english = 0;
  while (!accept_language.empty()) {
    const auto end = std::min(accept_language.find(','), accept_language.size());
    std::string_view range = accept_language.substr(0, end);
    accept_language.remove_prefix(std::min(end + 1, accept_language.size()));
    range.remove_prefix(std::min(range.find_first_not_of(" \t"), range.size()));
    const auto semicolon = std::min(range.find(';'), range.size());
    const int quality = quality_of(range.substr(semicolon));
    const std::string_view code = range.substr(0, semicolon);
    if (is_range_of(code, "ko")) korean = std::max(korean, quality);
    if (is_range_of(code, "en")) english = std::max(english, quality);
  }
  return english > korean ? Tongue::en : Tongue::ko;
}

const std::string& PageWords::operator[](std::string_view key) const {
  static const std::string none;
  const auto found = words.find(key);
  return found == words.end() ? none : found->second;
}

Result<PageWords> parse_words(std::string_view text) {
  try {
    const toml::table document = toml::parse(text);
    PageWords read;
    const toml::table* const words = document["words"].as_table();
    const toml::table* const script = document["script"].as_table();
    if (words == nullptr || script == nullptr)
      return fault(FaultKind::malformed, "the words need the sections [words] and [script]");
    for (const auto& [key, node] : *words)
      read.words.emplace(std::string(key.str()), node.value_or(std::string()));
    boost::json::object shown;
    for (const auto& [key, node] : *script) shown[std::string(key.str())] = node.value_or(std::string());
    read.script_json = boost::json::serialize(shown);
    return read;
  } catch (const toml::parse_error& error) {
    return wrong(error);
  }
}

Result<Help> parse_help(std::string_view text) {
  try {
    const toml::table document = toml::parse(text);
    Help help;
    const toml::array* const lines = document["line"].as_array();
    if (lines == nullptr) return fault(FaultKind::malformed, "no [[line]] in the file");
    for (const toml::node& node : *lines) {
      const toml::table* const line = node.as_table();
      if (line == nullptr) return fault(FaultKind::malformed, "every line of help is a table");
      if (text_at(*line, "source").empty() || text_at(*line, "checked_on").empty())
        return fault(FaultKind::malformed, "a line of help has a source and the day it was checked on");
      if (!(*line)["shown"].value_or(false)) continue;
      help.lines.push_back(
          {text_at(*line, "number"), text_at(*line, "name", "ko"), text_at(*line, "name", "en")});
      if (help.lines.back().number.empty())
        return fault(FaultKind::malformed, "a line of help that is shown has a number");
    }
    help.exit_ko = text_at(document, "exit", "ko");
    help.exit_en = text_at(document, "exit", "en");
    if (!help.exit_ko.starts_with("https://") || !help.exit_en.starts_with("https://"))
      return fault(FaultKind::malformed, "the way out leads to a page with https");
    return help;
  } catch (const toml::parse_error& error) {
    return wrong(error);
  }
}

const PageWords& words_in(Tongue tongue) {
  static const PageWords korean = built_in(parse_words(embedded::kIntakeWordsKo));
  static const PageWords english = built_in(parse_words(embedded::kIntakeWordsEn));
  return tongue == Tongue::ko ? korean : english;
}

const Help& built_in_help() {
  static const Help help = built_in(parse_help(embedded::kIntakeHelp));
  return help;
}

}  // namespace jium::intake
