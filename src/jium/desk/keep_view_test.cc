// A person's own views and settings, and a person's own day.
#include "jium/desk/keep_view.h"

#include <gmock/gmock.h>

#include "jium/desk/assign_case.h"
#include "jium/desk/change_person.h"
#include "jium/desk/inspect_places.h"
#include "jium/desk/person_fixture.h"
#include "jium/desk/receive_report.h"
#include "jium/desk/show_today.h"
#include "jium/desk/take_up_report.h"

namespace jium::desk {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class OwnConsole : public PersonFixture {
 protected:
  Result<store::PersonView> keep(const Actor& actor, const KeepView& ask) {
    return write([&](auto& tx) { return keep_view(desk, tx, actor, ask); });
  }
  std::vector<store::PersonView> views(const Actor& actor) {
    return must(read([&](auto& tx) { return own_views(tx, actor); }));
  }
  Today today(const Actor& actor) {
    return must(read([&](auto& tx) { return show_today(desk, tx, actor); }));
  }
  std::int64_t count(const Actor& actor, DueKind kind) {
    for (const DueWork& one : today(actor).due) {
      if (one.kind == kind) return one.count;
    }
    return 0;
  }
  casework::Case empty_case(const Actor& actor, const std::string& pseudonym) {
    return must(write([&](auto& tx) {
      OpenCase ask;
      ask.pseudonym = Secret<std::string>(pseudonym);
      ask.harm_types = {casework::HarmType::dissemination};
      return open_case(desk, tx, actor, ask);
    }));
  }

