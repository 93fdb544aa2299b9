#include "jium/desk/take_reply.h"

#include <algorithm>

#include "jium/casework/resident_number.h"
#include "jium/desk/reach.h"
#include "jium/desk/record_answer.h"
#include "jium/desk/write_log.h"
#include "jium/store/requests.h"

namespace jium::desk {
namespace {

using casework::Event;
using removal::Answer;
using removal::RemovalRequest;
using removal::ReplyKind;
using store::StoredReply;

constexpr int kMostListed = 500;

// What a message answers: requests of one case, and the mail address that their letter went to.
struct Matched {
  std::vector<RemovalRequest> requests;
  std::string asked_at;
};

Result<Matched> requests_of_letter(store::Transaction& tx, registry::OrganisationId organisation,
                                   const store::StoredLetter& letter) {
  Matched matched;
  matched.asked_at = letter.letter.to;
  std::vector<removal::RequestId> ids{letter.request};
  ids.insert(ids.end(), letter.others.begin(), letter.others.end());
  for (const removal::RequestId id : ids) {
    JIUM_TRY(auto request, store::load_request(tx, organisation, id));
    matched.requests.push_back(std::move(request));
  }
  return matched;
}

// The first reference that names something of this centre to which a letter has gone.
Result<std::optional<Matched>> match(store::Transaction& tx, registry::OrganisationId organisation,
                                     const removal::IncomingMail& mail) {
  using Found = std::optional<Matched>;
  const auto found = removal::references_in(mail);
  for (const removal::RequestId id : found.requests) {
    const auto request = store::load_request(tx, organisation, id);
    if (!request && request.fault().kind == FaultKind::missing) continue;
    if (!request) return Fault(request.fault());
    JIUM_TRY(const auto letter, store::letter_of(tx, id));
    if (letter) return Found(Matched{{*request}, letter->letter.to});
  }
  for (const removal::LetterId id : found.letters) {
    const auto letter = store::load_letter(tx, id);
    if (!letter && letter.fault().kind == FaultKind::missing) continue;
    if (!letter) return Fault(letter.fault());
    auto matched = requests_of_letter(tx, organisation, *letter);
    if (!matched && matched.fault().kind == FaultKind::missing) continue;  // another centre's
    if (!matched) return Fault(matched.fault());
    return Found(*std::move(matched));
  }
  return Found();
}

std::optional<Answer> answer_of(ReplyKind kind) {
  switch (kind) {
    case ReplyKind::acknowledgement:
      return Answer::acknowledged;
    case ReplyKind::removed:
      return Answer::removed;
    case ReplyKind::refusal:
    case ReplyKind::bounce:
      return Answer::refused;
    case ReplyKind::auto_answer:
    case ReplyKind::question:
    case ReplyKind::unclear:
      break;
  }
  return std::nullopt;
}

// What may follow from a message without a person: see the header. "Removed" about many items does not say
// which.
bool may_follow_by_itself(const StoredReply& reply, const Matched& matched) {
  if (reply.sorted.doubtful || !removal::same_house(reply.mail.from, matched.asked_at)) return false;
  if (reply.sorted.kind == ReplyKind::acknowledgement) return true;
  return reply.sorted.kind == ReplyKind::removed && matched.requests.size() == 1;
}

// A request that has moved on meanwhile does not take the answer: that is no fault of the message.
Result<bool> apply(const Desk& desk, store::Transaction& tx, const std::vector<RemovalRequest>& requests,
                   Answer answer, const std::string& actor, const std::string& words) {
  bool applied = false;
  for (const RemovalRequest& request : requests) {
    const auto taken = take_answer(desk, tx, request, answer, actor, words);
    if (!taken && taken.fault().kind != FaultKind::conflict) return Fault(taken.fault());
    applied = applied || taken.has_value();
  }
  return applied;
}

// Of a resident registration number jium keeps nothing, whoever wrote it down.
void leave_resident_numbers_out(removal::IncomingMail& mail) {
  const std::string left_out = "(left out: it holds something like a resident registration number)";
  if (casework::holds_resident_number(mail.text.reveal())) mail.text = Secret<std::string>(left_out);
  if (casework::holds_resident_number(mail.subject.reveal())) mail.subject = Secret<std::string>(left_out);
}

Result<void> follow(const Desk& desk, store::Transaction& tx, const Matched& matched, StoredReply& reply) {
  const std::string words = "by mail: " + reply.id.text();
  if (may_follow_by_itself(reply, matched)) {
    JIUM_TRY(reply.applied, apply(desk, tx, matched.requests, *answer_of(reply.sorted.kind),
                                  std::string(kJiumItself), words));
    if (reply.applied) reply.state = store::ReplyState::settled;
    return {};
  }
  if (reply.sorted.kind == ReplyKind::auto_answer && !reply.sorted.doubtful)
    reply.state = store::ReplyState::settled;
  if (reply.sorted.kind != ReplyKind::bounce) return {};
  // The letter did not arrive: an officer must find another address.
  const RemovalRequest& request = matched.requests.front();
  return raise_alarm(desk, tx, request.organisation, request.the_case, store::AlarmKind::letter_refused,
                     request.id.text());
}

Result<StoredReply> reach_reply(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                removal::ReplyId id) {
  JIUM_TRY(auto reply, store::load_reply(tx, actor.organisation, id));
  if (!reply.the_case) return reply;
  const auto reached = reach_case(desk, tx, actor, *reply.the_case);
  if (!reached && reached.fault().kind == FaultKind::missing)
    return fault(FaultKind::missing, "no such reply");
  if (!reached) return Fault(reached.fault());
  return reply;
}

// The requests that a person says it is about.
Result<std::vector<RemovalRequest>> requests_meant(const Desk& desk, store::Transaction& tx,
                                                   const Actor& actor, const StoredReply& reply,
                                                   const SortReply& ask) {
  const auto id = ask.request ? ask.request : reply.request;
  if (!id) return std::vector<RemovalRequest>();
  JIUM_TRY(auto request, reach_request(desk, tx, actor, *id));
  if (!ask.whole_letter) return std::vector<RemovalRequest>{std::move(request)};
  JIUM_TRY(const auto letter, store::letter_of(tx, *id));
  if (!letter) return std::vector<RemovalRequest>{std::move(request)};
  JIUM_TRY(auto matched, requests_of_letter(tx, actor.organisation, *letter));
  return std::move(matched.requests);
}

}  // namespace

Result<std::optional<StoredReply>> take_reply(const Desk& desk, store::Transaction& tx,
                                              registry::OrganisationId organisation,
                                              removal::IncomingMail mail) {
  const auto& phrases = removal::built_in_phrases();
  if (!phrases)
    return fault(FaultKind::internal, "the phrases of answers are at fault: " + phrases.fault().what);
  StoredReply reply;
  reply.id = removal::ReplyId::random();
  reply.organisation = organisation;
  reply.sorted = removal::sort_reply(mail, *phrases);
  mail.at = desk.clock.now();
  JIUM_TRY(const auto matched, match(tx, organisation, mail));
  leave_resident_numbers_out(mail);
  reply.mail = std::move(mail);
  if (matched) {
    reply.the_case = matched->requests.front().the_case;
    reply.request = matched->requests.front().id;
  }
  JIUM_TRY(const bool is_new, store::insert_once(tx, reply));
  if (!is_new) return std::optional<StoredReply>();
  if (matched) {
    JIUM_CHECK(follow(desk, tx, *matched, reply));
    JIUM_CHECK(store::update(tx, reply));
    JIUM_CHECK(write_history(desk, tx, *reply.the_case, std::string(kJiumItself), Event::reply_received,
                             reply.id.text(), std::string(to_text(reply.sorted.kind))));
  }
  return std::optional(std::move(reply));
}

Result<void> take_mail(const Desk& desk, store::Transaction& tx, registry::OrganisationId organisation,
                       const removal::MailboxPage& page) {
  for (const removal::IncomingMail& mail : page.mails) {
    JIUM_TRY(const auto taken, take_reply(desk, tx, organisation, mail));
    if (taken) JIUM_CHECK(write_log_of_house(desk, tx, organisation, audit::Act::reply_received, taken->id));
  }
  return store::set_mailbox_place(tx, organisation, page.place);
}

Result<std::vector<StoredReply>> list_replies(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                              bool waiting_only) {
  if (!actor.person) return store::replies_of(tx, actor.organisation, waiting_only, kMostListed);
  return store::replies_for(tx, actor.organisation, *actor.person, desk.clock.now(), waiting_only,
                            kMostListed);
}

Result<StoredReply> show_reply(const Desk& desk, store::Transaction& tx, const Actor& actor,
                               removal::ReplyId id) {
  return reach_reply(desk, tx, actor, id);
}

Result<StoredReply> sort_reply(const Desk& desk, store::Transaction& tx, const Actor& actor,
                               const SortReply& ask) {
  JIUM_TRY(auto reply, reach_reply(desk, tx, actor, ask.reply));
  if (reply.state == store::ReplyState::settled)
    return fault(FaultKind::conflict, "this reply has been settled: record what else you know by hand");
  if (reply.request && ask.request && *reply.request != *ask.request) {
    JIUM_TRY(const auto other, reach_request(desk, tx, actor, *ask.request));
    if (other.the_case != *reply.the_case)
      return fault(FaultKind::conflict, "this reply answers a request of another case");
  }
  JIUM_TRY(const auto requests, requests_meant(desk, tx, actor, reply, ask));
  const auto answer = answer_of(ask.kind);
  if (answer && requests.empty()) return fault(FaultKind::malformed, "say which request it answers (R-...)");
  if (answer) {
    JIUM_TRY(reply.applied, apply(desk, tx, requests, *answer, actor.text(), "by mail: " + reply.id.text()));
    if (!reply.applied)
      return fault(FaultKind::conflict, "the request has moved on and takes no such answer any more");
  }
  if (!requests.empty()) {
    reply.the_case = requests.front().the_case;
    reply.request = requests.front().id;
  }
  reply.sorted = {ask.kind, false};
  reply.state = store::ReplyState::settled;
  reply.sorted_by = actor.text();
  reply.sorted_at = desk.clock.now();
  JIUM_CHECK(store::update(tx, reply));
  if (reply.the_case) {
    JIUM_CHECK(write_history(desk, tx, *reply.the_case, actor.text(), Event::reply_sorted, reply.id.text(),
                             std::string(to_text(ask.kind))));
  }
  return reply;
}

}  // namespace jium::desk
