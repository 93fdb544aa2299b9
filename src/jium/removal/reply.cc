#include "jium/removal/reply.h"

#include <toml++/toml.h>
#include <unicode/unistr.h>
#include <algorithm>
#include <array>

#include "jium/embedded/replies.h"
#include "jium/registry/web_address.h"

namespace jium::removal {
namespace {

constexpr std::size_t kMostReferences = 50;
constexpr std::array kByPhrase{ReplyKind::auto_answer, ReplyKind::acknowledgement, ReplyKind::removed,
                               ReplyKind::refusal, ReplyKind::question};

// Case folded, white space as one blank.
std::string normal(std::string_view text) {
  std::string folded;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
      .foldCase()
      .toUTF8String(folded);
  std::string out;
  for (const char c : folded) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

bool stands_in(std::string_view text, const std::vector<std::string>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](const std::string& phrase) { return text.find(phrase) != std::string_view::npos; });
}

Fault wrong(std::string_view language, std::string_view key, std::string_view what) {
  return fault(FaultKind::malformed,
               "replies in " + std::string(language) + ": " + std::string(key) + " " + std::string(what));
}

Result<void> read_list(const std::string& language, std::string_view key, const toml::node& node,
                       std::vector<std::string>& phrases) {
  const toml::array* list = node.as_array();
  if (list == nullptr || list->empty()) return wrong(language, key, "lists at least one phrase");
  for (const toml::node& one : *list) {
    const std::string phrase = normal(one.value<std::string>().value_or(""));
    if (phrase.size() < 4) return wrong(language, key, "has a phrase that is too short to tell");
    phrases.push_back(phrase);
  }
  return {};
}

Result<void> read_phrases(const toml::table& document, std::map<ReplyKind, std::vector<std::string>>& phrases,
                          std::vector<std::string>& later) {
  const auto language = document["language"].value<std::string>();
  if (!language || !parse_enum<Language>("language", *language))
    return fault(FaultKind::malformed, "replies: language is a word such as ko, en");
  for (const auto& [key, node] : document) {
    if (key.str() == "language" || key.str() == "checked_on") continue;
    if (key.str() == "later") {
      JIUM_CHECK(read_list(*language, key.str(), node, later));
      continue;
    }
    const auto kind = parse_enum<ReplyKind>("sort", std::string(key.str()));
    if (!kind || std::find(kByPhrase.begin(), kByPhrase.end(), *kind) == kByPhrase.end())
      return wrong(*language, key.str(), "is not a sort of answer that is known by phrases");
    JIUM_CHECK(read_list(*language, key.str(), node, phrases[*kind]));
  }
  for (const ReplyKind kind : kByPhrase) {
    if (!document.contains(to_text(kind))) return wrong(*language, to_text(kind), "is missing");
  }
  if (!document.contains("later")) return wrong(*language, "later", "is missing");
  return {};
}

template <class SomeId>
void add_once(std::vector<SomeId>& ids, const Result<SomeId>& id) {
  if (id && std::find(ids.begin(), ids.end(), *id) == ids.end()) ids.push_back(*id);
}

void add_id(ReplyReferences& found, std::string_view text) {
  if (text.size() < 12 || text.size() > 20) return;
  if (text.front() == 'R' || text.front() == 'r') add_once(found.requests, RequestId::parse(text));
  if (text.front() == 'L' || text.front() == 'l') add_once(found.letters, LetterId::parse(text));
}

bool begins_quotation(std::string_view line) {
  if (line.starts_with("-----") || line.starts_with("_____") || line == "-- ") return true;
  // "On 22 Nov 2026, Centre A wrote:"
  const bool attribution =
      line.size() > 8 && line.size() < 200 && line.ends_with(":") &&
      (line.find("wrote") != std::string_view::npos || line.find("작성") != std::string_view::npos ||
       line.find("escribió") != std::string_view::npos || line.find("пишет") != std::string_view::npos ||
       line.find("đã viết") != std::string_view::npos || line.find("写道") != std::string_view::npos);
  return attribution;
}

std::string_view domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

// The registrable domain; empty when the address has none.
std::string house_of(std::string_view address) {
  const std::string_view domain = domain_of(address);
  if (domain.empty() || domain.find_first_of("/:?#[]") != std::string_view::npos) return "";
  const auto web = registry::WebAddress::parse("https://" + std::string(domain) + "/");
  return web ? web->site_name() : "";
}

}  // namespace

