#include "jium/store/migrations.h"

#include <array>

#include "jium/embedded/migrations.h"

namespace jium::store {
namespace {

constexpr auto kMigrations = std::to_array<std::string_view>({
    embedded::k0001Foundation,
    embedded::k0002Recognition,
    embedded::k0003Index,
    embedded::k0005Audit,
    embedded::k0006People,
    embedded::k0007FootageLife,
    embedded::k0008Access,
    embedded::k0009Retention,
    embedded::k0010Operation,
    embedded::k0011Directory,
    embedded::k0012Letters,
    embedded::k0013Ladder,
    embedded::k0014Watch,
    embedded::k0015Platforms,
    embedded::k0016PeopleAndLog,
    embedded::k0017Linkage,
    embedded::k0018Court,
    embedded::k0019Partners,
    embedded::k0020VigilTold,
    embedded::k0021DeskIndices,
    embedded::k0022Series,
    embedded::k0023Intake,
    embedded::k0024OfficerLooks,
    embedded::k0025AlarmsOfNoCase,
    embedded::k0026Console,
});

Result<void> apply_next(Database& database) {
  JIUM_TRY(const std::int64_t number, database.schema_number());
  if (number >= newest_schema()) return {};  // another process was quicker
  return database.apply_migration(migration_text(number + 1), number + 1);
}

}  // namespace

std::int64_t newest_schema() {
  return static_cast<std::int64_t>(kMigrations.size());
}

std::string_view migration_text(std::int64_t number) {
  return kMigrations.at(static_cast<std::size_t>(number - 1));
}

Result<std::vector<std::int64_t>> migrations_ahead(Database& database) {
  JIUM_TRY(const std::int64_t number, database.schema_number());
  if (number > newest_schema())
    return fault(FaultKind::conflict, "the database was made by a newer jium: install that version");
  std::vector<std::int64_t> ahead;
  for (std::int64_t next = number + 1; next <= newest_schema(); ++next) ahead.push_back(next);
  return ahead;
}

Result<void> migrate(Database& database) {
  for (;;) {
    JIUM_TRY(const auto ahead, migrations_ahead(database));
    if (ahead.empty()) return {};
    JIUM_CHECK(database.begin(Access::write, Acting::for_the_house()));
    Result<void> applied = apply_next(database);
    if (applied) applied = database.commit();
    if (!applied) {
      if (database.in_transaction()) database.rollback();
      return Fault(std::move(applied).fault().within("bringing the schema up to date"));
    }
  }
}

}  // namespace jium::store
