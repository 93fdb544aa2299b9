#include "jium/store/migrations.h"

#include <array>
#include <string>
#include <string_view>

#include "jium/embedded/migrations.h"

namespace jium::store {
namespace {

constexpr auto kMigrations = std::to_array<std::string_view>({
    embedded::k0001Foundation,
    embedded::k0002Recognition,
    embedded::k0003Index,
    embedded::k0005Audit,
});

Result<std::int64_t> reached(Database& database) {
  std::int64_t number = 0;
  JIUM_CHECK(database.query("pragma user_version", {}, [&](const Row& row) -> Result<void> {
    number = row.integer(0);
    return {};
  }));
  return number;
}

Result<void> apply_next(Database& database) {
  JIUM_TRY(const std::int64_t number, reached(database));
  const auto next = static_cast<std::size_t>(number);
  if (next >= kMigrations.size()) return {};  // another process was quicker
  JIUM_CHECK(database.script(std::string(kMigrations[next]).c_str()));
  return database.script(("pragma user_version = " + std::to_string(number + 1)).c_str());
}

}  // namespace

Result<void> migrate(Database& database) {
  for (;;) {
    JIUM_TRY(const std::int64_t number, reached(database));
    if (static_cast<std::size_t>(number) > kMigrations.size()) {
      return fault(FaultKind::conflict, "the database was made by a newer jium: install that version");
    }
    if (static_cast<std::size_t>(number) == kMigrations.size()) return {};
    JIUM_CHECK(database.script("begin immediate"));
    Result<void> applied = apply_next(database);
    if (applied) applied = database.script("commit");
    if (!applied) {
      (void)database.script("rollback");
      return Fault(std::move(applied).fault().within("bringing the schema up to date"));
    }
  }
}

}  // namespace jium::store
