#include "jium/desk/authorisation_page.h"

#include <array>
#include <boost/mp11.hpp>
#include <vector>

namespace jium::desk {
namespace {

constexpr std::string_view kPreface =
    "# Who may call what\n\n"
    "Written from `src/jium/desk/authz.tsv`, the one table that the server checks each request by. A role "
    "that "
    "is not marked for a route is refused there, and a route that is not in the table stops the start.\n\n"
    "**Whose records**: *own*, those of the caller's organisation, *assigned*, those of cases that the "
    "person "
    "is assigned to, *shared*, those that another organisation shares with the caller's, *none*, records "
    "that "
    "belong to no organisation. Whatever lies outside is answered like a record that is not there.\n\n"
    "**Act** is the word in the audit log; a dash is a look at nothing that could harm anybody, which is not "
    "logged. **Step-up**: a person must have proved anew, minutes ago, who they are.\n\n"
    "| mark | role |\n|---|---|\n";

struct Column {
  Role role;
  std::string_view mark;
};
// In the order of the enumeration.
constexpr std::array kColumns{Column{Role::system_administrator, "SA"},
                              Column{Role::deletion_officer, "DO"},
                              Column{Role::auditor, "AU"},
                              Column{Role::counsellor, "CO"},
                              Column{Role::centre_administrator, "CA"},
                              Column{Role::police_liaison, "PL"},
                              Column{Role::committee_reviewer, "CR"},
                              Column{Role::monitor, "MO"},
                              Column{Role::platform_engineer, "PE"}};
static_assert(kColumns.size() == boost::mp11::mp_size<boost::describe::describe_enumerators<Role>>::value,
              "a column for each role");

// The lines of one route, which agree in all but the role.
struct Entry {
  const Grant* first = nullptr;
  bool anyone = false;
  bool any_key = false;
  std::array<bool, kColumns.size()> roles{};
};

bool is_about(const Entry& entry, const Grant& grant) {
  return entry.first->method == grant.method && entry.first->route == grant.route &&
         entry.first->relation == grant.relation && entry.first->act == grant.act &&
         entry.first->guard == grant.guard;
}

std::vector<Entry> entries_of(const Authorisation& table) {
  std::vector<Entry> entries;
  for (const Grant& grant : table.grants()) {
    if (entries.empty() || !is_about(entries.back(), grant)) entries.push_back({&grant});
    Entry& entry = entries.back();
    entry.anyone = entry.anyone || grant.caller == Caller::anyone;
    entry.any_key = entry.any_key || grant.caller == Caller::any_key;
    if (grant.caller == Caller::role) entry.roles.at(static_cast<std::size_t>(grant.role)) = true;
  }
  return entries;
}

std::string line_of(const Entry& entry) {
  const Grant& grant = *entry.first;
  std::string line = "| " + grant.method + " `" + grant.route + "` |";
  for (const bool may : entry.roles) {
    if (entry.anyone) {
      line += " all |";
    } else if (entry.any_key) {
      line += " key |";
    } else {
      line += may ? " x |" : " |";
    }
  }
  line += ' ' + std::string(to_text(grant.relation)) + " | ";
  line += grant.act ? std::string(audit::word_of(*grant.act)) : "-";
  line += grant.guard == Guard::step_up ? " | step-up |\n" : " | |\n";
  return line;
}

}  // namespace

std::string manual_page(const Authorisation& table) {
  std::string page(kPreface);
  std::string head = "| route |";
  std::string rule = "|---|";
  for (const Column& column : kColumns) {
    page += "| " + std::string(column.mark) + " | " + std::string(to_text(column.role)) + " |\n";
    head += ' ' + std::string(column.mark) + " |";
    rule += "---|";
  }
  page += "| key | whoever has a key or a session |\n| all | anybody, without one |\n\n";
  page += head + " whose records | act | |\n" + rule + "---|---|---|\n";
  for (const Entry& entry : entries_of(table)) page += line_of(entry);
  return page;
}

}  // namespace jium::desk
