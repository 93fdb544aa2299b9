#include "jium/removal/ladder_plan.h"

#include <algorithm>
#include <array>

#include "jium/embedded/ladder_plans.h"
#include "jium/removal/letter_role.h"
#include "jium/removal/table_reader.h"

namespace jium::removal {
namespace {

constexpr Duration kLongest = std::chrono::days{366};
constexpr std::string_view kUpTo = " up to a year";

constexpr std::array<std::string_view, 8> kPlanFields{"id",     "kinds",  "in_force_from", "patience",
                                                      "review", "source", "checked_on",    "step"};
constexpr std::array<std::string_view, 4> kStepFields{"rung", "letter", "clock", "after"};

Result<PlanStep> read_step(const toml::table& table, const Plan& plan) {
  const TableReader reader(table,
                           "plan " + plan.id + ", step number " + std::to_string(plan.steps.size() + 1));
  JIUM_CHECK(reader.knows_only(kStepFields));
  PlanStep step;
  JIUM_TRY(const std::string rung, reader.text("rung"));
  JIUM_TRY(step.rung, reader.word<Rung>("rung", rung));
  if (plan.step(step.rung) != nullptr) return reader.wrong("rung", "is there twice");
  if (plan.steps.empty() && step.rung != Rung::site_operator)
    return reader.wrong("rung", "of the first step is site_operator");
  JIUM_TRY(const std::string letter, reader.text("letter"));
  JIUM_TRY(step.letter, reader.word<LetterRole>("letter", letter));
  if ((step.letter == LetterRole::block) != (step.rung == Rung::committee))
    return reader.wrong("letter", "is block for the committee and for nobody else");
  if (!may_ask(step.rung, step.letter))
    return reader.wrong("letter", "is nothing that can be asked of this rung");
  JIUM_TRY(const std::string clock, reader.text("clock"));
  if (clock != "rule") {
    JIUM_TRY(step.clock, reader.whole_hours("clock", kLongest, kUpTo));
  }
  if (step.rung == Rung::committee && !step.clock)
    return reader.wrong("clock", "of the committee is in hours or days: no rule gives it one");
  JIUM_TRY(const auto after, reader.words("after"));
  for (const std::string& name : after) {
    JIUM_TRY(const Rung earlier, reader.word<Rung>("after", name));
    if (plan.step(earlier) == nullptr) return reader.wrong("after", "names only steps that come before");
    step.after.push_back(earlier);
  }
  return step;
}

Result<Plan> read_plan(const toml::table& table, std::size_t number) {
  Plan plan;
  JIUM_TRY(plan.id, TableReader(table, "plan number " + std::to_string(number)).text("id"));
  const TableReader reader(table, "plan " + plan.id);
  JIUM_CHECK(reader.knows_only(kPlanFields));
  JIUM_TRY(plan.kinds, reader.words("kinds"));
  if (plan.kinds.empty()) return reader.wrong("kinds", "must list at least one");
  JIUM_TRY(const auto from, reader.day("in_force_from"));
  plan.in_force_from = Instant{from};
  JIUM_TRY(plan.patience, reader.whole_hours("patience", kLongest, kUpTo));
  JIUM_TRY(plan.review, reader.whole_hours("review", kLongest, kUpTo));
  JIUM_TRY(plan.source, reader.text("source"));
  JIUM_TRY(plan.checked_on, reader.text("checked_on"));
  const toml::array* steps = table["step"].as_array();
  if (steps == nullptr || steps->empty()) return reader.wrong("step", "must be there at least once");
  for (const toml::node& node : *steps) {
    const toml::table* step = node.as_table();
    if (step == nullptr) return reader.wrong("step", "is a table each time");
    JIUM_TRY(PlanStep read, read_step(*step, plan));
    plan.steps.push_back(std::move(read));
  }
  return plan;
}

bool names(const Plan& plan, std::string_view kind) {
  return std::ranges::find(plan.kinds, kind) != plan.kinds.end();
}

// Two plans for one kind from one day on: which of them holds could not be said.
Result<void> check_beside(const Plan& plan, const std::vector<Plan>& others) {
  for (const Plan& other : others) {
    if (other.id == plan.id) return fault(FaultKind::malformed, "plan " + plan.id + ": id is there twice");
    if (other.in_force_from != plan.in_force_from) continue;
    for (const std::string& kind : plan.kinds) {
      if (!names(other, kind)) continue;
      return fault(FaultKind::malformed, "plan " + plan.id + ": kinds lists " + kind + ", and plan " +
                                             other.id + " does so from the same day");
    }
  }
  return {};
}

}  // namespace

const PlanStep* Plan::step(Rung rung) const {
  const auto found = std::ranges::find(steps, rung, &PlanStep::rung);
  return found == steps.end() ? nullptr : &*found;
}

Result<LadderBook> LadderBook::parse(std::string_view text) {
  LadderBook book;
  try {
    const toml::table document = toml::parse(text);
    const toml::array* plans = document["plan"].as_array();
    if (plans == nullptr) return fault(FaultKind::malformed, "no [[plan]] in the ladder file");
    for (const toml::node& node : *plans) {
      const toml::table* table = node.as_table();
      if (table == nullptr) return fault(FaultKind::malformed, "every plan is a table");
      JIUM_TRY(Plan plan, read_plan(*table, book.plans_.size() + 1));
      JIUM_CHECK(check_beside(plan, book.plans_));
      book.plans_.push_back(std::move(plan));
    }
  } catch (const toml::parse_error& error) {
    return fault(FaultKind::malformed, "the ladder file, line " + std::to_string(error.source().begin.line) +
                                           ": " + std::string(error.description()));
  }
  const bool has_default = std::ranges::any_of(book.plans_, [](const Plan& p) { return names(p, "*"); });
  if (!has_default) return fault(FaultKind::malformed, "no plan names the kind *");
  return book;
}

Result<Plan> LadderBook::plan_for(std::string_view kind, Instant at) const {
  for (const std::string_view wanted : {kind, std::string_view("*")}) {
    const Plan* best = nullptr;
    for (const Plan& plan : plans_) {
      const bool fits = names(plan, wanted) && plan.in_force_from <= at;
      if (fits && (best == nullptr || plan.in_force_from > best->in_force_from)) best = &plan;
    }
    if (best != nullptr) return *best;
  }
  return fault(FaultKind::missing, "no ladder was in force on that day");
}

Result<Plan> LadderBook::plan_by_id(std::string_view id) const {
  const auto found = std::ranges::find(plans_, id, &Plan::id);
  if (found == plans_.end()) return fault(FaultKind::missing, "no ladder plan of that id");
  return *found;
}

const LadderBook& LadderBook::built_in() {
  static const LadderBook book = [] {
    auto read = built_in_ladders();
    return read ? *std::move(read) : LadderBook();
  }();
  return book;
}

Result<LadderBook> built_in_ladders() {
  return LadderBook::parse(embedded::kLadderPlans);
}

}  // namespace jium::removal
