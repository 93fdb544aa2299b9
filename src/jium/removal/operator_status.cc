#include "jium/removal/operator_status.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace jium::removal {
namespace {

namespace json = boost::json;

Fault wrong(std::string_view what) {
  return fault(FaultKind::malformed,
               "the operator's API says something that is not understood: " + std::string(what));
}

std::optional<std::string> text_at(const json::object& object, std::string_view name) {
  const auto* found = object.if_contains(json::string_view(name.data(), name.size()));
  const auto* text = found == nullptr ? nullptr : found->if_string();
  if (text == nullptr) return std::nullopt;
  return std::string(text->data(), text->size());
}

// One line, at most so long, cut between two characters of UTF-8.
Secret<std::string> words_in(const json::object& object, std::string_view name) {
  std::string text = text_at(object, name).value_or("");
  if (text.size() > kMostOperatorWords) {
    std::size_t end = kMostOperatorWords;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text.resize(end);
  }
  for (char& one : text)
    if (static_cast<unsigned char>(one) < 0x20 || one == 0x7f) one = ' ';
  return Secret<std::string>(std::move(text));
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char one) {
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') ||
           one == '-' || one == '_';
  });
}

Result<OperatorQuestion> read_question(const json::value& value) {
  const json::object* const object = value.if_object();
  if (object == nullptr) return wrong("a question is an object");
  OperatorQuestion question;
  question.id = text_at(*object, "id").value_or("");
  if (!is_name(question.id)) return wrong("a question needs an id");
  const auto kind = parse_enum<QuestionKind>("kind", text_at(*object, "kind").value_or(""));
  if (!kind) return wrong("a question is of no known kind");
  question.kind = *kind;
  question.words = words_in(*object, "words");
  const auto* at = object->if_contains("answered_at");
  question.answered = at != nullptr && !at->is_null();
  return question;
}

}  // namespace

Result<OperatorStatus> read_operator_status(std::string_view text) {
  if (text.size() > kMostStatusBytes) return wrong("more than 64 KiB");
  boost::system::error_code problem;
  json::parse_options options;
  options.max_depth = 8;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), problem, {}, options);
  const json::object* const object = problem ? nullptr : value.if_object();
  if (object == nullptr) return wrong("it is no JSON object");
  OperatorStatus status;
  const auto reference = RequestId::parse(text_at(*object, "reference").value_or(""));
  if (!reference) return wrong("there is no reference");
  status.reference = *reference;
  const auto state = parse_enum<OfferState>("state", text_at(*object, "state").value_or(""));
  if (!state) return wrong("there is no known state");
  status.state = *state;
  if (status.state == OfferState::refused) {
    const auto reason = parse_enum<RefusalReason>("reason", text_at(*object, "reason").value_or("other"));
    status.reason = reason ? *reason : RefusalReason::other;
  }
  status.words = words_in(*object, "words");
  const auto* list = object->if_contains("questions");
  if (list == nullptr || list->is_null()) return status;
  if (!list->is_array() || list->get_array().size() > kMostOperatorQuestions)
    return wrong("questions are a list of 20 at most");
  for (const json::value& one : list->get_array()) {
    JIUM_TRY(auto question, read_question(one));
    status.questions.push_back(std::move(question));
  }
  return status;
}

std::string mark_of(const RequestId& request, const OperatorQuestion& question) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  const ByteView id = bytes_of(question.id);
  crypto_hash_sha256(digest.data(), id.data(), id.size());
  return request.text() + "/" + to_hex(ByteView(digest).first(8));
}

}  // namespace jium::removal