  Actor mina = person(), other = person();
};

TEST_F(OwnConsole, KeepsAViewAndReplacesItByItsNameOnItsPage) {
  const auto first = must(keep(mina, {"Overdue", "requests", R"({"state":["overdue"]})"}));
  must(keep(mina, {"Overdue", "cases", "{}"}));
  clock.tick(std::chrono::seconds{1});
  const auto again = must(keep(mina, {"Overdue", "requests", R"({"state":["sent"]})"}));
  EXPECT_EQ(first.id, again.id);
  const auto kept = views(mina);
  ASSERT_THAT(kept, SizeIs(2));
  EXPECT_EQ(kept.back().filter, R"({"state":["sent"]})");
  EXPECT_EQ(kept.front().page, "cases");
  EXPECT_THAT(views(other), IsEmpty());
  EXPECT_THAT(views(officer), IsEmpty());
}

TEST_F(OwnConsole, RefusesWhatIsNoView) {
  for (const KeepView& wrong :
       {KeepView{"", "requests", "{}"}, KeepView{std::string(81, 'a'), "requests", "{}"},
        KeepView{"two\nlines", "requests", "{}"}, KeepView{"Mine", "", "{}"},
        KeepView{"Mine", "Requests", "{}"}, KeepView{"Mine", "../requests", "{}"},
        KeepView{"Mine", "requests", ""}, KeepView{"Mine", "requests", "[]"},
        KeepView{"Mine", "requests", "{"},
        KeepView{"Mine", "requests", "{\"a\":\"" + std::string(4096, 'a') + "\"}"}}) {
    EXPECT_EQ(keep(mina, wrong).fault().kind, FaultKind::malformed)
        << wrong.name << wrong.page << wrong.filter;
  }
  EXPECT_EQ(keep(officer, {"Mine", "requests", "{}"}).fault().kind, FaultKind::conflict);  // a program
  EXPECT_TRUE(keep(mina, {std::string(80, 'a'), "requests", "{}"}));
}

TEST_F(OwnConsole, HoldsAHundredViewsAndNoneMore) {
  for (std::size_t i = 0; i < kMostViews; ++i) must(keep(mina, {"View " + std::to_string(i), "cases", "{}"}));
  EXPECT_EQ(keep(mina, {"One more", "cases", "{}"}).fault().kind, FaultKind::conflict);
  EXPECT_TRUE(keep(mina, {"View 7", "cases", R"({"a":1})"}));  // not one more
}

TEST_F(OwnConsole, LetsNobodyRemoveAnothersView) {
  const auto kept = must(keep(mina, {"Mine", "cases", "{}"}));
  const auto remove = [&](const Actor& actor) {
    return write([&](auto& tx) { return remove_view(tx, actor, kept.id); });
  };
  EXPECT_EQ(remove(other).fault().kind, FaultKind::missing);
  EXPECT_EQ(remove(officer).fault().kind, FaultKind::missing);
  EXPECT_THAT(views(mina), SizeIs(1));
  EXPECT_TRUE(remove(mina));
  EXPECT_THAT(views(mina), IsEmpty());
}

TEST_F(OwnConsole, RemembersLanguageAndThemeEachByItself) {
  const auto choose = [&](const store::PersonSettings& change) {
    return must(write([&](auto& tx) { return keep_settings(desk, tx, mina, change); }));
  };
  choose({store::ConsoleLanguage::ko, std::nullopt});
  const auto both = choose({std::nullopt, store::ConsoleTheme::dark});
  EXPECT_EQ(both.language, store::ConsoleLanguage::ko);
  const auto read_back = must(read([&](auto& tx) { return own_settings(tx, mina); }));
  EXPECT_EQ(read_back.language, store::ConsoleLanguage::ko);
  EXPECT_EQ(read_back.theme, store::ConsoleTheme::dark);
  EXPECT_FALSE(must(read([&](auto& tx) { return own_settings(tx, other); })).language);
}

TEST_F(OwnConsole, GoesWithThePerson) {
  must(keep(mina, {"Mine", "cases", "{}"}));
  const Actor administrator = person(Role::centre_administrator);
  person(Role::centre_administrator);
  must(write([&](auto& tx) {
    return change_state(desk, tx, administrator, *mina.person, registry::PersonState::left);
  }));
  EXPECT_THAT(views(mina), IsEmpty());
}

TEST_F(OwnConsole, OfADayCountsOnlyTheCasesOfThePerson) {
  const auto hers = empty_case(mina, "Blue heron");
  empty_case(other, "Grey heron");
  EXPECT_EQ(count(mina, DueKind::consent_missing), 1);
  EXPECT_EQ(count(mina, DueKind::footage_missing), 1);
  EXPECT_EQ(count(officer, DueKind::consent_missing), 2);  // a program: its whole organisation
  must(write([&](auto& tx) { return assign_case(desk, tx, mina, {hers.id, *other.person, std::nullopt}); }));
  EXPECT_EQ(count(other, DueKind::consent_missing), 2);
  EXPECT_EQ(today(mina).since, clock.now() - std::chrono::hours{24});  // never signed in before
}

TEST_F(OwnConsole, OfADayCountsWhatPeopleToldUntilSomebodyTakesItUp) {
  casework::IntakeReport told;
  told.harm_types = {casework::HarmType::dissemination};
  told.may_tell = {.operators = true, .police = false};
  const auto report = must(write([&](auto& tx) {
    return receive_report(desk, tx, {officer.organisation, std::move(told), Bytes(32, 1), ""});
  }));
  EXPECT_EQ(count(mina, DueKind::reports_waiting), 1);  // of whoever is on duty
  EXPECT_EQ(today(other).due.front().kind, DueKind::reports_waiting);
  must(write([&](auto& tx) {
    return accept_report(desk, tx, mina, {report.id, Secret<std::string>("Finch")});
  }));
  EXPECT_EQ(count(other, DueKind::reports_waiting), 0);
}

TEST_F(OwnConsole, ShowsAListOfAddressesToWhoHandedItIn) {
  const auto asked =
      must(write([&](auto& tx) { return ask_inspections(desk, tx, mina, {"https://a.example/1"}); }));
  const auto show = [&](const Actor& actor) {
    return read([&](auto& tx) { return show_inspections(desk, tx, actor, asked.list.id, 0, 10); });
  };
  EXPECT_THAT(must(show(mina)).places, SizeIs(1));
  EXPECT_EQ(show(other).fault().kind, FaultKind::missing);
  EXPECT_THAT(must(show(officer)).places, SizeIs(1));
  EXPECT_THAT(must(read([&](auto& tx) { return list_inspections(desk, tx, other); })), IsEmpty());
}

}  // namespace
}  // namespace jium::desk
