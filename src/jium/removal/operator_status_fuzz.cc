// What is understood of an operator's answer keeps to its bounds and is one line.
#include <algorithm>
#include <cstdlib>

#include "jium/base/bytes.h"
#include "jium/removal/operator_status.h"

namespace {

void check_words(const std::string& words) {
  if (words.size() > jium::removal::kMostOperatorWords) std::abort();
  if (std::ranges::any_of(words, [](unsigned char one) { return one < 0x20 || one == 0x7f; })) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  const auto status = removal::read_operator_status(text_of({data, size}));
  if (!status) {
    if (status.fault().kind != FaultKind::malformed) std::abort();
    return 0;
  }
  if ((status->state == removal::OfferState::refused) != status->reason.has_value()) std::abort();
  if (status->questions.size() > removal::kMostOperatorQuestions) std::abort();
  check_words(status->words.reveal());
  for (const auto& question : status->questions) {
    if (question.id.empty() || question.id.size() > 64) std::abort();
    check_words(question.words.reveal());
    if (removal::mark_of(status->reference, question).size() != status->reference.text().size() + 17)
      std::abort();
  }
  return 0;
}
