// What an operator's own API says has become of a request: the answer to GET BASE/requests/{reference}
// (docs/formats/platform_requests.md). Foreign bytes; words are the operator's, for an officer's eye.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/removal/platform_request.h"

namespace jium::removal {

inline constexpr std::size_t kMostStatusBytes = std::size_t{64} << 10, kMostOperatorWords = 2000;
inline constexpr std::size_t kMostOperatorQuestions = 20;

struct OperatorQuestion {
  std::string id;  // the operator's: 1 to 64 letters, digits, dashes and underscores
  QuestionKind kind = QuestionKind::question;
  Secret<std::string> words;  // at most 2,000 bytes in one line
  bool answered = false;      // our answer has arrived there
};

struct OperatorStatus {
  RequestId reference;
  OfferState state = OfferState::waiting;
  std::optional<RefusalReason> reason;  // of a refusal; one that we do not know is `other`
  Secret<std::string> words;            // of the answer; may be empty
  std::vector<OperatorQuestion> questions;
};

// Malformed: not JSON of this form, too large, a state or a kind that nobody knows, more than 20 questions.
// Members that we do not know are passed over; words that are too long are cut, and control characters in
// them become blanks.
[[nodiscard]] Result<OperatorStatus> read_operator_status(std::string_view json);

// By what a question is known here: a digest, as an operator's id may say anything.
[[nodiscard]] std::string mark_of(const RequestId& request, const OperatorQuestion& question);

}  // namespace jium::removal