Result<PhraseBook> PhraseBook::parse(const std::vector<std::string_view>& tomls) {
  PhraseBook book;
  for (const std::string_view text : tomls) {
    try {
      const toml::table document = toml::parse(text);
      JIUM_CHECK(read_phrases(document, book.phrases_, book.later_));
    } catch (const toml::parse_error& error) {
      return fault(FaultKind::malformed, "a file of replies, line " +
                                             std::to_string(error.source().begin.line) + ": " +
                                             std::string(error.description()));
    }
  }
  return book;
}

bool PhraseBook::says(ReplyKind kind, std::string_view normal_text) const {
  const auto found = phrases_.find(kind);
  return found != phrases_.end() && stands_in(normal_text, found->second);
}

bool PhraseBook::says_later(std::string_view normal_text) const {
  return stands_in(normal_text, later_);
}

const Result<PhraseBook>& built_in_phrases() {
  static const Result<PhraseBook> kBook = PhraseBook::parse(
      {embedded::kRepliesEn, embedded::kRepliesKo, embedded::kRepliesJa, embedded::kRepliesZh,
       embedded::kRepliesRu, embedded::kRepliesEs, embedded::kRepliesVi});
  return kBook;
}

Sorted sort_reply(const IncomingMail& mail, const PhraseBook& phrases) {
  // What a standard has words for comes first: a machine that says so is believed.
  if (mail.bounce == BounceAction::failed) return {ReplyKind::bounce, false};
  if (mail.bounce == BounceAction::delayed) return {ReplyKind::auto_answer, false};
  const std::string words = normal(own_words(mail.text.reveal()));
  if ((!mail.auto_submitted.empty() && mail.auto_submitted != "no") || mail.bulk)
    return {ReplyKind::auto_answer, false};
  if (phrases.says(ReplyKind::auto_answer, normal(mail.subject.reveal()) + " " + words))
    return {ReplyKind::auto_answer, true};
  std::vector<ReplyKind> said;
  for (const ReplyKind kind : kByPhrase) {
    if (kind != ReplyKind::auto_answer && phrases.says(kind, words)) said.push_back(kind);
  }
  if (said.empty()) return {ReplyKind::unclear, true};
  // A question or a no beside anything else is for a person to read, and so is a removal beside a word of
  // what is still to come: "we have received your notice; once the content has been removed you will hear
  // from us". Of who is taken at such a word it would be counted that they lied.
  const auto says = [&](ReplyKind kind) { return std::find(said.begin(), said.end(), kind) != said.end(); };
  if (says(ReplyKind::refusal)) return {ReplyKind::refusal, true};
  if (says(ReplyKind::question)) return {ReplyKind::question, true};
  if (!says(ReplyKind::removed)) return {ReplyKind::acknowledgement, false};
  return {ReplyKind::removed, says(ReplyKind::acknowledgement) || phrases.says_later(words)};
}

ReplyReferences references_in(const IncomingMail& mail) {
  ReplyReferences found;
  std::string_view subject = mail.subject.reveal();
  for (std::size_t tries = 0; tries < kMostReferences; ++tries) {
    const std::size_t open = subject.find('[');
    const std::size_t close = open == std::string_view::npos ? open : subject.find(']', open);
    if (close == std::string_view::npos) break;
    add_id(found, subject.substr(open + 1, close - open - 1));
    subject.remove_prefix(open + 1);
  }
  const std::size_t count = std::min(mail.references.size(), kMostReferences);
  for (std::size_t i = mail.references.size() - count; i < mail.references.size(); ++i) {
    const std::string_view reference = mail.references[i];
    add_id(found, reference.substr(0, reference.find('@')));
  }
  return found;
}

std::string own_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (begins_quotation(line)) break;
    if (line.starts_with('>')) continue;
    out.append(line).push_back('\n');
  }
  return out;
}

bool same_house(std::string_view one, std::string_view other) {
  const std::string house = house_of(one);
  // One label is no domain of anybody's.
  return house.find('.') != std::string::npos && house == house_of(other);
}

}  // namespace jium::removal
