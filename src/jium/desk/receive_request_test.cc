// The operator's side between installations: who is heard, what lies in the inbox, and what goes back.
#include "jium/desk/receive_request.h"

#include <gmock/gmock.h>

#include "jium/desk/desk_fixture.h"
#include "jium/desk/keep_partner.h"
#include "jium/desk/signed_request.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using removal::OfferState;
using removal::QuestionKind;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Receiving : public DeskFixture {
 protected:
  Receiving() {
    engineer = engineer_of("Platform");
    other_engineer = engineer_of("Other platform");
    partner = name(engineer, key, "Centre of the South");
    other = name(engineer, other_key, "Centre of the North");
  }
  Actor engineer_of(const char* house) {
    const auto made = must(write([&](auto& tx) {
      return add_organisation(desk, tx, {registry::OrganisationKind::platform, house, ""});
    }));
    return {store::AccessKeyId::random(), made.id, Role::platform_engineer};
  }
  removal::Partner name(const Actor& actor, const SigningKey& by, const char* who) {
    return must(write([&](auto& tx) { return name_partner(desk, tx, actor, who, to_hex(by.public_key)); }));
  }
  static PlatformMessage message(removal::RequestId id = removal::RequestId::random()) {
    return {.reference = id.text(),
            .centre = "Centre of the South",
            .contact = "desk@south.example",
            .address = "https://site.example/v/1",
            .rule = "us-take-it-down-2026",
            .legal_basis = "TAKE IT DOWN Act",
            .legal_text = "within 48 hours",
            .clock_hours = 48,
            .clock_is_statutory = true,
            .category = "non-consensual intimate imagery",
            .fingerprints = {{"pdq", "00ff"}}};
  }
  Result<ReceivedView> send(const PlatformMessage& what) { return send_as(partner, what); }
  Result<ReceivedView> send_as(const removal::Partner& who, const PlatformMessage& what) {
    return write([&](auto& tx) { return receive_request(desk, tx, who, what); });
  }
  Result<ReceivedView> ask_after(const removal::Partner& who, removal::RequestId id) {
    return read([&](auto& tx) { return show_received(tx, who, id); });
  }
  ServedPage inbox(std::uint64_t after = 0, int limit = 50) {
    return must(write([&](auto& tx) { return serve_requests(desk, tx, engineer, after, limit); }));
  }
  Result<ReceivedView> tell(removal::RequestId id, removal::QuestionId question, bool taken_back = false) {
    return write([&](auto& tx) {
      return take_centres_answer(desk, tx, partner, id,
                                 {question, Secret<std::string>("the first one"), taken_back});
    });
  }
  removal::QuestionId ask(removal::RequestId id, QuestionKind kind) {
    return must(write([&](auto& tx) {
             return ask_about_request(desk, tx, engineer, id, kind, Secret<std::string>("which one?"));
           }))
        .questions.back()
        .id;
  }
  // A message in the partner's name, as it is signed.
  Result<removal::Partner> heard(const SigningKey& by, const std::string& body, const std::string& said_body,
                                 const std::string& signer, registry::OrganisationId platform) {
    const std::string target = "/api/v1/from-partners/" + platform.text() + "/requests";
    const auto made = sign_request(
        by, {.method = "POST", .target = target, .body = body, .idempotency_key = "x"}, clock.now());
    return read([&](auto& tx) {
      return recognise_partner(desk, tx, platform,
                               {.method = "POST",
                                .target = target,
                                .body = said_body,
                                .content_digest = made.content_digest,
                                .signature_input = made.signature_input,
                                .signature = made.signature,
                                .idempotency_key = "x"},
                               signer);
    });
  }

  const SigningKey key = make_signing_key(), other_key = make_signing_key(), unknown = make_signing_key();
  Actor engineer, other_engineer;
  removal::Partner partner, other;
};

TEST_F(Receiving, OnlyWhomThePlatformHasNamedIsHeardAndAllOthersInOneWording) {
  const auto platform = engineer.organisation;
  const std::string mine = to_hex(key.public_key);
  const auto named = heard(key, "{}", "{}", mine, platform);
  ASSERT_TRUE(named) << named.fault().what;
  EXPECT_EQ(named->id, partner.id);
  std::set<std::string> wordings;
  for (const auto& refused :
       {heard(key, "{}", "{ }", mine, platform), heard(unknown, "{}", "{}", mine, platform),
        heard(unknown, "{}", "{}", to_hex(unknown.public_key), platform),
        heard(key, "{}", "{}", "no key", platform), heard(key, "{}", "{}", "", platform),
        heard(key, "{}", "{}", mine, other_engineer.organisation),
        heard(key, "{}", "{}", mine, registry::OrganisationId::random())}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.fault().kind, FaultKind::forbidden);
    wordings.insert(refused.fault().what);
  }
  EXPECT_THAT(wordings, SizeIs(1));
  must(write([&](auto& tx) { return end_partner(desk, tx, engineer, partner.id); }));
  EXPECT_EQ(fault_of(heard(key, "{}", "{}", mine, platform)), FaultKind::forbidden);
}

TEST_F(Receiving, APlatformNamesItsOwnPartnersOnce) {
  EXPECT_EQ(fault_of(write(
                [&](auto& tx) { return name_partner(desk, tx, engineer, "Again", to_hex(key.public_key)); })),
            FaultKind::conflict);
  for (const char* bad : {"", "00ff", "zz"}) {
    EXPECT_EQ(fault_of(write([&](auto& tx) { return name_partner(desk, tx, engineer, "Centre", bad); })),
              FaultKind::malformed);
  }
  EXPECT_EQ(fault_of(write([&](auto& tx) { return end_partner(desk, tx, other_engineer, partner.id); })),
            FaultKind::missing);
  EXPECT_THAT(must(read([&](auto& tx) { return list_partners(tx, other_engineer); })), IsEmpty());
}

