#include "jium/desk/import_directory.h"

#include "jium/desk/desk_fixture.h"
#include "jium/desk/merge_operators.h"
#include "jium/desk/note_contact.h"
#include "jium/store/directory.h"
#include "jium/store/form_recipes.h"
#include "jium/store/platforms.h"

namespace jium::desk {
namespace {

using removal::ChannelKind;
using removal::Language;

class ImportedDirectory : public DeskFixture {
 protected:
  ImportOutcome import(const std::string& operators, const std::string& sites = "", bool dry_run = false) {
    ImportDirectory ask{.dry_run = dry_run};
    if (!operators.empty()) ask.operators = operators_from_csv(operators);
    if (!sites.empty()) ask.sites = sites_from_csv(sites);
    return must(write([&](auto& tx) { return import_directory(desk, tx, officer, ask); }));
  }
  DirectoryRows rows() {
    return must(read([&](auto& tx) { return export_directory(desk, tx, officer); }));
  }
  static constexpr const char* kOperators =
      "name,mail,channels,jurisdiction,languages\n"
      "Board,abuse@board.example,,KR,ko en\n"
      "Carrier,,\"web_form=https://carrier.example/abuse,en | mail=abuse@carrier.example,ko\",*,\n";
  static constexpr const char* kSites =
      "name,kind,operator,host\nboard.example,community,Board,Carrier\nhttps://media.other.example/x,,,\n";
};

TEST_F(ImportedDirectory, TakesBothTablesAtOnce) {
  const auto outcome = import(kOperators, kSites);
  EXPECT_TRUE(outcome.taken);
  EXPECT_TRUE(outcome.faults.empty()) << outcome.faults[0].what;
  EXPECT_EQ(outcome.operators_added, 2);
  EXPECT_EQ(outcome.sites_added, 2);
  const auto operators = must(read([&](auto& tx) { return store::operators_of(tx, officer.organisation); }));
  ASSERT_EQ(operators.size(), 2U);
  const auto& carrier = operators[0].name == "Carrier" ? operators[0] : operators[1];
  EXPECT_EQ(carrier.mail, "abuse@carrier.example");
  ASSERT_EQ(carrier.channels.size(), 2U);
  EXPECT_EQ(carrier.channels[0].kind, ChannelKind::web_form);
  EXPECT_EQ(carrier.channels[1].language, Language::ko);
  const auto site = must(read([&](auto& tx) {
                      return store::find_site(tx, officer.organisation, "board.example");
                    })).value();
  EXPECT_EQ(site.host, carrier.id);
  EXPECT_EQ(site.kind, removal::SiteKind::community);
}

TEST_F(ImportedDirectory, TheSameTablesAgainChangeNothing) {
  import(kOperators, kSites);
  const auto again = import(kOperators, kSites);
  EXPECT_TRUE(again.taken);
  EXPECT_EQ(again.operators_added + again.operators_changed + again.sites_added + again.sites_changed, 0);
}

TEST_F(ImportedDirectory, WhatIsExportedIsImportedElsewhereAsTheSame) {
  import(kOperators, kSites);
  const auto exported = rows();
  ImportDirectory there;
  there.operators = operators_from_csv(operators_to_csv(exported.operators));
  there.sites = sites_from_csv(sites_to_csv(exported.sites));
  must(write([&](auto& tx) { return import_directory(desk, tx, stranger, there); }));
  const auto arrived = must(read([&](auto& tx) { return export_directory(desk, tx, stranger); }));
  const auto sorted = [](DirectoryRows all) {
    std::ranges::sort(all.operators, {}, &OperatorRow::name);
    std::ranges::sort(all.sites, {}, &SiteRow::name);
    return operators_to_csv(all.operators) + sites_to_csv(all.sites);
  };
  EXPECT_EQ(sorted(arrived), sorted(exported));
}

TEST_F(ImportedDirectory, OneFaultAndNothingIsTaken) {
  const auto outcome = import(
      "name,mail,jurisdiction\nBoard,abuse@board.example,KR\nWrong,nonsense,KR\nAlso,a@b.example,Korea\n",
      "name,operator\nboard.example,Nobody\n");
  EXPECT_FALSE(outcome.taken);
  ASSERT_EQ(outcome.faults.size(), 3U);
  EXPECT_EQ(outcome.faults[0].line, 3);
  EXPECT_EQ(outcome.faults[1].line, 4);
  EXPECT_EQ(outcome.faults[2].table, "sites");
  EXPECT_EQ(outcome.faults[2].line, 2);
  EXPECT_TRUE(rows().operators.empty());
}

TEST_F(ImportedDirectory, ADryRunTellsAndWritesNothing) {
  const auto outcome = import(kOperators, kSites, true);
  EXPECT_FALSE(outcome.taken);
  EXPECT_EQ(outcome.operators_added, 2);
  EXPECT_TRUE(rows().operators.empty());
  EXPECT_TRUE(rows().sites.empty());
}

TEST_F(ImportedDirectory, ATableThatCannotBeReadNamesItsLine) {
  EXPECT_EQ(import("name,mail\nBoard,\"abuse\n").faults.at(0).line, 2);
  EXPECT_EQ(import("name,colour\nBoard,red\n").faults.at(0).line, 1);
  EXPECT_EQ(import("name,name\nBoard,Board\n").faults.at(0).line, 1);
  EXPECT_EQ(import("name,mail\nBoard,a@b.example,more\n").faults.at(0).line, 2);
  EXPECT_EQ(import("name,state\nBoard,asleep\n").faults.at(0).line, 2);
}

class Merged : public DeskFixture {
 protected:
  removal::RemovalRequest request = sent_request();
  removal::OperatorId twin = request.site_operator;
  removal::OperatorId kept = must(write([&](auto& tx) {
                               return add_operator(desk, tx, officer, {"Example Ltd", "help@site.example"});
                             })).id;

