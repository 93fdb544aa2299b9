// The table against what does not come from it: the page that people have read, and principles that hold
// whatever routes there are. Every single change of the table must be noticed.
#include "jium/desk/authorisation_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/mp11.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

namespace jium::desk {
namespace {

using audit::Act;
using audit::AuditClass;

const std::filesystem::path kCheckedIn =
    std::filesystem::path(JIUM_SOURCE_DIR) / "docs" / "operating" / "authorisation.md";

std::string checked_in() {
  std::ifstream file(kCheckedIn);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(AuthorisationPage, IsTheOneThatIsCheckedIn) {
  const std::string page = manual_page(Authorisation::built_in().value());
  if (std::getenv("JIUM_REFRESH") != nullptr) std::ofstream(kCheckedIn) << page;
  EXPECT_EQ(checked_in(), page)
      << "a rule has changed: if that was meant, run this test with JIUM_REFRESH=1 and read what changed";
}

// What the table says, as text that can be changed cell by cell.
using Row = std::vector<std::string>;  // method, route, role, relation, act, guard
std::vector<Row> rows_of(const Authorisation& table) {
  std::vector<Row> rows;
  for (const Grant& grant : table.grants()) {
    rows.push_back({grant.method, grant.route,
                    grant.caller == Caller::anyone    ? "anyone"
                    : grant.caller == Caller::any_key ? "any_key"
                                                      : std::string(to_text(grant.role)),
                    std::string(to_text(grant.relation)),
                    grant.act ? std::string(audit::word_of(*grant.act)) : "-",
                    grant.guard == Guard::step_up ? "step_up" : "-"});
  }
  return rows;
}

Result<Authorisation> table_of(const std::vector<Row>& rows) {
  std::string text;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i == 0 ? "" : "\t") + row[i];
    text += '\n';
  }
  return Authorisation::parse(text);
}

std::vector<std::string> words_of_column(std::size_t column) {
  switch (column) {
    case 2: {
      std::vector<std::string> words{"anyone", "any_key"};
      boost::mp11::mp_for_each<boost::describe::describe_enumerators<Role>>(
          [&](auto role) { words.emplace_back(role.name); });
      return words;
    }
    case 3: {
      std::vector<std::string> words;
      boost::mp11::mp_for_each<boost::describe::describe_enumerators<Relation>>(
          [&](auto relation) { words.emplace_back(relation.name); });
      return words;
    }
    case 4:
      return {"-", "case_opened", "case_shown", "address_revealed"};
    default:
      return {"-", "step_up"};
  }
}

// Every table that differs from ours in one cell or lacks one line. Those that do not parse are no danger.
void each_mutant(const std::function<void(const Authorisation&, const std::string&)>& visit) {
  const std::vector<Row> rows = rows_of(Authorisation::built_in().value());
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const std::string where = rows[at][0] + " " + rows[at][1] + " " + rows[at][2];
    std::vector<Row> less = rows;
    less.erase(less.begin() + static_cast<std::ptrdiff_t>(at));
    visit(table_of(less).value(), where + " left out");
    for (std::size_t column = 2; column < 6; ++column) {
      for (const std::string& word : words_of_column(column)) {
        if (rows[at][column] == word) continue;
        std::vector<Row> mutant = rows;
        mutant[at][column] = word;
        if (const auto table = table_of(mutant)) visit(*table, where + " with " + word);
      }
    }
  }
}

TEST(AuthorisationPage, NoticesEveryMutationOfARule) {
  const std::string page = checked_in();
  int mutants = 0;
  each_mutant([&](const Authorisation& mutant, const std::string& what) {
    ++mutants;
    EXPECT_NE(manual_page(mutant), page) << what;
  });
  EXPECT_GT(mutants, 500);
  RecordProperty("mutants", mutants);
}

// ---- principles: each is broken by a grant or it is not ----

bool is_casework(const Grant& grant) {
  return grant.relation != Relation::none && grant.act &&
         testing::Value(std::string(audit::word_of(*grant.act)),
                        testing::AnyOf(testing::StartsWith("case_"), testing::StartsWith("consent_"),
                                       testing::StartsWith("identity_"), testing::StartsWith("request_"),
                                       testing::StartsWith("letter_"), testing::StartsWith("sighting_shown"),
                                       testing::StartsWith("address_")));
}