TEST_F(Receiving, ARequestThatIsSentTwiceIsThereOnce) {
  const auto id = removal::RequestId::random();
  EXPECT_TRUE(must(send(message(id))).is_new);
  EXPECT_FALSE(must(send(message(id))).is_new);
  const auto page = inbox();
  ASSERT_THAT(page.requests, SizeIs(1));
  EXPECT_EQ(page.requests[0].message.address, "https://site.example/v/1");
  EXPECT_EQ(page.requests[0].due_at, clock.now() + 48h);
  EXPECT_EQ(page.requests[0].offered.state, OfferState::served);
  EXPECT_EQ(fault_of(send_as(other, message(id))), FaultKind::conflict) << "the reference is another's";
  EXPECT_EQ(fault_of(ask_after(other, id)), FaultKind::missing);
}

TEST_F(Receiving, WhatNobodyCouldActOnIsRefused) {
  for (auto spoil : std::vector<std::function<void(PlatformMessage&)>>{
           [](auto& m) { m.reference = "17"; }, [](auto& m) { m.address = "not an address"; },
           [](auto& m) { m.centre = ""; }, [](auto& m) { m.legal_text = std::string(2001, 'x'); },
           [](auto& m) { m.clock_hours = -1; }, [](auto& m) { m.fingerprints[0].value = "xyz"; },
           [](auto& m) { m.fingerprints.resize(65, m.fingerprints[0]); }}) {
    PlatformMessage bad = message();
    spoil(bad);
    EXPECT_EQ(fault_of(send(bad)), FaultKind::malformed);
  }
  EXPECT_THAT(inbox().requests, IsEmpty());
}

TEST_F(Receiving, AnEngineersWordsGoBackToWhoSentIt) {
  const auto id = removal::RequestId::random();
  must(send(message(id)));
  EXPECT_EQ(fault_of(write([&](auto& tx) { return acknowledge_request(desk, tx, engineer, id); })),
            FaultKind::missing)
      << "nobody has fetched it";
  inbox();
  EXPECT_EQ(fault_of(write([&](auto& tx) { return acknowledge_request(desk, tx, other_engineer, id); })),
            FaultKind::missing);
  must(write([&](auto& tx) { return acknowledge_request(desk, tx, engineer, id); }));
  EXPECT_EQ(must(ask_after(partner, id)).received.offered.state, OfferState::acknowledged);
  must(write([&](auto& tx) {
    return answer_request(
        desk, tx, engineer, id,
        {OfferState::refused, removal::RefusalReason::not_ours, Secret<std::string>("ask the host")});
  }));
  const auto told = must(ask_after(partner, id)).received.offered;
  EXPECT_EQ(told.state, OfferState::refused);
  EXPECT_EQ(told.reason, removal::RefusalReason::not_ours);
  EXPECT_EQ(told.words.reveal(), "ask the host");
}

TEST_F(Receiving, AQuestionWaitsForTheCentreAndItsAnswerComesUpOnce) {
  const auto id = removal::RequestId::random();
  must(send(message(id)));
  const auto seen = inbox().next;
  const auto question = ask(id, QuestionKind::question);
  EXPECT_THAT(inbox(seen).requests, IsEmpty());
  EXPECT_FALSE(must(ask_after(partner, id)).questions.at(0).answered_at);
  EXPECT_EQ(fault_of(tell(id, removal::QuestionId::random())), FaultKind::missing);
  for (int i = 0; i < 2; ++i) must(tell(id, question));
  const auto page = inbox(seen);
  ASSERT_THAT(page.requests, SizeIs(1));
  EXPECT_EQ(page.requests[0].questions.at(0).answer.reveal(), "the first one");
  EXPECT_EQ(page.requests[0].offered.state, OfferState::served);
  must(tell(id, question));
  EXPECT_THAT(inbox(page.next).requests, IsEmpty()) << "told again, it is no news";
}

TEST_F(Receiving, ACounterNoticeThatIsTakenWithdrawsTheRequest) {
  const auto id = removal::RequestId::random();
  must(send(message(id)));
  inbox();
  must(tell(id, ask(id, QuestionKind::counter_notice), true));
  EXPECT_EQ(must(ask_after(partner, id)).received.offered.state, OfferState::withdrawn);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return acknowledge_request(desk, tx, engineer, id); })),
            FaultKind::conflict);
}

TEST_F(Receiving, APageIsCutByNumberAndNothingBeyondItIsServed) {
  std::vector<removal::RequestId> ids;
  for (int i = 0; i < 5; ++i) {
    ids.push_back(removal::RequestId::random());
    must(send(message(ids.back())));
  }
  const auto first = inbox(0, 2);
  ASSERT_THAT(first.requests, SizeIs(2));
  EXPECT_EQ(first.requests[0].offered.request, ids[0]);
  EXPECT_EQ(must(ask_after(partner, ids[2])).received.offered.state, OfferState::waiting);
  const auto rest = inbox(first.next);
  ASSERT_THAT(rest.requests, SizeIs(3));
  EXPECT_EQ(rest.requests[2].offered.request, ids[4]);
}

}  // namespace
}  // namespace jium::desk