  Result<removal::SiteOperator> merge(removal::OperatorId from, removal::OperatorId to) {
    return write([&](auto& tx) { return merge_operators(desk, tx, officer, {from, to}); });
  }
  Result<removal::SiteOperator> undo() {
    return write([&](auto& tx) { return undo_merge(desk, tx, officer, twin); });
  }
  std::optional<removal::OperatorId> who_runs_it() {
    return must(read([&](auto& tx) { return store::find_site(tx, officer.organisation, "site.example"); }))
        .value()
        .site_operator;
  }
  std::size_t contacts(removal::OperatorId id) {
    return must(read([&](auto& tx) { return operator_history(desk, tx, officer, id); })).contacts.size();
  }
};

TEST_F(Merged, RequestsSitesHistoryAndChannelsMove) {
  const auto merged = must(merge(twin, kept));
  EXPECT_EQ(merged.id, kept);
  EXPECT_EQ(merged.channels.size(), 2U);
  EXPECT_EQ(load(request.id).site_operator, kept);
  EXPECT_EQ(who_runs_it(), kept);
  EXPECT_EQ(contacts(kept), 1U);
  EXPECT_EQ(contacts(twin), 0U);
  const auto listed = must(read([&](auto& tx) { return store::operators_of(tx, officer.organisation); }));
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].id, kept);
}

TEST_F(Merged, NamesTheKeptOneFromThenOn) {
  must(merge(twin, kept));
  const auto named = write([&](auto& tx) { return assign_site(desk, tx, officer, "new.example", twin); });
  EXPECT_EQ(fault_of(named), FaultKind::conflict);
  EXPECT_EQ(fault_of(merge(twin, kept)), FaultKind::conflict);
  EXPECT_EQ(fault_of(merge(kept, kept)), FaultKind::conflict);
}

TEST_F(Merged, AWeekLongItIsTakenBackWhole) {
  must(merge(twin, kept));
  clock.tick(kMergeUndone);
  must(undo());
  EXPECT_EQ(load(request.id).site_operator, twin);
  EXPECT_EQ(who_runs_it(), twin);
  EXPECT_EQ(contacts(twin), 1U);
  const auto back =
      must(read([&](auto& tx) { return store::load_operator(tx, officer.organisation, kept); }));
  EXPECT_EQ(back.channels.size(), 1U);
  EXPECT_EQ(back.mail, "help@site.example");
  EXPECT_EQ(fault_of(undo()), FaultKind::conflict);
  must(merge(twin, kept));
  EXPECT_EQ(who_runs_it(), kept) << "and can be merged anew";
}

