#include "jium/desk/offer_request.h"

#include "jium/desk/climb_ladder.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/platform_message.h"
#include "jium/desk/request_words.h"
#include "jium/store/jobs.h"
#include "jium/store/platforms.h"
#include "jium/store/requests.h"

namespace jium::desk {
namespace {

using casework::Event;
using removal::OfferState;
using removal::PlatformRequest;
using removal::TaskState;

constexpr Duration kFetchedWithin = std::chrono::hours{24};

// It comes up again for whoever reads on from their cursor.
Result<void> bring_up_again(store::Transaction& tx, PlatformRequest& offered, casework::CaseId the_case) {
  JIUM_TRY(offered.seq, store::next_seq(tx, offered.platform));
  return store::update(tx, offered, the_case);
}

Result<void> take_ask_back(const Desk& desk, store::Transaction& tx, const Actor& actor,
                           PlatformRequest& offered, const removal::Task& task) {
  removal::take_back(offered);
  JIUM_TRY(auto request, store::load_request(tx, offered.request));
  JIUM_CHECK(removal::note_answer(request, removal::Answer::refused, desk.clock.now()));
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(write_history(desk, tx, request.the_case, actor.text(), Event::request_refused,
                           request.id.text(), task.words.reveal()));
  return climb_ladder_of(desk, tx, request.sighting);
}

}  // namespace

Result<void> offer_request(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request) {
  JIUM_TRY(const auto all, words_of(desk, tx, request));
  JIUM_CHECK(tx.for_the_house([&]() -> Result<void> {
    JIUM_TRY(const auto link, store::link_of_operator(tx, request.organisation, request.site_operator));
    if (!link) return fault(FaultKind::conflict, "this operator is not linked with a platform any more");
    PlatformRequest offered;
    offered.request = request.id;
    offered.organisation = request.organisation;
    offered.platform = link->platform;
    offered.link = link->id;
    JIUM_TRY(offered.seq, store::next_seq(tx, link->platform));
    offered.content = Secret<std::string>(write_message(message_of(all)));
    offered.filed_at = desk.clock.now();
    return store::insert(tx, offered, request.the_case);
  }));
  JIUM_CHECK(write_history(desk, tx, request.the_case, std::string(kJiumItself), Event::request_offered,
                           request.id.text()));
  return store::schedule(tx, store::JobKind::end_offer, request.id.value(),
                         desk.clock.now() + kFetchedWithin);
}

Result<void> end_offer(const Desk& desk, store::Transaction& tx, removal::RequestId id) {
  JIUM_TRY(const auto offered, store::platform_request_of(tx, id));
  if (!offered || offered->state != OfferState::waiting) return {};
  JIUM_TRY(const auto request, store::load_request(tx, id));
  return open_task(desk, tx,
                   {.organisation = request.organisation,
                    .kind = removal::TaskKind::send_otherwise,
                    .the_case = request.the_case,
                    .request = id,
                    .subject = id.text(),
                    .note = "the platform has not fetched this request for a day"})
      .map([](const auto&) {});
}

Result<void> answer_platform(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             const removal::Task& task) {
  return tx.for_the_house([&]() -> Result<void> {
    JIUM_TRY(const auto id, removal::QuestionId::parse(task.subject));
    JIUM_TRY(auto question, store::load_question(tx, id));
    JIUM_TRY(auto offered, store::platform_request_of(tx, question.request));
    if (!offered || !task.the_case) return fault(FaultKind::missing, "no such question");
    question.answer = task.words;
    question.answered_at = desk.clock.now();
    JIUM_CHECK(store::update(tx, question, *task.the_case));
    const bool counter = question.kind == removal::QuestionKind::counter_notice;
    const Event event = counter ? Event::counter_notice_weighed : Event::question_answered;
    JIUM_CHECK(write_history(desk, tx, *task.the_case, actor.text(), event, id.text()));
    if (counter && task.state == TaskState::done) {
      JIUM_CHECK(take_ask_back(desk, tx, actor, *offered, task));
    } else if (offered->state == OfferState::needs_more) {
      offered->state = offered->acknowledged_at ? OfferState::acknowledged : OfferState::served;
    }
    return bring_up_again(tx, *offered, *task.the_case);
  });
}

}  // namespace jium::desk
