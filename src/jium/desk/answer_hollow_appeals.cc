#include "jium/desk/answer_hollow_appeals.h"

#include "jium/desk/write_log.h"
#include "jium/store/appeals.h"

namespace jium::desk {
namespace {

constexpr int kOthers = 50;

}  // namespace

Result<int> answer_hollow_appeals(const Desk& desk, store::Transaction& tx) {
  const Instant now = desk.clock.now();
  JIUM_TRY(auto hollow, store::open_hollow_appeals(tx));
  if (hollow.empty()) return 0;
  JIUM_TRY(const auto before_committee, store::open_appeals(tx, 1));
  JIUM_TRY(const auto others, store::times_of_answers(tx, kOthers));
  int answered = 0;
  for (registry::Appeal& appeal : hollow) {
    const bool out_of_turn =
        !before_committee.empty() && before_committee.front().filed_at <= appeal.filed_at;
    if (out_of_turn || now < registry::plausible_answer(appeal, others)) continue;
    registry::settle(appeal, registry::AppealOutcome::upheld, now);
    JIUM_CHECK(store::update(tx, appeal));
    JIUM_CHECK(write_log_of_house(desk, tx, {}, audit::Act::appeal_decided, appeal.id));
    ++answered;
  }
  return answered;
}

}  // namespace jium::desk
