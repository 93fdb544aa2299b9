#include "jium/desk/take_reply.h"

#include <gmock/gmock.h>

#include "jium/desk/assign_case.h"
#include "jium/desk/desk_fixture.h"
#include "jium/store/people.h"

namespace jium::desk {
namespace {

using removal::IncomingMail;
using removal::ReplyKind;
using removal::RequestState;
using store::ReplyState;
using testing::ElementsAre;

class TakeReply : public DeskFixture {
 protected:
  // An answer to `request` of the operator that sent_request() names.
  IncomingMail answer_to(const removal::RemovalRequest& request, const std::string& text) {
    IncomingMail mail;
    mail.message_id = std::to_string(++count_) + "@site.example";
    mail.from = "abuse@site.example";
    mail.subject = Secret<std::string>("Re: [" + request.id.text() + "] Removal request");
    mail.text = Secret<std::string>(text);
    return mail;
  }
  std::optional<store::StoredReply> take(const IncomingMail& mail) {
    return must(write([&](auto& tx) { return take_reply(desk, tx, officer.organisation, mail); }));
  }
  Result<store::StoredReply> sort(const SortReply& ask) {
    return write([&](auto& tx) { return sort_reply(desk, tx, officer, ask); });
  }
  std::vector<store::StoredReply> listed(const Actor& actor, bool waiting = false) {
    return must(read([&](auto& tx) { return list_replies(desk, tx, actor, waiting); }));
  }

