#include "jium/report/letter_book.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>

#include "jium/embedded/letters.h"

namespace jium::report {
namespace {

struct Known {
  std::string_view name;
  std::vector<std::string_view> values;
};

// Every paragraph, with the names that the code fills in it.
const std::vector<Known>& known_paragraphs() {
  static const std::vector<std::string_view> kItem{"address", "kind", "item", "seen_at", "number"};
  static const std::vector<Known> kKnown{
      {"subject", {"reference", "centre"}},
      {"subject_again", {"reference", "centre"}},
      {"subject_many", {"reference", "centre", "count"}},
      {"opening", {"operator"}},
      {"on_behalf", {}},
      {"in_duty", {}},
      {"item", kItem},
      {"items", {"count"}},
      {"item_line", kItem},
      {"image", {}},
      {"video", {}},
      {"again", {"earlier_gone_at", "earlier_reference"}},
      {"basis", {"title", "basis"}},
      {"clock_statutory", {"hours"}},
      {"clock_own_target", {"hours"}},
      {"clock_working_days", {"working_days"}},
      {"investigation", {"investigation"}},
      {"good_faith", {}},
      {"signature", {"signatory", "centre"}},
      {"reply", {"reference"}},
      {"closing", {"centre", "centre_mail"}},
  };
  return kKnown;
}

// Of each rung to which letters go (the committee has a queue), and of a search service about its own
// results.
constexpr std::array<std::string_view, 7> kAsks{"site_operator", "site_owner",    "host",     "cdn",
                                                "registrar",     "search_engine", "delisting"};

bool is_among(std::string_view name, const std::vector<std::string_view>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class WordingReader {
 public:
  WordingReader(const toml::table& table, std::string name) : table_(table), name_(std::move(name)) {}

  [[nodiscard]] Fault wrong(std::string_view key, std::string_view what) const {
    return fault(FaultKind::malformed, name_ + ": " + std::string(key) + " " + std::string(what));
  }

  [[nodiscard]] Result<std::string> text(std::string_view key) const {
    const auto value = table_[key].value<std::string>();
    if (!value || value->empty()) return wrong(key, "is missing");
    return *value;
  }

  [[nodiscard]] Result<Paragraph> paragraph(std::string_view key,
                                            const std::vector<std::string_view>& values) const {
    JIUM_TRY(const std::string written, text(key));
    auto read = Paragraph::parse(written, values);
    if (!read) return wrong(key, read.fault().what);
    return read;
  }

  [[nodiscard]] Result<void> knows(const std::vector<std::string_view>& keys) const {
    for (const auto& [key, node] : table_) {
      if (!is_among(key.str(), keys)) return wrong(key.str(), "is not a paragraph of a letter");
    }
    return {};
  }

 private:
  const toml::table& table_;
  std::string name_;
};

}  // namespace

Result<Paragraph> Paragraph::parse(std::string_view text, const std::vector<std::string_view>& names) {
  Paragraph paragraph;
  while (!text.empty()) {
    const std::size_t open = text.find_first_of("{}");
    if (open != 0) paragraph.pieces_.push_back({std::string(text.substr(0, open)), false});
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    if (text[open] == '}' || close == std::string_view::npos)
      return fault(FaultKind::malformed, "has a brace that is not one of a pair");
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (!is_among(name, names))
      return fault(FaultKind::malformed, "has a name in braces that nobody fills there");
    paragraph.pieces_.push_back({std::string(name), true});
    text.remove_prefix(close + 1);
  }
  return paragraph;
}

std::string Paragraph::fill(const std::map<std::string_view, std::string>& values) const {
  std::string out;
  for (const Piece& piece : pieces_) {
    if (!piece.is_name) {
      out += piece.text;
    } else if (const auto value = values.find(piece.text); value != values.end()) {
      out += value->second;
    }
  }
  return out;
}

Result<Wording> Wording::parse(std::string_view text) {
  try {
    const toml::table document = toml::parse(text);
    JIUM_TRY(const std::string code, WordingReader(document, "letters").text("language"));
    const auto language = parse_enum<removal::Language>("language", code);
    if (!language) return fault(FaultKind::malformed, "letters: language is a word such as ko, en");
    const WordingReader reader(document, "letters in " + code);
    Wording wording;
    wording.language_ = *language;
    JIUM_TRY(const std::string reader_word, reader.text("native_reader"));
    if (reader_word != "read" && reader_word != "needed")
      return reader.wrong("native_reader", "is read or needed");
    wording.needs_native_reader_ = reader_word == "needed";
    std::vector<std::string_view> names{"language", "native_reader", "ask"};
    for (const Known& known : known_paragraphs()) {
      names.push_back(known.name);
      JIUM_TRY(wording.paragraphs_[std::string(known.name)], reader.paragraph(known.name, known.values));
    }
    JIUM_CHECK(reader.knows(names));
    const toml::table* asks = document["ask"].as_table();
    if (asks == nullptr) return reader.wrong("ask", "is missing");
    const WordingReader ask_reader(*asks, "letters in " + code + ", ask");
    for (const std::string_view ask : kAsks) {
      JIUM_TRY(wording.paragraphs_["ask." + std::string(ask)],
               ask_reader.paragraph(ask, {"centre", "asking"}));
    }
    JIUM_CHECK(ask_reader.knows({kAsks.begin(), kAsks.end()}));
    return wording;
  } catch (const toml::parse_error& error) {
    return fault(FaultKind::malformed, "a file of letters, line " +
                                           std::to_string(error.source().begin.line) + ": " +
                                           std::string(error.description()));
  }
}

const Paragraph& Wording::paragraph(std::string_view name) const {
  return paragraphs_.find(name)->second;
}

const Paragraph& Wording::ask(removal::Rung rung, removal::LetterRole letter) const {
  const bool own_results = letter == removal::LetterRole::delisting && rung != removal::Rung::search_engine;
  return paragraph("ask." + std::string(own_results ? "delisting" : to_text(rung)));
}

Result<LetterBook> LetterBook::parse(const std::vector<std::string_view>& tomls) {
  LetterBook book;
  for (const std::string_view text : tomls) {
    JIUM_TRY(auto wording, Wording::parse(text));
    const removal::Language language = wording.language();
    if (!book.wordings_.emplace(language, std::move(wording)).second)
      return fault(FaultKind::malformed, "letters in " + std::string(to_text(language)) + " are there twice");
  }
  if (!book.has(removal::Language::en))
    return fault(FaultKind::malformed, "there are no letters in English, to which the others fall back");
  return book;
}

const Wording& LetterBook::wording(removal::Language language) const {
  const auto found = wordings_.find(language);
  return found == wordings_.end() ? wordings_.at(removal::Language::en) : found->second;
}

const Result<LetterBook>& built_in_letters() {
  static const Result<LetterBook> kBook = LetterBook::parse(
      {embedded::kLettersEn, embedded::kLettersKo, embedded::kLettersJa, embedded::kLettersZh,
       embedded::kLettersRu, embedded::kLettersEs, embedded::kLettersVi});
  return kBook;
}

}  // namespace jium::report
