// What a request cost: an officer's minutes and fees, act by act, so that the offender can be made to pay it
// back (Act on Prevention of Sexual Violence and Protection of Victims, article 7-3). Minutes that nobody
// took down, and what an hour costs, are dated data (data/costs/costs.toml).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "jium/removal/removal_request.h"

namespace jium::removal {

struct CostTag {
  static constexpr char letter = 'M';
  static constexpr std::string_view noun = "cost";
};
using CostId = Id<CostTag>;

enum class CostKind {
  request_prepared,  // one that was confirmed by itself, or the whole of a batch: once
  item_in_batch,     // each further request of a batch
  answer_handled,
  place_checked,
  escalated,
  translated,
  evidence_kept,
  other
};
BOOST_DESCRIBE_ENUM(CostKind, request_prepared, item_in_batch, answer_handled, place_checked, escalated,
                    translated, evidence_kept, other)

struct CostEntry {
  CostId id;
  registry::OrganisationId organisation;
  casework::CaseId the_case;
  RequestId request;
  CostKind kind = CostKind::other;
  int minutes = 0;       // of an officer
  std::int64_t fee = 0;  // paid to others, in the smallest unit of its currency
  std::string currency;  // of the fee, ISO 4217
  std::string actor;     // as the history has it
  Instant at{};
};

// Malformed: more than a day, less than nothing, a currency that is not three capital letters.
[[nodiscard]] Result<void> check(const CostEntry& entry);

struct CostRate {
  Instant in_force_from{};  // the midnight that begins the day in Korea
  std::string currency;
  std::int64_t per_hour = 0;  // in the smallest unit
  std::map<CostKind, int> minutes;
  std::string source_ko, source_en, minutes_source, checked_on;
};

// What a statement of costs says about itself.
struct CostNotice {
  std::string title_ko, title_en, basis_ko, basis_en;
  std::string minutes_ko, minutes_en;  // how minutes come about that nobody took down
  int days_to_pay = 0;
  std::string source, checked_on;
};

class CostBook {
 public:
  // Malformed, naming the field, when anything is missing, unknown, double or beyond belief.
  [[nodiscard]] static Result<CostBook> parse(std::string_view toml);
  // The rate of that day; the first one for what lies before all of them.
  [[nodiscard]] const CostRate& rate_at(Instant at) const;
  [[nodiscard]] const CostNotice& notice() const { return notice_; }
  [[nodiscard]] const std::vector<CostRate>& rates() const { return rates_; }

 private:
  std::vector<CostRate> rates_;  // in order of time, at least one
  CostNotice notice_;
};

// That the binary carries, read once.
[[nodiscard]] Result<const CostBook*> built_in_costs();

}  // namespace jium::removal
