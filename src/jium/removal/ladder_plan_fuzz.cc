// A ladder book that is understood can be climbed: every step opens once those before it are done with.
#include <cstdlib>
#include <set>

#include "jium/base/bytes.h"
#include "jium/removal/ladder_plan.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::removal;
  const auto book = LadderBook::parse(jium::text_of({data, size}));
  if (!book) {
    hold(book.fault().kind == jium::FaultKind::malformed && !book.fault().what.empty());
    return 0;
  }
  for (const Plan& plan : book->plans()) {
    hold(!plan.id.empty() && !plan.kinds.empty() && !plan.steps.empty());
    hold(plan.patience >= std::chrono::hours{1} && plan.review >= std::chrono::hours{1});
    std::set<Rung> before;
    for (const PlanStep& step : plan.steps) {
      for (const Rung rung : step.after) hold(before.contains(rung));
      hold(before.insert(step.rung).second);
      hold(!step.clock || *step.clock >= std::chrono::hours{1});
    }
    hold(book->plan_by_id(plan.id).has_value());
    hold(book->plan_for(plan.kinds.front(), plan.in_force_from)->in_force_from == plan.in_force_from);
  }
  return 0;
}
