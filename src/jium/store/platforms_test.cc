#include "jium/store/platforms.h"

#include "jium/store/erasure.h"
#include "jium/store/form_recipes.h"
#include "jium/store/outgoing_posts.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

using removal::PlatformLink;
using removal::PlatformQuestion;
using removal::PlatformRequest;

class Platforms : public StoredTest {
 protected:
  void SetUp() override {
    StoredTest::SetUp();
    keep(chain);
    platform = sample::organisation("Platform P");
    stored([&](Transaction& tx) { return insert(tx, platform); });
  }
  PlatformLink link() const {
    PlatformLink made;
    made.id = removal::LinkId::random();
    made.organisation = chain.organisation.id;
    made.site_operator = chain.site_operator.id;
    made.platform = platform.id;
    made.named_by = "K-1";
    made.named_at = sample::at(1);
    return made;
  }
  PlatformRequest offered(const PlatformLink& by) {
    PlatformRequest made;
    made.request = chain.request.id;
    made.organisation = chain.organisation.id;
    made.platform = platform.id;
    made.link = by.id;
    made.seq = stored([&](Transaction& tx) { return next_seq(tx, platform.id); });
    made.content = Secret<std::string>("{\"address\":\"https://media.example.org/1\"}");
    made.filed_at = sample::at(2);
    return made;
  }
  sample::Chain chain;
  registry::Organisation platform;
};

TEST_F(Platforms, LinksComeBackAsTheyWereStoredAcceptedAndEnded) {
  PlatformLink one = link();
  stored([&](Transaction& tx) { return insert(tx, one); });
  const auto of_operator = [&] {
    return stored(
        [&](Transaction& tx) { return link_of_operator(tx, chain.organisation.id, chain.site_operator.id); });
  };
  EXPECT_FALSE(of_operator()) << "named is not accepted";
  one.accepted_by = "K-2";
  one.accepted_at = sample::at(2);
  stored([&](Transaction& tx) { return update(tx, one); });
  EXPECT_TRUE(same_record(of_operator().value(), one));
  one.ended_by = "K-3";
  one.ended_at = sample::at(3);
  stored([&](Transaction& tx) { return update(tx, one); });
  EXPECT_FALSE(of_operator());
  EXPECT_TRUE(same_record(stored([&](Transaction& tx) { return load_link(tx, one.id); }), one));
}

TEST_F(Platforms, RequestsAndQuestionsComeBackAndGoWithTheirCase) {
  const PlatformLink by = link();
  stored([&](Transaction& tx) { return insert(tx, by); });
  PlatformRequest one = offered(by);
  stored([&](Transaction& tx) { return insert(tx, one, chain.the_case.id); });
  one.seq = stored([&](Transaction& tx) { return next_seq(tx, platform.id); });
  one.state = removal::OfferState::refused;
  one.served_at = sample::at(3);
  one.acknowledged_at = sample::at(4);
  one.answered_at = sample::at(5);
  one.reason = removal::RefusalReason::not_ours;
  one.words = Secret<std::string>("not on our site");
  stored([&](Transaction& tx) { return update(tx, one, chain.the_case.id); });
  const auto load = [&] {
    return store->read([&](Transaction& tx) { return load_platform_request(tx, platform.id, one.request); });
  };
  EXPECT_TRUE(same_record(load().value(), one));
  EXPECT_TRUE(is_fault(store->read([&](Transaction& tx) {
    return load_platform_request(tx, chain.organisation.id, one.request);
  }),
                       FaultKind::missing))
      << "it is the platform's alone";
  PlatformQuestion question{.id = removal::QuestionId::random(),
                            .request = one.request,
                            .platform = platform.id,
                            .kind = removal::QuestionKind::counter_notice,
                            .words = Secret<std::string>("ours"),
                            .asked_at = sample::at(6),
                            .answer = {},
                            .answered_at = std::nullopt};
  stored([&](Transaction& tx) { return insert(tx, question, chain.the_case.id); });
  question.answer = Secret<std::string>("it is not");
  question.answered_at = sample::at(7);
  stored([&](Transaction& tx) { return update(tx, question, chain.the_case.id); });
  EXPECT_TRUE(same_record(stored([&](Transaction& tx) { return load_question(tx, question.id); }), question));
  stored([&](Transaction& tx) {
    return erase_case(tx, chain.organisation.id, chain.the_case.id, sample::at(9));
  });
  EXPECT_TRUE(is_fault(load(), FaultKind::missing));
  EXPECT_EQ(stored([&](Transaction& tx) { return next_seq(tx, platform.id); }), 3U)
      << "a number is never given twice";
}

