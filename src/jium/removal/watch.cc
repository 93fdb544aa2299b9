#include "jium/removal/watch.h"

namespace jium::removal {

CheckOutcome outcome_without_match(int status) {
  if (status >= 200 && status < 300) return CheckOutcome::gone;
  if (status == 404 || status == 410 || status == 451) return CheckOutcome::gone;
  return CheckOutcome::inconclusive;
}

bool proves_removal(const std::vector<Check>& checks, const WatchPolicy& policy) {
  int agreeing = 0;
  std::optional<Instant> last_counted;
  for (const Check& check : checks) {
    if (check.outcome == CheckOutcome::still_there) {
      agreeing = 0;
      last_counted.reset();
    } else if (check.outcome == CheckOutcome::gone &&
               (!last_counted || check.at - *last_counted >= policy.spacing)) {
      ++agreeing;
      last_counted = check.at;
    }
  }
  return agreeing >= policy.agreeing_checks;
}

}  // namespace jium::removal
