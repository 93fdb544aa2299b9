// What an officer sees of a case: all its records in order, and what may be done next with each.
#pragma once

#include <vector>

#include "jium/casework/history.h"
#include "jium/desk/desk.h"
#include "jium/removal/letter_delivery.h"
#include "jium/removal/removal_request.h"
#include "jium/store/footages.h"

namespace jium::desk {

struct CaseView {
  casework::Case the_case;
  std::vector<store::StoredFootage> footages;
  std::vector<registry::Sighting> sightings;
  std::vector<removal::RemovalRequest> requests;
  std::vector<casework::HistoryEntry> history;
};
[[nodiscard]] Result<CaseView> show_case(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                         casework::CaseId id);

struct RequestView {
  removal::RemovalRequest request;
  registry::Sighting sighting;
  std::vector<removal::Check> checks;
  std::optional<removal::LetterState> letter;
};
[[nodiscard]] Result<RequestView> show_request(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                               removal::RequestId id);

// Verbs that the state of a request allows now, as in the API: "confirm", "answer", "settle-letter".
[[nodiscard]] std::vector<std::string> abilities_of(const removal::RemovalRequest& request,
                                                    std::optional<removal::LetterState> letter);

}  // namespace jium::desk