TEST_F(Platforms, APostComesBackAsItWasStoredAndSettled) {
  StoredPost one{.id = PostId::random(),
                 .request = chain.request.id,
                 .channel = removal::RequestChannel::web_form,
                 .recipe = std::nullopt,
                 .post = {.page = sample::address("report"),
                          .tokens = {"csrf"},
                          .action = sample::address("send"),
                          .body = Secret<std::string>("url=1"),
                          .confirmation = {"Thank you"},
                          .refusal = {"no"}},
                 .delivery = {},
                 .written_at = sample::at(1),
                 .body_sha256 = std::string(64, '0'),
                 .status = std::nullopt,
                 .confirmed = std::nullopt};
  stored([&](Transaction& tx) { return insert(tx, one); });
  one.delivery = {.state = removal::LetterState::delivered, .attempt = 2, .settled_at = sample::at(2)};
  one.status = 200;
  one.confirmed = true;
  stored([&](Transaction& tx) { return update_delivery(tx, one); });
  // Not by same_record: counting the members of what cannot be made empty takes the compiler gigabytes.
  const auto back = stored([&](Transaction& tx) { return post_of(tx, one.request); }).value();
  EXPECT_TRUE(same_record(back.delivery, one.delivery));
  EXPECT_EQ(std::tie(back.id, back.request, back.channel, back.recipe, back.written_at, back.body_sha256,
                     back.status, back.confirmed),
            std::tie(one.id, one.request, one.channel, one.recipe, one.written_at, one.body_sha256,
                     one.status, one.confirmed));
  EXPECT_EQ(back.post.page.value().canonical().reveal(), one.post.page.value().canonical().reveal());
  EXPECT_EQ(back.post.action.canonical().reveal(), one.post.action.canonical().reveal());
  EXPECT_EQ(back.post.body.reveal(), one.post.body.reveal());
  EXPECT_EQ(std::tie(back.post.tokens, back.post.content_type, back.post.headers, back.post.confirmation,
                     back.post.refusal),
            std::tie(one.post.tokens, one.post.content_type, one.post.headers, one.post.confirmation,
                     one.post.refusal));
}

TEST_F(Platforms, ARecipeComesBackAndOnlyAConfirmedOneIsInUse) {
  StoredRecipe one;
  one.id = removal::RecipeId::random();
  one.organisation = chain.organisation.id;
  one.site_operator = chain.site_operator.id;
  one.text = "id = \"x\"\n";
  one.kept_by = "K-1 deletion_officer -";
  one.kept_at = one.next_at = sample::at(1);
  stored([&](Transaction& tx) { return insert(tx, one); });
  const auto in_use = [&] {
    return stored(
        [&](Transaction& tx) { return confirmed_recipe_of(tx, one.organisation, one.site_operator); });
  };
  EXPECT_FALSE(in_use());
  one.state = RecipeState::confirmed;
  one.rehearsed_at = sample::at(2);
  one.confirmed_by = "K-2 centre_administrator -";
  one.confirmed_at = sample::at(3);
  one.next_at = sample::at(4);
  stored([&](Transaction& tx) { return update(tx, one); });
  EXPECT_TRUE(same_record(in_use().value(), one));
  one.state = RecipeState::retired;
  one.retired_at = sample::at(5);
  stored([&](Transaction& tx) { return update(tx, one); });
  EXPECT_FALSE(in_use());
  EXPECT_TRUE(
      same_record(stored([&](Transaction& tx) { return load_recipe(tx, one.organisation, one.id); }), one));
}

}  // namespace
}  // namespace jium::store
