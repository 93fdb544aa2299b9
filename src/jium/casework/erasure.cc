#include "jium/casework/erasure.h"

#include "jium/casework/resident_number.h"

namespace jium::casework {
namespace {

constexpr std::size_t kLongest = 400;

Result<void> check_words(const std::string& words, const std::string& what) {
  if (words.empty() || words.size() > kLongest)
    return fault(FaultKind::malformed, "say " + what + ", in up to 400 bytes that name nobody");
  if (holds_resident_number(words)) {
    return fault(FaultKind::malformed,
                 "that looks like a resident registration number: jium keeps none, so please leave it out");
  }
  return {};
}

Result<void> propose(Erasure& erasure, const Word& word) {
  JIUM_CHECK(check_words(word.ground, "on which ground"));
  JIUM_CHECK(check_words(word.told, "what the survivor is told"));
  erasure.choice = word.choice;
  erasure.proposed = word.by;
  erasure.ground = Secret<std::string>(word.ground);
  erasure.told = Secret<std::string>(word.told);
  return {};
}

bool says_the_same(const std::string& second, const Secret<std::string>& first) {
  return second.empty() || second == first.reveal();
}

}  // namespace

Result<bool> decide(Erasure& erasure, const Word& word) {
  if (erasure.state != ErasureState::waiting)
    return fault(FaultKind::conflict, "nothing waits to be decided about this case");
  const bool answers = erasure.proposed && erasure.choice == word.choice &&
                       word.by.at < erasure.proposed->at + kFirstWordLasts;
  if (!answers) {
    JIUM_CHECK(propose(erasure, word));
    return false;
  }
  JIUM_CHECK(check_two_people(erasure.proposed->by, word.by.by));
  if (!says_the_same(word.ground, erasure.ground) || !says_the_same(word.told, erasure.told)) {
    return fault(FaultKind::conflict,
                 "the first of you gave another ground, or other words for the survivor: agree on one, and "
                 "leave yours out");
  }
  erasure.decided = word.by;
  if (word.choice == Choice::keep) erasure.state = ErasureState::kept;
  return true;
}

}  // namespace jium::casework
