// The directory as tables: rows that are exported, and read back from wherever they were kept. Operators are
// named by their names, so that tables of two centres can be put together.
//
// As CSV: operators `name,mail,channels,language,languages,jurisdiction,rule,state`, sites
// `name,kind,operator,owner,host,cdn,registrar`; the first row names the columns, in any order, and only
// `name` must be there. Channels stand one after the other as `KIND=ADDRESS,LANGUAGE`, with " | " between;
// languages with blanks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/removal/operator.h"

namespace jium::desk {

// What is not given stays as it is, or takes its usual value.
struct OperatorRow {
  int line = 0;  // of the table, for remarks; from 1
  std::string name;
  std::optional<std::string> mail{};
  std::optional<std::vector<removal::Channel>> channels{};
  std::optional<removal::Language> language{};
  std::optional<std::vector<removal::Language>> languages{};
  std::optional<std::string> jurisdiction{}, rule{};
  std::optional<removal::OperatorState> state{};
};

struct SiteRow {
  int line = 0;
  std::string name;
  std::optional<removal::SiteKind> kind{};
  std::optional<std::string> site_operator{}, owner{}, host{}, cdn{}, registrar{};  // names of operators
};

struct RowFault {
  std::string table;  // "operators", "sites"
  int line = 0;
  std::string what;
};

// Rows that are understood; the others as faults, each with its line. An empty cell is not given.
struct OperatorRows {
  std::vector<OperatorRow> rows;
  std::vector<RowFault> faults;
};
struct SiteRows {
  std::vector<SiteRow> rows;
  std::vector<RowFault> faults;
};
[[nodiscard]] OperatorRows operators_from_csv(std::string_view text);
[[nodiscard]] SiteRows sites_from_csv(std::string_view text);

[[nodiscard]] std::string operators_to_csv(const std::vector<OperatorRow>& rows);
[[nodiscard]] std::string sites_to_csv(const std::vector<SiteRow>& rows);

}  // namespace jium::desk
