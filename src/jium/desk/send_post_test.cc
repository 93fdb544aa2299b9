// Forms and messages to operators' APIs: from the recipe to the moment at which nobody knows.
#include "jium/desk/send_post.h"

#include <gmock/gmock.h>

#include "jium/desk/desk_fixture.h"
#include "jium/desk/keep_recipe.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/platform_message.h"
#include "jium/desk/signed_request.h"

namespace jium::desk {
namespace {

using namespace std::chrono_literals;

using removal::LetterState;
using removal::PostOutcome;
using removal::RequestChannel;
using removal::RequestState;
using removal::TaskKind;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

constexpr const char* kRecipe = R"(
id = "example-abuse-form"
page = "https://site.example/report"
action = "https://site.example/report"
method = "POST"
spacing = "30s"
tokens = ["csrf"]
confirmation = ["Thank you"]

[[field]]
name = "url"
fill = "item_address"

[[field]]
name = "ref"
fill = "reference"
)";

class Posts : public DeskFixture {
 protected:
  Posts() : colleague(officer) {
    officer.person = std::nullopt;
    colleague.key = store::AccessKeyId::random();
    colleague.role = Role::centre_administrator;
  }
  removal::SiteOperator name_with(std::vector<removal::Channel> channels, const std::string& mail = "") {
    return must(write([&](auto& tx) -> Result<removal::SiteOperator> {
      JIUM_TRY(auto made, add_operator(desk, tx, officer,
                                       {"Example Hosting", mail, removal::Language::en, "KR", channels}));
      JIUM_CHECK(assign_site(desk, tx, officer, "site.example", made.id));
      return made;
    }));
  }
  static removal::Channel form() {
    return {removal::ChannelKind::web_form, Secret<std::string>("https://site.example/report"),
            removal::Language::en};
  }
  static removal::Channel api() {
    return {removal::ChannelKind::api, Secret<std::string>("https://api.site.example/jium/"),
            removal::Language::en};
  }
  registry::SightingId seen(const std::string& where = "https://site.example/v/1") {
    if (!registered) register_one(open_a_case().id);
    registered = true;
    return see(where, {pdq(3)}).value().sighting.id;
  }
  store::StoredRecipe keep(removal::OperatorId site_operator) {
    return must(write([&](auto& tx) { return keep_recipe(desk, tx, officer, site_operator, kRecipe); }));
  }
  Result<Rehearsal> rehearse(removal::RecipeId recipe, removal::RequestId request) {
    return write([&](auto& tx) { return rehearse_form(desk, tx, officer, recipe, request); });
  }
  Result<store::StoredRecipe> confirm_as(const Actor& actor, removal::RecipeId recipe) {
    return write([&](auto& tx) { return confirm_recipe(desk, tx, actor, recipe); });
  }
  void use_form() {
    const auto recipe = keep(name_with({form()}).id);
    must(rehearse(recipe.id, must(draft(seen("https://site.example/v/0"))).id));
    must(confirm_as(colleague, recipe.id));
  }
  // A request that has been confirmed and goes by the form.
  removal::RemovalRequest by_form() {
    use_form();
    return must(confirm(must(draft(seen())).id));
  }
  store::StoredPost post_of(removal::RequestId id) {
    return must(read([&](auto& tx) { return store::post_of(tx, id); })).value();
  }
  Result<std::optional<BegunPost>> begin_one(store::PostId id) {
    return write([&](auto& tx) { return begin_post(desk, tx, id); });
  }
  Result<void> hand_over_one(store::PostId id, int attempt) {
    return write([&](auto& tx) { return hand_over_post(desk, tx, id, attempt); });
  }
  Result<void> settle_one(store::PostId id, int attempt, PostOutcome outcome, int status = 200) {
    return write([&](auto& tx) {
      return settle_post(desk, tx, id, attempt, {outcome, status, "in one line"});
    });
  }
  // All but the answer.
  int hand_over_all(store::PostId id) {
    const int attempt = must(begin_one(id)).value().attempt;
    must(hand_over_one(id, attempt));
    return attempt;
  }
  std::vector<TaskKind> open_tasks() {
    std::vector<TaskKind> kinds;
    for (const auto& task : must(read([&](auto& tx) { return list_tasks(desk, tx, officer, true); })))
      kinds.push_back(task.kind);
    return kinds;
  }
  Result<removal::RemovalRequest> settle_as_officer(removal::RequestId id, bool arrived) {
    return write([&](auto& tx) { return settle_doubt(desk, tx, officer, id, arrived); });
  }

