#include "jium/store/vigils.h"

#include "jium/casework/reveal.h"
#include "jium/store/cases.h"
#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using casework::Vigil;
using registry::OrganisationId;

constexpr std::string_view kColumns =
    "select id, organisation, the_case, state, language, every_days, opened_at, opened_by, counted_from, "
    "due_at,"
    " ended_at, found, told_matches, told_looks, told_reports from vigil";
constexpr const char* kMissing = "no such vigil";
constexpr std::string_view kStatements = "vigil_statement";
constexpr std::string_view kText = "statement_sealed";

Result<Vigil> read_vigil(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Vigil{.id = in.id<casework::VigilId>(),
                         .organisation = in.id<OrganisationId>(),
                         .the_case = in.id<casework::CaseId>(),
                         .state = in.word<casework::VigilState>(),
                         .language = in.word<casework::VigilLanguage>(),
                         .every_days = in.number(),
                         .opened_at = in.instant(),
                         .opened_by = in.text(),
                         .counted_from = in.instant(),
                         .due_at = in.maybe_instant(),
                         .ended_at = in.maybe_instant(),
                         .found = in.maybe_text(),
                         .told_matches = in.integer(),
                         .told_looks = in.integer(),
                         .told_reports = in.integer()});
}

Result<StoredStatement> read_statement(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto number = static_cast<std::uint64_t>(in.integer());
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(std::string text, in.open({key, kStatements, number}, kText));
  return in.finish(StoredStatement{.vigil = in.id<casework::VigilId>(),
                                   .made_at = in.instant(),
                                   .counted_from = in.instant(),
                                   .made_by = in.text(),
                                   .text = Secret(std::move(text))});
}

// Of whoever is told, and of whoever tells (report/vigil_statement.cc): Korea's.
std::string day_of(Instant at) {
  return casework::korean_day(at);
}

Result<std::int64_t> number(Transaction& tx, const char* sql, std::initializer_list<Value> values) {
  std::int64_t count = 0;
  JIUM_CHECK(tx.database().query(sql, values, [&](const Row& row) -> Result<void> {
    if (!row.is_null(0)) count = row.integer(0);
    return {};
  }));
  return count;
}

}  // namespace

Result<void> insert(Transaction& tx, const Vigil& vigil) {
  return tx.database().run(
      "insert into vigil (id, organisation, the_case, state, language, every_days, opened_at, opened_by,"
      " counted_from, due_at, ended_at, found, told_matches, told_looks, told_reports)"
      " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {vigil.id, vigil.organisation, vigil.the_case, to_text(vigil.state), to_text(vigil.language),
       vigil.every_days, vigil.opened_at, vigil.opened_by, vigil.counted_from, vigil.due_at, vigil.ended_at,
       vigil.found, vigil.told_matches, vigil.told_looks, vigil.told_reports});
}

Result<void> update(Transaction& tx, const Vigil& vigil) {
  return change_one(tx,
                    "update vigil set state = ?, counted_from = ?, due_at = ?, ended_at = ?, found = ?,"
                    " told_matches = ?, told_looks = ?, told_reports = ?"
                    " where id = ? and organisation = ?",
                    {to_text(vigil.state), vigil.counted_from, vigil.due_at, vigil.ended_at, vigil.found,
                     vigil.told_matches, vigil.told_looks, vigil.told_reports, vigil.id, vigil.organisation},
                    kMissing);
}

Result<Vigil> load_vigil(Transaction& tx, OrganisationId organisation, casework::VigilId id) {
  return one(tx, kColumns, "where id = ? and organisation = ?", {id, organisation}, kMissing, read_vigil);
}

Result<std::vector<Vigil>> vigils_of(Transaction& tx, OrganisationId organisation) {
  return all(tx, kColumns, "where organisation = ? order by due_at is null, due_at, id", {organisation},
             read_vigil);
}

Result<std::vector<Vigil>> vigils_of_case(Transaction& tx, casework::CaseId the_case) {
  return all(tx, kColumns, "where the_case = ? order by opened_at, id", {the_case}, read_vigil);
}

Result<void> insert(Transaction& tx, const Vigil& vigil, const StoredStatement& statement) {
  JIUM_TRY(const DataKey key, case_key(tx, vigil.the_case));
  JIUM_TRY(const std::int64_t row,
           insert_for_id(
               tx,
               "insert into vigil_statement (vigil, organisation, data_key, made_at, made_by, counted_from,"
               " statement_sealed) values (?, ?, ?, ?, ?, ?, ?) returning id",
               {vigil.id, vigil.organisation, key.id, statement.made_at, statement.made_by,
                statement.counted_from, Bytes{}}));
  // The box is bound to the row's number, which is known only now; both are in one transaction.
  const SealedRow sealed{key, kStatements, static_cast<std::uint64_t>(row)};
  return tx.database().run("update vigil_statement set statement_sealed = ? where id = ?",
                           {sealed.seal(kText, statement.text.reveal()), row});
}

Result<std::vector<StoredStatement>> statements_of(Transaction& tx, const Vigil& vigil) {
  return all(
      tx, "select id, data_key, statement_sealed, vigil, made_at, counted_from, made_by from vigil_statement",
      "where vigil = ? and organisation = ? order by id", {vigil.id, vigil.organisation}, read_statement);
}

Result<void> count_lookup(Transaction& tx, OrganisationId organisation, LookupKind kind, Instant at,
                          std::int64_t count) {
  return tx.for_the_house([&] {
    return tx.database().run(
        "insert into lookup_count (day, organisation, kind, count) values (?, ?, ?, ?)"
        " on conflict (day, organisation, kind) do update set count = lookup_count.count + excluded.count",
        {day_of(at), organisation, to_text(kind), count});
  });
}

Result<LookupCounts> lookups_between(Transaction& tx, OrganisationId organisation, Instant from, Instant to) {
  return tx.for_the_house([&]() -> Result<LookupCounts> {
    const std::string first = day_of(from), last = day_of(to);
    const auto sum = [&](LookupKind kind) {
      return number(
          tx,
          "select sum(count) from lookup_count where organisation = ? and kind = ? and day >= ? and day <= ?",
          {organisation, to_text(kind), first, last});
    };
    LookupCounts counts;
    JIUM_TRY(counts.matches, sum(LookupKind::match));
    JIUM_TRY(counts.looks, sum(LookupKind::look));
    JIUM_TRY(counts.reports, sum(LookupKind::report));
    JIUM_TRY(counts.platforms, number(tx,
                                      "select count(distinct organisation) from lookup_count where kind = "
                                      "'feed' and day >= ? and day <= ?",
                                      {first, last}));
    return counts;
  });
}

}  // namespace jium::store