 private:
  int count_ = 0;
};

TEST_F(TakeReply, AnAcknowledgementOfTheOperatorsHouseIsNotedAndStopsNoClock) {
  const auto request = sent_request();
  const auto taken = take(answer_to(request, "We have received your request.")).value();
  EXPECT_TRUE(taken.applied);
  EXPECT_EQ(taken.state, ReplyState::settled);
  EXPECT_EQ(taken.request, request.id);
  EXPECT_EQ(load(request.id).state, RequestState::acknowledged);
  EXPECT_EQ(load(request.id).due_at, request.due_at);
}

TEST_F(TakeReply, RemovedIsAWordAndHasThePlaceLookedAt) {
  const auto request = sent_request();
  take_due_jobs();
  take(answer_to(request, "삭제하였습니다."));
  EXPECT_EQ(load(request.id).state, RequestState::removed);
  EXPECT_FALSE(load(request.id).removed_at.has_value());
  EXPECT_THAT(take_due_jobs(), ElementsAre(store::JobKind::check_place));
}

TEST_F(TakeReply, WhatSomebodyElseWritesIsPutBeforeAPersonAndNothingFollows) {
  const auto request = sent_request();
  IncomingMail forged = answer_to(request, "The content has been removed.");
  forged.from = "abuse@other.example";
  const auto taken = take(forged).value();
  EXPECT_FALSE(taken.applied);
  EXPECT_EQ(taken.state, ReplyState::waiting);
  EXPECT_EQ(load(request.id).state, RequestState::sent);
}

TEST_F(TakeReply, ARefusalAndAQuestionWaitForAPerson) {
  const auto request = sent_request();
  for (const char* words : {"The content does not violate our terms.", "Please provide a passport.", "Hm."}) {
    const auto taken = take(answer_to(request, words)).value();
    EXPECT_EQ(taken.state, ReplyState::waiting) << words;
    EXPECT_EQ(load(request.id).state, RequestState::sent) << words;
  }
  EXPECT_EQ(listed(officer, true).size(), 3U);
}

TEST_F(TakeReply, AMachinesAnswerIsKeptAndNothingFollows) {
  const auto request = sent_request();
  IncomingMail away = answer_to(request, "The content has been removed.");
  away.auto_submitted = "auto-replied";
  const auto taken = take(away).value();
  EXPECT_EQ(taken.sorted.kind, ReplyKind::auto_answer);
  EXPECT_EQ(taken.state, ReplyState::settled);
  EXPECT_EQ(load(request.id).state, RequestState::sent);
}

TEST_F(TakeReply, ALetterThatCameBackRaisesAnAlarmAndAPersonEndsTheRequest) {
  const auto request = sent_request();
  IncomingMail bounce = answer_to(request, "");
  bounce.bounce = removal::BounceAction::failed;
  const auto taken = take(bounce).value();
  EXPECT_THAT(alarms(), ElementsAre(store::AlarmKind::letter_refused));
  EXPECT_EQ(taken.state, ReplyState::waiting);
  must(sort({taken.id, ReplyKind::bounce, std::nullopt, false}));
  EXPECT_EQ(load(request.id).state, RequestState::refused);
}

TEST_F(TakeReply, TheSameMessageCountsOnce) {
  const auto request = sent_request();
  const auto mail = answer_to(request, "We have received your request.");
  EXPECT_TRUE(take(mail).has_value());
  EXPECT_FALSE(take(mail).has_value());
  EXPECT_EQ(listed(officer).size(), 1U);
}

TEST_F(TakeReply, AnotherCentresReferenceIsNoneOfOurs) {
  const auto request = sent_request();
  const auto taken = must(write([&](auto& tx) {
                       return take_reply(desk, tx, stranger.organisation,
                                         answer_to(request, "The content has been removed."));
                     })).value();
  EXPECT_FALSE(taken.the_case.has_value());
  EXPECT_EQ(load(request.id).state, RequestState::sent);
  EXPECT_TRUE(listed(officer).empty());
  EXPECT_EQ(fault_of(read([&](auto& tx) { return show_reply(desk, tx, officer, taken.id); })),
            FaultKind::missing);
}

TEST_F(TakeReply, WhatAnswersNobodyKnowsWhatIsSortedByAPerson) {
  const auto request = sent_request();
  IncomingMail mail = answer_to(request, "It is gone now.");
  mail.subject = Secret<std::string>("your mail");
  const auto taken = take(mail).value();
  EXPECT_FALSE(taken.request.has_value());
  EXPECT_EQ(fault_of(sort({taken.id, ReplyKind::removed, std::nullopt, false})), FaultKind::malformed);
  const auto sorted = must(sort({taken.id, ReplyKind::removed, request.id, false}));
  EXPECT_TRUE(sorted.applied);
  EXPECT_EQ(sorted.the_case, request.the_case);
  EXPECT_EQ(load(request.id).state, RequestState::removed);
  EXPECT_EQ(must(read([&](auto& tx) { return show_reply(desk, tx, officer, taken.id); })).mail.text.reveal(),
            "It is gone now.")
      << "it is sealed with the case's key now, and reads the same";
  EXPECT_EQ(fault_of(sort({taken.id, ReplyKind::question, std::nullopt, false})), FaultKind::conflict);
}

TEST_F(TakeReply, OfAResidentNumberNothingIsKept) {
  const auto request = sent_request();
  const auto taken = take(answer_to(request, "Is this 900101-1234567 ?")).value();
  EXPECT_EQ(taken.mail.text.reveal().find("900101"), std::string::npos);
  EXPECT_EQ(listed(officer)[0].mail.text.reveal().find("900101"), std::string::npos);
}

TEST_F(TakeReply, AMailWithoutAMessageIdIsKnownAgainByWhatItSays) {
  const auto request = sent_request();
  auto mail = answer_to(request, "Which item?");
  mail.message_id.clear();
  EXPECT_TRUE(take(mail).has_value());
  clock.tick(std::chrono::hours{1});
  EXPECT_FALSE(take(mail).has_value()) << "the mailbox was read once more";
  mail.text = Secret<std::string>("Which one?");
  EXPECT_TRUE(take(mail).has_value());
}

TEST_F(TakeReply, WhatOthersWorkOnHidesNothingOfWhatOneDoes) {
  const auto request = sent_request();
  const auto own = take(answer_to(request, "Which item?")).value();
  registry::Person person{.id = registry::PersonId::random(),
                          .organisation = officer.organisation,
                          .name = Secret<std::string>("Somebody"),
                          .state = registry::PersonState::active,
                          .roles = {Role::deletion_officer}};
  must(write([&](auto& tx) -> Result<void> {
    JIUM_CHECK(store::insert(tx, person, "test"));
    JIUM_CHECK(assign_case(desk, tx, officer, {request.the_case, person.id, std::nullopt}));
    return {};
  }));
  const Actor somebody{store::AccessKeyId::random(), officer.organisation, Role::deletion_officer, person.id};
  clock.tick(std::chrono::hours{1});
  const auto others = open_a_case();
  const auto unknown = must(write([&](auto& tx) -> Result<store::StoredReply> {
    store::StoredReply reply;
    for (int i = 0; i < 501; ++i) {
      reply.id = removal::ReplyId::random();
      reply.organisation = officer.organisation;
      if (i < 500) reply.the_case = others.id;
      if (i == 500) reply.the_case.reset();
      reply.mail.message_id = std::to_string(i) + "@else.example";
      reply.mail.at = clock.now();
      JIUM_CHECK(store::insert_once(tx, reply));
    }
    return reply;
  }));
  std::vector<removal::ReplyId> seen;
  for (const auto& one : listed(somebody, true)) seen.push_back(one.id);
  EXPECT_THAT(seen, ElementsAre(unknown.id, own.id));
  EXPECT_EQ(listed(officer).size(), 500U);
}

TEST_F(TakeReply, AMailboxIsReadOnFromItsPlace) {
  const auto request = sent_request();
  removal::FakeMailbox box;
  for (int i = 0; i < 3; ++i) box.mails.push_back(answer_to(request, "Hello."));
  const auto place = [&] {
    return must(read([&](auto& tx) { return store::mailbox_place(tx, officer.organisation); }));
  };
  const auto take_page = [&] {
    const auto page = must(box.read_after(place(), 2));
    must(write([&](auto& tx) { return take_mail(desk, tx, officer.organisation, page); }));
    return page.mails.size();
  };
  EXPECT_EQ(take_page(), 2U);
  EXPECT_EQ(take_page(), 1U);
  EXPECT_EQ(take_page(), 0U);
  box.validity = 2;
  EXPECT_EQ(take_page(), 2U) << "a mailbox made anew is read anew";
  EXPECT_EQ(listed(officer).size(), 3U) << "and what is known counts once";
}

}  // namespace
}  // namespace jium::desk
