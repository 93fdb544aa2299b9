#include "jium/desk/keep_directory.h"

#include "jium/desk/desk_fixture.h"
#include "jium/store/directory.h"

namespace jium::desk {
namespace {

using removal::Channel;
using removal::ChannelKind;
using removal::Language;
using removal::Party;

class KeepDirectory : public DeskFixture {
 protected:
  Result<removal::SiteOperator> add(const AddOperator& ask) {
    return write([&](auto& tx) { return add_operator(desk, tx, officer, ask); });
  }
  Result<removal::SiteOperator> change(const ChangeOperator& ask) {
    return write([&](auto& tx) { return change_operator(desk, tx, officer, ask); });
  }
  Result<removal::Site> describe(const DescribeSite& ask) {
    return write([&](auto& tx) { return describe_site(desk, tx, officer, ask); });
  }
  static Channel form() {
    return {ChannelKind::web_form, Secret<std::string>("https://board.example/report"), Language::ko};
  }
  removal::SiteOperator board() {
    return must(add({.name = "Board", .mail = "abuse@board.example", .channels = {form()}}));
  }
};

TEST_F(KeepDirectory, AnOperatorIsChangedInWhatIsGivenAndInNothingElse) {
  const auto added = board();
  const auto changed = must(change({.id = added.id, .state = removal::OperatorState::refusing}));
  EXPECT_EQ(changed.state, removal::OperatorState::refusing);
  EXPECT_EQ(changed.name, "Board");
  EXPECT_EQ(changed.channels, added.channels);
  EXPECT_EQ(changed.added_at, added.added_at);
  const auto moved = must(change({.id = added.id, .mail = "new@board.example"}));
  EXPECT_EQ(moved.mail, "new@board.example");
  EXPECT_EQ(moved.channels.size(), 2U) << "the address changed, and no channel came beside it";
  const auto by_form = must(change({.id = added.id, .channels = std::vector<Channel>{form()}}));
  EXPECT_EQ(by_form.channels, std::vector<Channel>{form()});
  EXPECT_TRUE(by_form.mail.empty());
}

TEST_F(KeepDirectory, ARuleThatIsNamedTakesThePlaceOfThatOfTheJurisdiction) {
  register_one(open_a_case().id);
  const auto sighting = see("https://site.example/v/1", {pdq(3)}).value().sighting;
  const auto site_operator = name_operator("site.example", "KR");
  // Law of the United States needs a signature.
  must(write([&](auto& tx) {
    return change_letter_settings(desk, tx, officer, {"Kim Sun-hee", std::nullopt, std::nullopt});
  }));
  const auto request = must(draft(sighting.id));
  EXPECT_EQ(request.rule, must(rules.rule_for("KR", clock.now())).id);
  const std::string other = must(rules.rule_for("US", clock.now())).id;
  ASSERT_NE(other, request.rule);
  must(change({.id = site_operator.id, .rule = other}));
  EXPECT_EQ(must(confirm(request.id)).rule, other);
  EXPECT_EQ(must(change({.id = site_operator.id, .rule = ""})).rule, std::nullopt);
  EXPECT_EQ(fault_of(change({.id = site_operator.id, .rule = "no-such-rule"})), FaultKind::malformed);
}

TEST_F(KeepDirectory, ASiteIsDescribedPartByPart) {
  const auto runs = board();
  const auto carries = must(add({.name = "Carrier", .mail = "abuse@carrier.example"}));
  auto site = must(describe(
      {.site = "https://media.board.example/x", .kind = removal::SiteKind::community, .host = carries.id}));
  EXPECT_EQ(site.name, "board.example");
  EXPECT_FALSE(site.site_operator);
  site = must(describe({.site = "board.example", .site_operator = runs.id}));
  EXPECT_EQ(site.host, carries.id);
  EXPECT_EQ(site.kind, removal::SiteKind::community);
  site = must(describe({.site = "board.example", .without = {Party::host}}));
  EXPECT_FALSE(site.host);
  EXPECT_EQ(site.site_operator, runs.id);
}

TEST_F(KeepDirectory, PartiesAreOfTheOwnDirectory) {
  const auto foreign = must(write([&](auto& tx) {
    return add_operator(desk, tx, stranger, {"Theirs", "abuse@theirs.example"});
  }));
  EXPECT_EQ(fault_of(describe({.site = "board.example", .registrar = foreign.id})), FaultKind::missing);
  EXPECT_EQ(fault_of(change({.id = foreign.id, .name = "Ours"})), FaultKind::missing);
}

}  // namespace
}  // namespace jium::desk
