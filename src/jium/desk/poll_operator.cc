#include "jium/desk/poll_operator.h"

#include <boost/describe.hpp>

#include "jium/casework/resident_number.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/organisation_signer.h"
#include "jium/desk/reach.h"
#include "jium/desk/record_answer.h"
#include "jium/desk/write_log.h"
#include "jium/removal/operator_status.h"
#include "jium/removal/polling_schedule.h"
#include "jium/store/jobs.h"
#include "jium/store/outgoing_posts.h"
#include "jium/store/requests.h"
#include "jium/store/sealed_json.h"
#include "jium/store/tasks.h"

namespace jium::desk {
namespace {

using casework::Event;
using removal::ApiCall;
using removal::OfferState;
using removal::OperatorQuestion;
using removal::OperatorStatus;
using removal::RemovalRequest;
using removal::RequestState;
using removal::TaskKind;

constexpr Duration kSoon = std::chrono::seconds{1};
// An operator whose API says nothing of what became of a request answers by mail: it is not asked for ever.
constexpr Duration kUnknownFor = std::chrono::hours{24};

struct OperatorAnswer {
  std::string question;
  std::string words;
  bool taken_back = false;  // the request is: a counter-notice was right
};
BOOST_DESCRIBE_STRUCT(OperatorAnswer, (), (question, words, taken_back))

// The post that an operator's API took; nothing for whatever went another way or is in doubt.
Result<std::optional<store::StoredPost>> taken_post(store::Transaction& tx, const RemovalRequest& request) {
  JIUM_TRY(auto post, store::post_of(tx, request.id));
  const bool taken = post && post->channel == removal::RequestChannel::api &&
                     post->delivery.state == removal::LetterState::delivered;
  if (!taken || request.channel != removal::RequestChannel::api) return std::optional<store::StoredPost>();
  return post;
}

// BASE/requests/R-..., and what stands behind it. The request itself was posted to BASE/requests.
Result<registry::WebAddress> place_of(const store::StoredPost& post, const std::string& behind) {
  return registry::WebAddress::parse(post.post.action.canonical().reveal() + "/" + post.request.text() +
                                     behind);
}

TaskKind task_kind_of(const OperatorQuestion& question) {
  return question.kind == removal::QuestionKind::counter_notice ? TaskKind::weigh_counter_notice
                                                                : TaskKind::answer_question;
}

// Of a resident registration number jium keeps nothing, whoever wrote it down.
std::string kept(const Secret<std::string>& words) {
  return casework::holds_resident_number(words.reveal())
             ? "(left out: it holds something like a resident registration number)"
             : words.reveal();
}

Result<void> log_heard(const Desk& desk, store::Transaction& tx, const RemovalRequest& request) {
  return write_log_of_house(desk, tx, request.organisation, audit::Act::reply_received, request.id);
}

// A request that has moved on meanwhile does not take the answer: that is no fault of the operator's.
Result<void> take(const Desk& desk, store::Transaction& tx, const RemovalRequest& request,
                  removal::Answer answer, const OperatorStatus& status) {
  std::string words = "by the operator's API";
  if (status.reason) words += ": " + std::string(to_text(*status.reason));
  if (!status.words.reveal().empty()) words += ": " + kept(status.words);
  const auto taken = take_answer(desk, tx, request, answer, std::string(kJiumItself), words);
  if (!taken && taken.fault().kind == FaultKind::conflict) return {};
  if (!taken) return Fault(taken.fault());
  return log_heard(desk, tx, request);
}

// True when the operator has said its last word about the request.
Result<bool> note_state(const Desk& desk, store::Transaction& tx, const RemovalRequest& request,
                        const OperatorStatus& status) {
  const bool waits = request.state == RequestState::sent || request.state == RequestState::acknowledged ||
                     request.state == RequestState::overdue;
  switch (status.state) {
    case OfferState::waiting:
    case OfferState::served:
    case OfferState::needs_more:
      return false;
    case OfferState::acknowledged:
      if (waits && !request.acknowledged_at)
        JIUM_CHECK(take(desk, tx, request, removal::Answer::acknowledged, status));
      return false;
    case OfferState::removed:
      if (waits) JIUM_CHECK(take(desk, tx, request, removal::Answer::removed, status));
      return true;
    case OfferState::refused:
      if (waits) JIUM_CHECK(take(desk, tx, request, removal::Answer::refused, status));
      return true;
    case OfferState::withdrawn:
      return true;
  }
  return false;
}

Result<void> open_question(const Desk& desk, store::Transaction& tx, const RemovalRequest& request,
                           const OperatorQuestion& question) {
  const bool counter = question.kind == removal::QuestionKind::counter_notice;
  const std::string mark = removal::mark_of(request.id, question);
  JIUM_CHECK(write_history(desk, tx, request.the_case, std::string(kJiumItself),
                           counter ? Event::counter_notice_filed : Event::question_asked, request.id.text()));
  JIUM_CHECK(open_task(desk, tx,
                       {.organisation = request.organisation,
                        .kind = task_kind_of(question),
                        .the_case = request.the_case,
                        .request = request.id,
                        .subject = mark,
                        .note = kept(question.words)}));
  return log_heard(desk, tx, request);
}

Result<ApiCall> call_with(const Desk& desk, store::Transaction& tx, const RemovalRequest& request,
                          const OperatorQuestion& question, const removal::Task& task,
                          const store::StoredPost& post) {
  const bool taken_back =
      task.kind == TaskKind::weigh_counter_notice && task.state == removal::TaskState::done;
  std::string body = store::write_json(OperatorAnswer{question.id, task.words.reveal(), taken_back});
  JIUM_TRY(auto address, place_of(post, "/answers"));
  // The same answer has the same key, however often it is told.
  JIUM_TRY(auto headers, signed_call(desk, tx, request.organisation, address, body, task.id.text()));
  headers.emplace_back("Content-Type", "application/json");
  return ApiCall{std::move(address), Secret<std::string>(std::move(body)), std::move(headers)};
}

// Each question is a task, once; what an officer has said to it goes back until the operator has it.
Result<std::vector<ApiCall>> note_questions(const Desk& desk, store::Transaction& tx,
                                            const RemovalRequest& request, const OperatorStatus& status,
                                            const store::StoredPost& post) {
  std::vector<ApiCall> answers;
  for (const OperatorQuestion& question : status.questions) {
    if (question.answered) continue;
    JIUM_TRY(const auto task, store::task_about(tx, request.organisation, task_kind_of(question),
                                                removal::mark_of(request.id, question)));
    if (!task) {
      JIUM_CHECK(open_question(desk, tx, request, question));
    } else if (task->state != removal::TaskState::open) {
      JIUM_TRY(auto call, call_with(desk, tx, request, question, *task, post));
      answers.push_back(std::move(call));
    }
  }
  return answers;
}

Result<void> ask_again(const Desk& desk, store::Transaction& tx, const RemovalRequest& request,
                       const store::StoredPost& post, std::optional<Duration> wish) {
  const Instant taken_at = post.delivery.settled_at.value_or(post.written_at);
  const auto next = removal::built_in_polling_schedule().next_after(taken_at, desk.clock.now(), wish);
  if (!next) return {};
  return store::schedule(tx, store::JobKind::poll_operator, request.id.value(), *next);
}

// Does it never say what became of a request?
bool says_nothing_of_it(int status) {
  return status == 404 || status == 405 || status == 410 || status == 501;
}

}  // namespace

Result<void> schedule_poll(const Desk& desk, store::Transaction& tx, removal::RequestId id) {
  return store::schedule(tx, store::JobKind::poll_operator, id.value(), desk.clock.now() + kSoon);
}

Result<RemovalRequest> ask_operator(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                    removal::RequestId id) {
  JIUM_TRY(auto request, reach_request(desk, tx, actor, id));
  JIUM_TRY(const auto post, taken_post(tx, request));
  if (!post)
    return fault(FaultKind::conflict,
                 "no operator's API has taken this request: its answer comes another way");
  JIUM_CHECK(schedule_poll(desk, tx, id));
  return request;
}

Result<std::optional<ApiCall>> begin_poll(const Desk& desk, store::Transaction& tx, removal::RequestId id) {
  JIUM_TRY(const auto request, store::load_request(tx, id));
  JIUM_TRY(const auto post, taken_post(tx, request));
  if (!post) return std::optional<ApiCall>();
  JIUM_TRY(auto address, place_of(*post, ""));
  JIUM_TRY(auto headers, signed_call(desk, tx, request.organisation, address, "", ""));
  return std::optional(ApiCall{std::move(address), {}, std::move(headers)});
}

Result<std::vector<ApiCall>> note_poll(const Desk& desk, store::Transaction& tx, removal::RequestId id,
                                       const Result<removal::ApiAnswer>& heard) {
  JIUM_TRY(const auto request, store::load_request(tx, id));
  JIUM_TRY(const auto post, taken_post(tx, request));
  std::vector<ApiCall> nothing;
  if (!post) return nothing;
  const auto wish = heard ? heard->retry_after : std::nullopt;
  const auto status = heard && heard->status == 200 ? removal::read_operator_status(heard->body)
                                                    : Result<OperatorStatus>(fault(FaultKind::outside, ""));
  if (!status || status->reference != id) {
    const Duration age = desk.clock.now() - post->delivery.settled_at.value_or(post->written_at);
    if (heard && says_nothing_of_it(heard->status) && age >= kUnknownFor) return nothing;
    JIUM_CHECK(ask_again(desk, tx, request, *post, wish));
    return nothing;
  }
  JIUM_TRY(const bool is_last, note_state(desk, tx, request, *status));
  JIUM_TRY(auto answers, note_questions(desk, tx, request, *status, *post));
  // Once it has said its last word nothing more is asked; but an answer of ours that is on its way is told
  // until it has arrived.
  if (!is_last || !answers.empty()) JIUM_CHECK(ask_again(desk, tx, request, *post, wish));
  return answers;
}

bool is_of_operator(const removal::Task& task) {
  return task.request && task.subject.starts_with(task.request->text() + "/");
}

Result<void> answer_operator(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             const removal::Task& task) {
  JIUM_TRY(auto request, store::load_request(tx, *task.request));
  const bool counter = task.kind == TaskKind::weigh_counter_notice;
  JIUM_CHECK(write_history(desk, tx, request.the_case, actor.text(),
                           counter ? Event::counter_notice_weighed : Event::question_answered,
                           request.id.text()));
  if (counter && task.state == removal::TaskState::done) {
    JIUM_CHECK(take_answer(desk, tx, request, removal::Answer::refused, actor.text(), task.words.reveal()));
  }
  return schedule_poll(desk, tx, request.id);
}

}  // namespace jium::desk
