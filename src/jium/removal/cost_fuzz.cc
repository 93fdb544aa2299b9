// A book of costs that is understood has a rate for every day and minutes for every act.
#include "jium/removal/cost.h"

#include <cstdlib>

#include "jium/base/bytes.h"

namespace {

void hold(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium::removal;
  const auto book = CostBook::parse(jium::text_of({data, size}));
  if (!book) {
    hold(book.fault().kind == jium::FaultKind::malformed && !book.fault().what.empty());
    return 0;
  }
  hold(!book->rates().empty() && book->notice().days_to_pay > 0);
  for (const CostRate& rate : book->rates()) {
    hold(&book->rate_at(rate.in_force_from) == &rate);
    hold(rate.per_hour > 0 && rate.minutes.size() == 7);
  }
  return 0;
}
