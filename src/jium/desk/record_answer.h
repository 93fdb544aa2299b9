// What an operator said, in the officer's hand.
#pragma once

#include <string>

#include "jium/desk/desk.h"
#include "jium/removal/removal_request.h"

namespace jium::desk {

struct RecordAnswer {
  removal::RequestId request;
  removal::Answer answer = removal::Answer::acknowledged;
  Secret<std::string> words;  // the operator's, one line, may be empty
};

// "Removed" is a word, not a proof: the place is looked at at once.
[[nodiscard]] Result<removal::RemovalRequest> record_answer(const Desk& desk, store::Transaction& tx,
                                                            const Actor& actor, const RecordAnswer& ask);

// What record_answer does once it is known that `actor` (as histories name one) may and that the words may be
// kept.
[[nodiscard]] Result<removal::RemovalRequest> take_answer(const Desk& desk, store::Transaction& tx,
                                                          removal::RemovalRequest request,
                                                          removal::Answer answer, const std::string& actor,
                                                          const std::string& words);

// The clock of a request has ended; nothing happens if it was answered in the meantime.
[[nodiscard]] Result<void> end_clock(const Desk& desk, store::Transaction& tx, removal::RequestId id);

}  // namespace jium::desk
