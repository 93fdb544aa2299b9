// For how long a record is kept: rules of law as dated data (data/rules/retention.toml, which names article
// and source of each), and one pure function that says until when, by which rule.
//
// Never shorter than any rule in force demands: of all rules that reach a record the longest counts. A rule
// reaches a record when it was in force at any time since the record began; so a rule that ended still runs
// for records made under it, and a later one only lengthens, unless it says of itself that it shortens what
// runs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/enum_text.h"
#include "jium/casework/case.h"
#include "jium/registry/footage.h"

namespace jium::casework {

enum class RecordClass { child_material, investigator_requested, other, audit };
BOOST_DESCRIBE_ENUM(RecordClass, child_material, investigator_requested, other, audit)

// What the requester's demand to destroy does while the term runs: ends it, or must be decided by two people.
enum class OnRequest { destroy, decide };
BOOST_DESCRIBE_ENUM(OnRequest, destroy, decide)

// When the term is over: destroyed by the nightly job, or put before the administrator.
enum class WhenOver { destroy, ask };
BOOST_DESCRIBE_ENUM(WhenOver, destroy, ask)

struct RetentionRule {
  std::string id;  // "kr-child-material"
  RecordClass record = RecordClass::other;
  Instant in_force_from{};
  std::optional<Instant> in_force_until;  // the first moment at which it no longer is
  std::optional<int> years;               // none: permanent
  OnRequest on_request = OnRequest::decide;
  WhenOver when_over = WhenOver::ask;
  bool shortens_running = false;
  std::string article, source, checked_on;
};

struct Record {
  std::vector<RecordClass> classes;
  Instant begun{};
  std::optional<Instant> ended;  // terms count from here; none: it is still in use
};

struct Term {
  std::vector<std::string> rules;  // all that still demand it, the longest first; empty: no rule does
  std::optional<Instant> until;    // none: for ever, still in use, or no rule was ever in force for it
  bool over = false;
  OnRequest on_request = OnRequest::destroy;
  WhenOver when_over = WhenOver::ask;
};

// The same day and time so many years later; 29 February becomes 1 March, as a term is never cut short.
[[nodiscard]] Instant years_after(Instant from, int years);

// Korea's standard of safety measures, article 8: two years where sensitive data is handled. No rule may say
// less of the log.
inline constexpr int kLeastLogYears = 2;

class RetentionBook {
 public:
  // Malformed, naming the rule and the field, when anything is missing, unknown or double, when a rule ends
  // before it begins, when a class of record has no rule, or when entries of the log would be kept for less
  // than kLeastLogYears.
  [[nodiscard]] static Result<RetentionBook> parse(std::string_view toml);
  explicit RetentionBook(std::vector<RetentionRule> rules) : rules_(std::move(rules)) {}

  [[nodiscard]] Term term_of(const Record& record, Instant now) const;
  // What ended after this moment is kept by a rule in force now, whichever others reach it; none: everything
  // is. So that a nightly job looks at nothing younger.
  [[nodiscard]] std::optional<Instant> none_over_after(RecordClass record, Instant now) const;
  [[nodiscard]] const std::vector<RetentionRule>& rules() const { return rules_; }

 private:
  explicit RetentionBook() = default;
  std::vector<RetentionRule> rules_;
};

// The rules that the binary carries; they are read once and checked by a test.
[[nodiscard]] const RetentionBook& built_in_retention();

// Of which classes a case is: child material where the harm is child exploitation, where footage was decided
// or proposed to be of that class (`classed_as_child`), or where there is footage
// of somebody under 14; requested by an investigator where the police registered some of its footage; else
// other.
[[nodiscard]] Record record_of(const Case& the_case, const std::vector<registry::FootageSource>& sources,
                               bool classed_as_child = false);

}  // namespace jium::casework