bool has_role(const Grant& grant, std::initializer_list<Role> roles) {
  return grant.caller == Caller::role && std::find(roles.begin(), roles.end(), grant.role) != roles.end();
}

// Whoever is to remove something has to be told where: a platform, of its own site (desk/serve_requests.h).
bool is_told_of_its_own_site(const Grant& grant) {
  return has_role(grant, {Role::platform_engineer}) && grant.act == Act::requests_served;
}

// Whoever is to block a place has to be told which: an access provider that the committee's list is for. And
// a reviewer may look which place is meant, once proved anew.
bool is_told_what_to_block(const Grant& grant) {
  if (has_role(grant, {Role::committee_reviewer}))
    return grant.route == "/api/v1/block-requests/{block}/reveal" && grant.guard == Guard::step_up;
  return has_role(grant, {Role::platform_engineer}) && grant.act == Act::block_list_served;
}

// The words of the first principle that the grant breaks; nothing when it breaks none.
std::string broken_by(const Grant& grant) {
  const AuditClass audit = grant.audit_class();
  if (grant.method == "GET" && audit == AuditClass::change) return "a GET changes nothing";
  // What begins a conversation (a challenge, a secret to be sent back) is answered from a reading transaction
  // and keeps nothing.
  if (grant.method == "POST" && !grant.act && !grant.route.ends_with("/begin"))
    return "whatever may change something is logged";
  if (grant.caller == Caller::anyone && grant.act && audit != AuditClass::change)
    return "nothing that is logged as a look is shown to a stranger";
  if (grant.caller != Caller::role && audit == AuditClass::secret) return "a secret is for a role";
  // Bringing a witness's cosignature adds a name under what is there.
  if (has_role(grant, {Role::auditor}) && audit == AuditClass::change &&
      grant.act != Act::checkpoint_cosigned)
    return "an auditor changes nothing";
  if (has_role(grant, {Role::system_administrator, Role::platform_engineer, Role::monitor,
                       Role::committee_reviewer, Role::auditor}) &&
      is_casework(grant) && !is_told_what_to_block(grant))
    return "cases are for those who support survivors";
  if (has_role(grant, {Role::system_administrator, Role::platform_engineer, Role::monitor,
                       Role::committee_reviewer}) &&
      audit == AuditClass::secret && !is_told_of_its_own_site(grant) && !is_told_what_to_block(grant))
    return "addresses and identities are for those who act on them";
  return "";
}

TEST(AuthorisationPrinciples, HoldForEveryLine) {
  const Authorisation table = Authorisation::built_in().value();
  for (const Grant& grant : table.grants())
    EXPECT_EQ(broken_by(grant), "") << grant.method << " " << grant.route;
}

TEST(AuthorisationPrinciples, AreBrokenByTheMutationsThatMatterMost) {
  const auto breaks = [](const char* line) {
    const Authorisation table = Authorisation::parse(line).value();
    return broken_by(table.grants().front());
  };
  EXPECT_NE(breaks("GET\t/a\tdeletion_officer\town\tcase_changed\t-"), "");
  EXPECT_NE(breaks("POST\t/a\tdeletion_officer\town\t-\t-"), "");
  EXPECT_NE(breaks("GET\t/a\tanyone\tnone\tcase_shown\t-"), "");
  EXPECT_NE(breaks("POST\t/a\tany_key\town\taddress_revealed\t-"), "");
  EXPECT_NE(breaks("POST\t/a\tauditor\town\tcase_changed\t-"), "");
  EXPECT_NE(breaks("GET\t/a\tplatform_engineer\town\tcase_shown\t-"), "");
  EXPECT_NE(breaks("GET\t/a\tsystem_administrator\tnone\taddress_revealed\t-"), "");
  EXPECT_EQ(breaks("GET\t/a\tdeletion_officer\town\tcase_shown\t-"), "");
}

}  // namespace
}  // namespace jium::desk