TEST_F(Merged, AfterAWeekItStays) {
  must(merge(twin, kept));
  clock.tick(kMergeUndone + Duration{1});
  EXPECT_EQ(fault_of(undo()), FaultKind::conflict);
}

TEST_F(Merged, WhatWasMovedOnSinceStaysThere) {
  must(merge(twin, kept));
  const auto third = must(write([&](auto& tx) {
                       return add_operator(desk, tx, officer, {"Third", "abuse@third.example"});
                     })).id;
  must(write([&](auto& tx) { return assign_site(desk, tx, officer, "site.example", third); }));
  must(undo());
  EXPECT_EQ(who_runs_it(), third);
}

TEST_F(Merged, RecipesAndTheLinkWithAPlatformGoAlongAndComeBack) {
  const auto recipe = removal::RecipeId::random();
  removal::PlatformLink link;
  link.id = removal::LinkId::random();
  link.organisation = officer.organisation;
  link.site_operator = twin;
  link.platform = stranger.organisation;
  link.named_by = "test";
  link.named_at = link.accepted_at.emplace(clock.now());
  link.accepted_by = "test";
  must(write([&](auto& tx) -> Result<void> {
    store::StoredRecipe kept_recipe;
    kept_recipe.id = recipe;
    kept_recipe.organisation = officer.organisation;
    kept_recipe.site_operator = twin;
    kept_recipe.text = "a recipe";
    kept_recipe.state = store::RecipeState::confirmed;
    kept_recipe.kept_by = "test";
    JIUM_CHECK(store::insert(tx, kept_recipe));
    return store::insert(tx, link);
  }));
  const auto whose = [&] {
    return must(read([&](auto& tx) -> Result<std::vector<removal::OperatorId>> {
      JIUM_TRY(const auto one, store::load_recipe(tx, officer.organisation, recipe));
      JIUM_TRY(const auto other, store::load_link(tx, link.id));
      return std::vector{one.site_operator, other.site_operator};
    }));
  };
  must(merge(twin, kept));
  EXPECT_EQ(whose(), (std::vector{kept, kept}));
  must(undo());
  EXPECT_EQ(whose(), (std::vector{twin, twin}));
}

TEST_F(Merged, WhereBothWereAskedAboutOnePlaceEachKeepsItsOwnRequest) {
  auto other = request;
  other.id = removal::RequestId::random();
  other.site_operator = kept;
  must(write([&](auto& tx) { return store::insert(tx, other); }));
  must(merge(twin, kept));
  EXPECT_EQ(load(request.id).site_operator, twin) << "that is what happened";
  EXPECT_EQ(load(other.id).site_operator, kept);
  EXPECT_EQ(who_runs_it(), kept);
  must(undo());
  EXPECT_EQ(load(other.id).site_operator, kept);
}

TEST_F(Merged, ADraftThatWouldAskASecondTimeStandsInTheWayInWords) {
  removal::RemovalRequest draft_to_kept;
  draft_to_kept.id = removal::RequestId::random();
  draft_to_kept.organisation = request.organisation;
  draft_to_kept.the_case = request.the_case;
  draft_to_kept.sighting = request.sighting;
  draft_to_kept.site_operator = kept;
  draft_to_kept.rule = request.rule;
  draft_to_kept.drafted_at = clock.now();
  must(write([&](auto& tx) { return store::insert(tx, draft_to_kept); }));
  const auto refused = merge(kept, twin);
  EXPECT_EQ(fault_of(refused), FaultKind::conflict);
  EXPECT_NE(refused.fault().what.find(draft_to_kept.id.text()), std::string::npos);
  EXPECT_EQ(who_runs_it(), twin);
}

TEST_F(Merged, AnotherCentreCannot) {
  EXPECT_EQ(fault_of(write([&](auto& tx) {
              return merge_operators(desk, tx, stranger, {twin, kept});
            })),
            FaultKind::missing);
}

}  // namespace
}  // namespace jium::desk