  Actor colleague;
  bool registered = false;
};

TEST_F(Posts, ARecipeIsUsedOnceItWasRehearsedAndAnotherPersonConfirmedIt) {
  const auto site_operator = name_with({form()});
  const auto recipe = keep(site_operator.id);
  EXPECT_THAT(open_tasks(), ElementsAre(TaskKind::confirm_recipe));
  const auto request = must(draft(seen()));
  EXPECT_EQ(request.channel, RequestChannel::by_hand) << "nobody has confirmed it";
  EXPECT_EQ(fault_of(confirm_as(colleague, recipe.id)), FaultKind::conflict) << "not rehearsed";
  const auto rehearsed = must(rehearse(recipe.id, request.id));
  ASSERT_EQ(rehearsed.fields.size(), 2U);
  EXPECT_EQ(rehearsed.fields[0].value.reveal(), "https://site.example/v/1");
  EXPECT_EQ(rehearsed.fields[1].value.reveal(), request.id.text());
  EXPECT_EQ(fault_of(confirm_as(officer, recipe.id)), FaultKind::conflict) << "the same person";
  Actor other_pocket = officer;
  other_pocket.key = store::AccessKeyId::random();
  EXPECT_EQ(fault_of(confirm_as(other_pocket, recipe.id)), FaultKind::conflict) << "a second key of the role";
  EXPECT_EQ(fault_of(confirm_as(stranger, recipe.id)), FaultKind::missing);
  must(confirm_as(colleague, recipe.id));
  EXPECT_THAT(open_tasks(), IsEmpty());
  EXPECT_EQ(must(confirm(request.id)).channel, RequestChannel::web_form)
      << "chosen anew until it is confirmed";
}

TEST_F(Posts, TheFirstUsableChannelOfTheOperatorIsTaken) {
  name_with({form()}, "abuse@site.example");
  EXPECT_EQ(must(draft(seen())).channel, RequestChannel::letter) << "no recipe for the form, but mail";
}

TEST_F(Posts, WithoutAnyUsableWayAnOfficerHasATask) {
  name_with({form()});
  const auto request = must(confirm(must(draft(seen())).id));
  EXPECT_EQ(request.channel, RequestChannel::by_hand);
  EXPECT_THAT(open_tasks(), ElementsAre(TaskKind::fill_form));
  EXPECT_EQ(load(request.id).state, RequestState::confirmed);
}

TEST_F(Posts, WhatTheOfficerConfirmedIsWhatIsPosted) {
  const auto request = by_form();
  const auto stored = post_of(request.id);
  EXPECT_EQ(stored.post.action.canonical().reveal(), "https://site.example/report");
  EXPECT_EQ(stored.post.body.reveal(), "url=https%3A%2F%2Fsite.example%2Fv%2F1&ref=" + request.id.text());
  EXPECT_THAT(stored.post.tokens, ElementsAre("csrf"));
  EXPECT_THAT(stored.post.body.reveal(), Not(HasSubstr("heron")));
  const int attempt = hand_over_all(stored.id);
  must(settle_one(stored.id, attempt, PostOutcome::confirmed));
  EXPECT_EQ(load(request.id).state, RequestState::sent);
  EXPECT_EQ(post_of(request.id).status, 200);
  EXPECT_EQ(post_of(request.id).confirmed, true);
  EXPECT_THAT(history(request.the_case), Contains(casework::Event::form_sent));
  EXPECT_FALSE(must(begin_one(stored.id))) << "there is nothing left to do";
}

TEST_F(Posts, KeepTheDistanceThatTheRecipeAsksFor) {
  const auto first = by_form();
  const auto second = must(confirm(must(draft(seen("https://site.example/v/2"))).id));
  const auto due = [&] { return must(read([&](auto& tx) { return store::next_due(tx); })); };
  EXPECT_EQ(due(), clock.now());
  const auto id = post_of(first.id).id;
  must(write([&](auto& tx) {
    return store::schedule(tx, store::JobKind::send_post, id.value(), clock.now() + std::chrono::hours{9});
  }));
  EXPECT_EQ(due(), clock.now() + std::chrono::seconds{30});
  EXPECT_EQ(load(second.id).state, RequestState::confirmed);
}

TEST_F(Posts, ADoubtIsAnAlarmAndATaskAndIsNeverPostedAgainOnAGuess) {
  const auto request = by_form();
  const auto id = post_of(request.id).id;
  const int attempt = hand_over_all(id);
  must(settle_one(id, attempt, PostOutcome::unknown, 500));
  EXPECT_EQ(post_of(request.id).delivery.state, LetterState::unconfirmed);
  EXPECT_THAT(alarms(), ElementsAre(store::AlarmKind::letter_unconfirmed));
  EXPECT_THAT(open_tasks(), ElementsAre(TaskKind::look_at_doubt));
  EXPECT_FALSE(must(begin_one(id)));
  must(settle_as_officer(request.id, true));
  EXPECT_EQ(load(request.id).state, RequestState::sent);
  EXPECT_THAT(open_tasks(), IsEmpty());
}

TEST_F(Posts, ASenderThatDiedAfterHandingOverLeavesADoubtAndOneThatDiedBeforeDoesNot) {
  const auto request = by_form();
  const auto id = post_of(request.id).id;
  EXPECT_EQ(must(begin_one(id)).value().attempt, 1);
  EXPECT_EQ(must(begin_one(id)).value().attempt, 2) << "it died before: begun again";
  EXPECT_EQ(fault_of(hand_over_one(id, 1)), FaultKind::late) << "the first one was overtaken";
  must(hand_over_one(id, 2));
  EXPECT_TRUE(must(begin_one(id)).value().doubted);
  must(settle_as_officer(request.id, false));
  EXPECT_EQ(must(begin_one(id)).value().attempt, 3) << "an officer has said that it did not arrive";
}

TEST_F(Posts, WhatNoMachineCanDoBecomesAPersonsTask) {
  const auto request = by_form();
  const auto id = post_of(request.id).id;
  const int attempt = must(begin_one(id)).value().attempt;
  must(settle_one(id, attempt, PostOutcome::needs_person));
  EXPECT_THAT(open_tasks(), ElementsAre(TaskKind::fill_form));
  EXPECT_EQ(load(request.id).state, RequestState::confirmed);
  EXPECT_FALSE(must(begin_one(id)));
  const auto task = must(read([&](auto& tx) { return list_tasks(desk, tx, officer, true); })).at(0);
  must(write([&](auto& tx) {
    return finish_task(desk, tx, officer, task.id,
                       {removal::TaskState::done, {}, Secret<std::string>("4711")});
  }));
  EXPECT_EQ(load(request.id).state, RequestState::sent);
}

TEST_F(Posts, AHostThatIsNeverThereBecomesATaskAfterFiveTries) {
  const auto request = by_form();
  const auto id = post_of(request.id).id;
  for (int tries = 1; tries <= 5; ++tries) {
    const int attempt = must(begin_one(id)).value().attempt;
    must(settle_one(id, attempt, PostOutcome::postponed, 503));
  }
  EXPECT_FALSE(must(begin_one(id)));
  EXPECT_THAT(alarms(), ElementsAre(store::AlarmKind::letter_postponed));
  EXPECT_THAT(open_tasks(), ElementsAre(TaskKind::fill_form));
}

TEST_F(Posts, ARefusalByTheFormRefusesTheRequest) {
  const auto request = by_form();
  const auto id = post_of(request.id).id;
  must(settle_one(id, hand_over_all(id), PostOutcome::refused));
  EXPECT_EQ(load(request.id).state, RequestState::refused);
  EXPECT_THAT(alarms(),
              UnorderedElementsAre(store::AlarmKind::letter_refused, store::AlarmKind::ladder_waits));
}

TEST_F(Posts, NothingIsPostedOnceTheGroundHasGone) {
  const auto request = by_form();
  must(write([&](auto& tx) -> Result<void> {
    JIUM_TRY(auto sighting, store::load_sighting(tx, officer.organisation, request.sighting));
    sighting.state = registry::SightingState::gone;
    sighting.gone_at = clock.now();
    return store::update(tx, sighting);
  }));
  EXPECT_FALSE(must(begin_one(post_of(request.id).id)));
  EXPECT_EQ(load(request.id).state, RequestState::refused);
}

TEST_F(Posts, AMessageToAnOperatorsApiIsSignedAtTheMomentOfSending) {
  name_with({api()});
  const auto request = must(confirm(must(draft(seen())).id));
  EXPECT_EQ(request.channel, RequestChannel::api);
  const auto stored = post_of(request.id);
  EXPECT_EQ(stored.post.action.canonical().reveal(), "https://api.site.example/jium/requests");
  EXPECT_THAT(stored.post.headers, IsEmpty());
  EXPECT_THAT(stored.post.body.reveal(), HasSubstr("https://site.example/v/1"));
  EXPECT_THAT(stored.post.body.reveal(), Not(HasSubstr(request.the_case.text())));
  EXPECT_THAT(stored.post.body.reveal(), Not(HasSubstr("heron")));
  clock.tick(std::chrono::hours{3});
  const auto begun = must(begin_one(stored.id)).value();
  std::map<std::string, std::string> headers(begun.stored.post.headers.begin(),
                                             begun.stored.post.headers.end());
  EXPECT_EQ(headers["Idempotency-Key"], request.id.text());
  const SignedRequest sent{.method = "POST",
                           .target = "/jium/requests",
                           .body = begun.stored.post.body.reveal(),
                           .content_digest = headers["Content-Digest"],
                           .signature_input = headers["Signature-Input"],
                           .signature = headers["Signature"],
                           .idempotency_key = headers["Idempotency-Key"]};
  EXPECT_TRUE(verify_signature(sent, from_hex(headers["Jium-Signer"]).value(), clock.now()));
  EXPECT_EQ(must(begin_one(stored.id)).value().stored.post.headers.back(), begun.stored.post.headers.back())
      << "the organisation's key stays the same";
}

TEST(PlatformMessage, NamesHoursOnlyWhereTheRuleCountsThem) {
  RequestWords words;
  words.clock = 48h;
  EXPECT_EQ(must(read_message(write_message(message_of(words)))).clock_hours, 48);
  words.clock = Duration::zero();  // working days
  EXPECT_EQ(must(read_message(write_message(message_of(words)))).clock_hours, std::nullopt);
}

TEST_F(Posts, AnApiIsNotSpokenToInTheOpen) {
  const removal::Channel open_way{removal::ChannelKind::api, Secret<std::string>("http://api.site.example/"),
                                  removal::Language::en};
  EXPECT_EQ(
      fault_of(write([&](auto& tx) {
        return add_operator(desk, tx, officer, {"Example", "", removal::Language::en, "KR", {open_way}});
      })),
      FaultKind::malformed);
  name_with({api()});
  const auto request = must(draft(seen()));
  EXPECT_EQ(
      fault_of(write([&](auto& tx) { return queue_message(desk, tx, request, "http://api.site.example/"); })),
      FaultKind::malformed)
      << "one that was kept before this was asked";
}

}  // namespace
}  // namespace jium::desk
