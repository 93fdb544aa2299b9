#include "jium/desk/webhooks.h"

#include "jium/desk/desk_fixture.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/show_alarms.h"
#include "jium/desk/signed_request.h"
#include "jium/store/changes.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;
using store::Happening;
using store::WebhookState;

class Webhooks : public DeskFixture {
 protected:
  SetWebhook set(const char* place = "https://hook.example/told?to=us") {
    return must(write([&](auto& tx) { return set_webhook(desk, tx, officer, place); }));
  }
  void happen(int times = 1) {
    for (int i = 0; i < times; ++i)
      must(write([&](auto& tx) {
        return store::append_change(tx, officer.organisation, Happening::ladder_changed, "S-1", clock.now());
      }));
  }
  std::optional<WebhookDelivery> delivery(store::WebhookId id) {
    return must(read([&](auto& tx) { return webhook_delivery(desk, tx, id); }));
  }
  WebhookTurn settle_with(store::WebhookId id, const WebhookDelivery& one, Result<int> status) {
    return must(write([&](auto& tx) { return settle_webhook(desk, tx, id, one, status); }));
  }
  store::Webhook load_hook(store::WebhookId id) {
    return must(read([&](auto& tx) { return store::load_webhook(tx, id); }));
  }
  static const std::string& header(const WebhookDelivery& one, std::string_view name) {
    return std::ranges::find(one.notice.headers, name, &std::pair<std::string, std::string>::first)->second;
  }
};

TEST_F(Webhooks, TellWhatHappensAfterTheyWereSetInOrderAndSigned) {
  happen();
  const auto hook = set();
  EXPECT_FALSE(delivery(hook.webhook.id)) << "what was before is read with the cursor";
  happen(2);
  const auto jobs = take_due_jobs();
  EXPECT_EQ(std::ranges::count(jobs, store::JobKind::deliver_webhook), 1);
  const auto told = delivery(hook.webhook.id).value();
  EXPECT_EQ(told.upto, 3);
  EXPECT_NE(told.notice.body.find(R"("seq":2,"what":"ladder_changed","subject":"S-1")"), std::string::npos);
  EXPECT_LT(told.notice.body.find(R"("seq":2)"), told.notice.body.find(R"("seq":3)"));
  const SignedRequest request{"POST",
                              "/told?to=us",
                              told.notice.body,
                              header(told, "Content-Digest"),
                              header(told, "Signature-Input"),
                              header(told, "Signature")};
  const auto key = from_hex(hook.public_key).value();
  EXPECT_TRUE(verify_signature(request, key, clock.now()).has_value());
  SignedRequest changed = request;
  changed.body = "{}";
  EXPECT_FALSE(verify_signature(changed, key, clock.now()).has_value());
}

TEST_F(Webhooks, WhatArrivedIsNotToldAgainAndWhatDidNotIs) {
  const auto id = set().webhook.id;
  happen();
  const auto first = delivery(id).value();
  EXPECT_EQ(settle_with(id, first, 503), WebhookTurn::again);
  EXPECT_EQ(delivery(id)->upto, 1);
  happen();
  const auto second = delivery(id).value();
  EXPECT_EQ(second.upto, 2);
  (void)take_due_jobs();
  EXPECT_EQ(settle_with(id, first, 204), WebhookTurn::done);
  EXPECT_EQ(load_hook(id).delivered_seq, 1);
  const auto jobs = take_due_jobs();
  EXPECT_EQ(std::ranges::count(jobs, store::JobKind::deliver_webhook), 1) << "what came meanwhile";
  EXPECT_EQ(settle_with(id, second, 200), WebhookTurn::done);
  EXPECT_FALSE(delivery(id));
}

TEST_F(Webhooks, OneThatNeverAnswersIsDeadAfterThreeDaysAndItsOrganisationIsTold) {
  const auto id = set().webhook.id;
  happen();
  const auto told = delivery(id).value();
  EXPECT_EQ(settle_with(id, told, fault(FaultKind::outside, "no answer")), WebhookTurn::again);
  clock.tick(kWebhookPatience - 1ms);
  EXPECT_EQ(settle_with(id, told, 500), WebhookTurn::again);
  clock.tick(1ms);
  EXPECT_EQ(settle_with(id, told, 301), WebhookTurn::done) << "a redirect is not followed";
  EXPECT_EQ(load_hook(id).state, WebhookState::dead);
  const auto tasks = must(read([&](auto& tx) { return list_tasks(desk, tx, officer, true); }));
  ASSERT_EQ(tasks.size(), 1U) << "a person is told as well";
  EXPECT_EQ(tasks[0].subject, id.text());
  Actor administrator = officer;
  administrator.role = Role::centre_administrator;
  const auto alarms_of = [&](const Actor& actor) {
    return must(read([&](auto& tx) { return alarms_for(desk, tx, actor, true); }));
  };
  ASSERT_EQ(alarms_of(administrator).size(), 1U);
  EXPECT_EQ(alarms_of(administrator)[0].kind, store::AlarmKind::webhook_dead);
  EXPECT_EQ(alarms_of(administrator)[0].subject, id.text());
  EXPECT_FALSE(alarms_of(administrator)[0].the_case);
  EXPECT_TRUE(alarms_of(officer).empty()) << "what is of no case is the administrator's";
  EXPECT_FALSE(delivery(id));
  const auto changes =
      must(read([&](auto& tx) { return store::changes_after(tx, officer.organisation, 0, 10); }));
  EXPECT_EQ(changes.back().what, Happening::webhook_dead);
  EXPECT_EQ(changes.back().subject, id.text());
}

TEST_F(Webhooks, OneAnswerBetweenTwoFailuresIsLife) {
  const auto id = set().webhook.id;
  happen();
  const auto told = delivery(id).value();
  EXPECT_EQ(settle_with(id, told, 500), WebhookTurn::again);
  clock.tick(kWebhookPatience - 1h);
  EXPECT_EQ(settle_with(id, told, 200), WebhookTurn::done);
  happen();
  clock.tick(2h);
  EXPECT_EQ(settle_with(id, delivery(id).value(), 500), WebhookTurn::again);
  EXPECT_EQ(load_hook(id).state, WebhookState::active);
}

TEST_F(Webhooks, AreTheOrganisationsOwnAndEightAtMost) {
  const auto id = set().webhook.id;
  EXPECT_EQ(fault_of(write([&](auto& tx) { return remove_webhook(tx, stranger, id); })), FaultKind::missing);
  for (std::size_t i = 1; i < kMostWebhooks; ++i) set();
  EXPECT_EQ(fault_of(write([&](auto& tx) { return set_webhook(desk, tx, officer, "https://a.example/"); })),
            FaultKind::conflict);
  must(write([&](auto& tx) { return remove_webhook(tx, officer, id); }));
  happen();
  EXPECT_FALSE(delivery(id));
  EXPECT_EQ(fault_of(write([&](auto& tx) { return set_webhook(desk, tx, officer, "http://a.example/"); })),
            FaultKind::malformed)
      << "it would be refused at each delivery";
  EXPECT_EQ(fault_of(write([&](auto& tx) { return set_webhook(desk, tx, officer, "ftp://a.example/"); })),
            FaultKind::malformed);
}

}  // namespace
}  // namespace jium::desk
