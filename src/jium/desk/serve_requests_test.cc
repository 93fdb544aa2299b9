// What a platform sees of the requests to it, and what it never sees (../shared/security.md 4.3).
#include "jium/desk/serve_requests.h"

#include <gmock/gmock.h>

#include "jium/desk/change_consent.h"
#include "jium/desk/desk_fixture.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/link_platform.h"
#include "jium/desk/offer_request.h"
#include "jium/store/ladders.h"

namespace jium::desk {
namespace {

using removal::OfferState;
using removal::QuestionKind;
using removal::RefusalReason;
using removal::RequestChannel;
using removal::RequestState;
using removal::TaskKind;
using removal::TaskState;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Served : public DeskFixture {
 protected:
  Served() {
    engineer = of_platform("Platform P");
    rival = of_platform("Platform Q");
    register_one(open_a_case().id);
    site_operator = name_operator("site.example").id;
    const auto link = must(name(engineer.organisation));
    must(write([&](auto& tx) { return accept_link(desk, tx, engineer, link.id); }));
  }
  Actor of_platform(const char* its_name) {
    const auto made = must(write([&](auto& tx) {
      return add_organisation(desk, tx, {registry::OrganisationKind::platform, its_name, ""});
    }));
    return {store::AccessKeyId::random(), made.id, Role::platform_engineer};
  }
  Result<removal::PlatformLink> name(registry::OrganisationId platform) {
    return write([&](auto& tx) { return name_platform(desk, tx, officer, site_operator, platform); });
  }
  removal::RemovalRequest offered(const std::string& where = "https://site.example/v/1") {
    const auto sighting = see(where, {pdq(3)}).value().sighting.id;
    return must(confirm(must(draft(sighting)).id));
  }
  Result<ServedPage> fetch(const Actor& actor, std::uint64_t after = 0, int limit = 50) {
    return write([&](auto& tx) { return serve_requests(desk, tx, actor, after, limit); });
  }
  Result<ServedRequest> acknowledge(removal::RequestId id, const Actor& actor) {
    return write([&](auto& tx) { return acknowledge_request(desk, tx, actor, id); });
  }
  Result<ServedRequest> reply(removal::RequestId id, OfferState outcome,
                              std::optional<RefusalReason> reason = std::nullopt) {
    return write([&](auto& tx) {
      return answer_request(desk, tx, engineer, id, {outcome, reason, Secret<std::string>("our words")});
    });
  }
  Result<ServedRequest> ask(removal::RequestId id, QuestionKind kind,
                            const std::string& words = "which one?") {
    return write([&](auto& tx) {
      return ask_about_request(desk, tx, engineer, id, kind, Secret<std::string>(words));
    });
  }
  std::vector<removal::Task> open_tasks() {
    return must(read([&](auto& tx) { return list_tasks(desk, tx, officer, true); }));
  }
  void finish(removal::TaskId id, TaskState end, const std::string& words) {
    must(write([&](auto& tx) {
      return finish_task(desk, tx, officer, id, {end, Secret<std::string>(words), {}});
    }));
  }
  std::vector<removal::RequestId> ids(const ServedPage& page) {
    std::vector<removal::RequestId> list;
    for (const auto& one : page.requests) list.push_back(one.offered.request);
    return list;
  }

  removal::Ladder ladder_of(const removal::RemovalRequest& request) {
    return must(read([&](auto& tx) { return store::ladder_of(tx, request.sighting); })).value().ladder;
  }

  Actor engineer, rival;
  removal::OperatorId site_operator;
};

TEST_F(Served, TheClockStartsWhenTheRequestIsFirstFetched) {
  const auto request = offered();
  EXPECT_EQ(request.channel, RequestChannel::inbox);
  EXPECT_EQ(load(request.id).state, RequestState::confirmed);
  clock.tick(std::chrono::hours{2});
  const auto page = must(fetch(engineer));
  EXPECT_THAT(ids(page), ElementsAre(request.id));
  const auto sent = load(request.id);
  EXPECT_EQ(sent.state, RequestState::sent);
  EXPECT_EQ(sent.sent_at, clock.now());
  EXPECT_EQ(page.requests[0].due_at, sent.due_at);
  clock.tick(std::chrono::hours{1});
  EXPECT_EQ(must(fetch(engineer)).requests[0].due_at, sent.due_at) << "fetched again it is the same clock";
  EXPECT_THAT(must(fetch(engineer, page.next)).requests, IsEmpty());
  EXPECT_THAT(history(request.the_case), Contains(casework::Event::request_served));
}

TEST_F(Served, AMessageSaysWhatIsNeededAndNothingElse) {
  const auto request = offered();
  const auto message = must(fetch(engineer)).requests.at(0).message;
  EXPECT_EQ(message.reference, request.id.text());
  EXPECT_EQ(message.address, "https://site.example/v/1");
  EXPECT_EQ(message.centre, "Centre A");
  EXPECT_THAT(message.fingerprints, IsEmpty()) << "this footage is not shared with platforms";
  const std::string all = write_message(message);
  const auto sighting =
      must(read([&](auto& tx) { return store::load_sighting(tx, officer.organisation, request.sighting); }));
  for (const std::string& hidden :
       {request.the_case.text(), std::string("Blue heron"), request.sighting.text(), sighting.footage.text(),
        officer.key.text(), officer.organisation.text(), std::string("Example Hosting")}) {
    EXPECT_EQ(all.find(hidden), std::string::npos) << hidden;
  }
}

TEST_F(Served, OnePlatformNeverSeesAnothersRequests) {
  const auto request = offered();
  EXPECT_THAT(must(fetch(rival)).requests, IsEmpty());
  EXPECT_EQ(load(request.id).state, RequestState::confirmed) << "a stranger's fetch starts no clock";
  must(fetch(engineer));
  EXPECT_EQ(fault_of(acknowledge(request.id, rival)), FaultKind::missing);
  EXPECT_EQ(acknowledge(request.id, rival).fault().what,
            acknowledge(removal::RequestId::random(), rival).fault().what);
}

TEST_F(Served, WhatWasNotFetchedYetIsNotThereToAnswer) {
  const auto request = offered();
  EXPECT_EQ(fault_of(acknowledge(request.id, engineer)), FaultKind::missing);
  EXPECT_EQ(fault_of(reply(request.id, OfferState::removed)), FaultKind::missing);
}

TEST_F(Served, WhatLostItsGroundIsWithdrawnUnseen) {
  const auto request = offered();
  must(write([&](auto& tx) {
    return change_consent(desk, tx, officer, {request.the_case, casework::Purpose::removal, false});
  }));
  EXPECT_THAT(must(fetch(engineer)).requests, IsEmpty());
  EXPECT_EQ(load(request.id).state, RequestState::refused);
  EXPECT_EQ(ladder_of(request).state, removal::LadderState::ended);
  EXPECT_THAT(must(fetch(engineer)).requests, IsEmpty());
}

TEST_F(Served, RemovedIsAWordAndThePlaceIsLookedAtAtOnce) {
  const auto request = offered();
  must(fetch(engineer));
  must(acknowledge(request.id, engineer));
  must(acknowledge(request.id, engineer));
  EXPECT_EQ(load(request.id).state, RequestState::acknowledged);
  (void)take_due_jobs();
  must(reply(request.id, OfferState::removed));
  must(reply(request.id, OfferState::removed));
  EXPECT_EQ(load(request.id).state, RequestState::removed);
  EXPECT_THAT(take_due_jobs(), Contains(store::JobKind::check_place));
  EXPECT_EQ(fault_of(reply(request.id, OfferState::refused, RefusalReason::other)), FaultKind::conflict);
}

TEST_F(Served, ARefusalSaysWhy) {
  const auto request = offered();
  must(fetch(engineer));
  EXPECT_EQ(fault_of(reply(request.id, OfferState::refused)), FaultKind::malformed);
  EXPECT_EQ(must(reply(request.id, OfferState::refused, RefusalReason::not_ours)).offered.reason,
            RefusalReason::not_ours);
  EXPECT_EQ(load(request.id).state, RequestState::refused);
}

TEST_F(Served, AQuestionIsATaskAndItsAnswerComesUpInTheInboxAgain) {
  const auto request = offered();
  const auto cursor = must(fetch(engineer)).next;
  must(ask(request.id, QuestionKind::question, "which picture of the page?"));
  ASSERT_EQ(open_tasks().size(), 1U);
  EXPECT_EQ(open_tasks()[0].kind, TaskKind::answer_question);
  EXPECT_EQ(open_tasks()[0].note.reveal(), "which picture of the page?");
  EXPECT_THAT(must(fetch(engineer, cursor)).requests, IsEmpty());
  finish(open_tasks()[0].id, TaskState::done, "the second one");
  const auto page = must(fetch(engineer, cursor));
  ASSERT_THAT(ids(page), ElementsAre(request.id));
  EXPECT_EQ(page.requests[0].questions.at(0).answer.reveal(), "the second one");
  EXPECT_EQ(page.requests[0].offered.state, OfferState::served);
  EXPECT_EQ(load(request.id).state, RequestState::sent) << "asking stops no clock";
}

TEST_F(Served, ACounterNoticeIsWeighedByAnOfficer) {
  const auto request = offered();
  const auto cursor = must(fetch(engineer)).next;
  must(ask(request.id, QuestionKind::counter_notice, "the uploader says that it is theirs"));
  const auto task = open_tasks().at(0);
  EXPECT_EQ(task.kind, TaskKind::weigh_counter_notice);
  finish(task.id, TaskState::declined, "it is not");
  EXPECT_EQ(must(fetch(engineer, cursor)).requests.at(0).offered.state, OfferState::served);
  EXPECT_EQ(load(request.id).state, RequestState::sent);
  must(ask(request.id, QuestionKind::counter_notice, "look again"));
  finish(open_tasks().at(0).id, TaskState::done, "they are right");
  EXPECT_EQ(must(fetch(engineer, cursor)).requests.at(0).offered.state, OfferState::withdrawn);
  EXPECT_EQ(load(request.id).state, RequestState::refused);
  EXPECT_EQ(ladder_of(request).step(removal::Rung::site_operator)->ended_by, removal::StepEnd::refused);
}

TEST_F(Served, QuestionsHaveWordsAndNoResidentNumbersAndTheirNumberIsLimited) {
  const auto request = offered();
  must(fetch(engineer));
  EXPECT_EQ(fault_of(ask(request.id, QuestionKind::question, "")), FaultKind::malformed);
  EXPECT_EQ(fault_of(ask(request.id, QuestionKind::question, std::string(2001, 'a'))), FaultKind::malformed);
  EXPECT_EQ(fault_of(ask(request.id, QuestionKind::question, "is it 900101-1234567?")), FaultKind::malformed);
  for (int i = 0; i < 10; ++i) must(ask(request.id, QuestionKind::question));
  EXPECT_EQ(fault_of(ask(request.id, QuestionKind::question)), FaultKind::conflict);
}

TEST_F(Served, WhatIsNotFetchedForADayBecomesATaskWhichTheFetchSettles) {
  const auto request = offered();
  clock.tick(std::chrono::hours{24});
  EXPECT_THAT(take_due_jobs(),
              testing::UnorderedElementsAre(store::JobKind::end_offer, store::JobKind::climb_ladder));
  must(write([&](auto& tx) { return end_offer(desk, tx, request.id); }));
  ASSERT_EQ(open_tasks().size(), 1U);
  EXPECT_EQ(open_tasks()[0].kind, TaskKind::send_otherwise);
  must(fetch(engineer));
  EXPECT_THAT(open_tasks(), IsEmpty());
  EXPECT_EQ(load(request.id).state, RequestState::sent);
}

TEST_F(Served, ALinkNeedsBothSidesAndEndsByEither) {
  EXPECT_EQ(fault_of(name(rival.organisation)), FaultKind::conflict) << "one platform an operator";
  EXPECT_EQ(fault_of(name(stranger.organisation)), FaultKind::missing) << "a centre is no platform";
  const auto list = [&](const Actor& actor) {
    return must(write([&](auto& tx) { return list_links(tx, actor); }));
  };
  ASSERT_EQ(list(engineer).size(), 1U);
  EXPECT_EQ(list(engineer)[0].centre, "Centre A");
  EXPECT_THAT(list(rival), IsEmpty());
  EXPECT_THAT(list(stranger), IsEmpty());
  const auto id = list(engineer)[0].link.id;
  const auto end = [&](const Actor& actor) {
    return write([&](auto& tx) { return end_link(desk, tx, actor, id); });
  };
  EXPECT_EQ(fault_of(end(rival)), FaultKind::missing);
  const auto before = offered();
  must(end(engineer));
  EXPECT_EQ(must(draft(see("https://site.example/v/2", {pdq(3)}).value().sighting.id)).channel,
            RequestChannel::letter);
  EXPECT_THAT(must(fetch(engineer)).requests, IsEmpty());
  EXPECT_EQ(open_tasks().at(0).kind, TaskKind::send_otherwise) << before.id.text();
  const auto named = must(name(rival.organisation));
  EXPECT_EQ(must(draft(see("https://site.example/v/3", {pdq(3)}).value().sighting.id)).channel,
            RequestChannel::letter)
      << "named, and not accepted yet";
  EXPECT_EQ(fault_of(write([&](auto& tx) { return accept_link(desk, tx, engineer, named.id); })),
            FaultKind::missing);
}

TEST_F(Served, PagesFollowEachOtherAndNumbersAreNeverGivenTwice) {
  std::vector<removal::RequestId> all;
  for (int i = 1; i <= 5; ++i) all.push_back(offered("https://site.example/v/" + std::to_string(i)).id);
  std::vector<removal::RequestId> read;
  std::uint64_t cursor = 0;
  for (;;) {
    const auto page = must(fetch(engineer, cursor, 2));
    if (page.requests.empty()) break;
    for (const auto id : ids(page)) read.push_back(id);
    EXPECT_GT(page.next, cursor);
    cursor = page.next;
  }
  EXPECT_EQ(read, all);
  EXPECT_EQ(fault_of(fetch(engineer, 0, 0)), FaultKind::malformed);
  EXPECT_EQ(fault_of(fetch(engineer, 0, 201)), FaultKind::malformed);
}

}  // namespace
}  // namespace jium::desk
