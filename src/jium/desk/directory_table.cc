#include "jium/desk/directory_table.h"

#include <algorithm>
#include <array>
#include <map>

#include "jium/exchange/csv_table.h"

namespace jium::desk {
namespace {

using removal::Channel;
using removal::ChannelKind;
using removal::Language;

constexpr std::array kOperatorColumns{"name",      "mail",         "channels", "language",
                                      "languages", "jurisdiction", "rule",     "state"};
constexpr std::array kSiteColumns{"name", "kind", "operator", "owner", "host", "cdn", "registrar"};
constexpr std::string_view kBetween = " | ";

std::vector<std::string> split(const std::string& text, std::string_view at) {
  std::vector<std::string> parts;
  for (std::size_t from = 0;;) {
    const auto end = text.find(at, from);
    const std::string part = text.substr(from, end == std::string::npos ? end : end - from);
    if (!part.empty()) parts.push_back(part);
    if (end == std::string::npos) return parts;
    from = end + at.size();
  }
}

Result<std::vector<Language>> read_languages(const std::string& text) {
  std::vector<Language> languages;
  for (const std::string& word : split(text, " ")) {
    JIUM_TRY(const auto language, parse_enum<Language>("language", word));
    languages.push_back(language);
  }
  return languages;
}

Result<Channel> read_channel(const std::string& text) {
  const auto equals = text.find('='), comma = text.rfind(',');
  if (equals == std::string::npos || comma == std::string::npos || comma < equals)
    return fault(FaultKind::malformed, "a channel is KIND=ADDRESS,LANGUAGE");
  JIUM_TRY(const auto kind, parse_enum<ChannelKind>("channel", text.substr(0, equals)));
  JIUM_TRY(const auto language, parse_enum<Language>("language", text.substr(comma + 1)));
  return Channel{kind, Secret<std::string>(text.substr(equals + 1, comma - equals - 1)), language};
}

Result<std::vector<Channel>> read_channels(const std::string& text) {
  std::vector<Channel> channels;
  for (const std::string& part : split(text, kBetween)) {
    JIUM_TRY(auto channel, read_channel(part));
    channels.push_back(std::move(channel));
  }
  return channels;
}

// The cells of a row by the names of their columns; empty ones are not there.
using Cells = std::map<std::string, std::string>;

template <std::size_t N>
Result<std::vector<std::pair<int, Cells>>> read_table(std::string_view text,
                                                      const std::array<const char*, N>& known) {
  JIUM_TRY(const auto rows, exchange::read_csv(text));
  std::vector<std::pair<int, Cells>> table;
  if (rows.empty()) return fault(FaultKind::malformed, "line 1: the first row names the columns");
  const auto& columns = rows.front().cells;
  for (const std::string& column : columns) {
    const bool is_known = std::ranges::find(known, column) != known.end();
    if (is_known && std::ranges::count(columns, column) == 1) continue;
    return fault(FaultKind::malformed, "line 1: each column is named once, by a name of this table's");
  }
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    if (row->cells.size() > columns.size())
      return fault(FaultKind::malformed, "line " + std::to_string(row->line) + ": more cells than columns");
    Cells cells;
    for (std::size_t i = 0; i < row->cells.size(); ++i) {
      if (!row->cells[i].empty()) cells[columns[i]] = row->cells[i];
    }
    table.emplace_back(row->line, std::move(cells));
  }
  return table;
}

std::optional<std::string> cell(const Cells& cells, const char* name) {
  const auto found = cells.find(name);
  if (found == cells.end()) return std::nullopt;
  return found->second;
}

template <class T, class Parse>
Result<void> take(std::optional<T>& into, const Cells& cells, const char* name, Parse parse) {
  const auto text = cell(cells, name);
  if (!text) return {};
  JIUM_TRY(into, parse(*text));
  return {};
}

Result<OperatorRow> read_operator(int line, const Cells& cells) {
  OperatorRow row{.line = line, .name = cell(cells, "name").value_or("")};
  row.mail = cell(cells, "mail");
  row.jurisdiction = cell(cells, "jurisdiction");
  row.rule = cell(cells, "rule");
  JIUM_CHECK(take(row.channels, cells, "channels", read_channels));
  JIUM_CHECK(take(row.languages, cells, "languages", read_languages));
  JIUM_CHECK(take(row.language, cells, "language",
                  [](const auto& text) { return parse_enum<Language>("language", text); }));
  JIUM_CHECK(take(row.state, cells, "state",
                  [](const auto& text) { return parse_enum<removal::OperatorState>("state", text); }));
  return row;
}

Result<SiteRow> read_site(int line, const Cells& cells) {
  SiteRow row{.line = line, .name = cell(cells, "name").value_or("")};
  JIUM_CHECK(take(row.kind, cells, "kind",
                  [](const auto& text) { return parse_enum<removal::SiteKind>("kind", text); }));
  row.site_operator = cell(cells, "operator");
  row.owner = cell(cells, "owner");
  row.host = cell(cells, "host");
  row.cdn = cell(cells, "cdn");
  row.registrar = cell(cells, "registrar");
  return row;
}

template <class Rows, std::size_t N, class Read>
Rows read_rows(std::string_view text, const char* table, const std::array<const char*, N>& columns,
               Read read) {
  Rows all;
  const auto rows = read_table(text, columns);
  if (!rows) {
    // "line 7: ...": the number is the remark's own.
    const std::string& what = rows.fault().what;
    const bool numbered = what.starts_with("line ");
    const auto colon = what.find(": ");
    all.faults.push_back({table, numbered ? std::atoi(what.c_str() + 5) : 0,
                          numbered && colon != std::string::npos ? what.substr(colon + 2) : what});
    return all;
  }
  for (const auto& [line, cells] : *rows) {
    auto row = read(line, cells);
    if (row) {
      all.rows.push_back(std::move(*row));
    } else {
      all.faults.push_back({table, line, row.fault().what});
    }
  }
  return all;
}

template <std::size_t N>
std::vector<std::vector<std::string>> headed(const std::array<const char*, N>& columns) {
  return {std::vector<std::string>(columns.begin(), columns.end())};
}

std::string write_channels(const std::vector<Channel>& channels) {
  std::string text;
  for (const auto& [kind, address, language] : channels) {
    if (!text.empty()) text += kBetween;
    text += std::string(to_text(kind)) + '=' + address.reveal() + ',' + std::string(to_text(language));
  }
  return text;
}

std::string write_languages(const std::vector<Language>& languages) {
  std::string text;
  for (const Language language : languages)
    text += (text.empty() ? "" : " ") + std::string(to_text(language));
  return text;
}

template <DescribedEnum E>
std::string word(const std::optional<E>& value) {
  return value ? std::string(to_text(*value)) : std::string();
}

}  // namespace

OperatorRows operators_from_csv(std::string_view text) {
  return read_rows<OperatorRows>(text, "operators", kOperatorColumns, read_operator);
}

SiteRows sites_from_csv(std::string_view text) {
  return read_rows<SiteRows>(text, "sites", kSiteColumns, read_site);
}

std::string operators_to_csv(const std::vector<OperatorRow>& rows) {
  auto table = headed(kOperatorColumns);
  for (const OperatorRow& row : rows) {
    table.push_back({row.name, row.mail.value_or(""),
                     write_channels(row.channels.value_or(std::vector<Channel>())), word(row.language),
                     write_languages(row.languages.value_or(std::vector<Language>())),
                     row.jurisdiction.value_or(""), row.rule.value_or(""), word(row.state)});
  }
  return exchange::write_csv(table);
}

std::string sites_to_csv(const std::vector<SiteRow>& rows) {
  auto table = headed(kSiteColumns);
  for (const SiteRow& row : rows) {
    table.push_back({row.name, word(row.kind), row.site_operator.value_or(""), row.owner.value_or(""),
                     row.host.value_or(""), row.cdn.value_or(""), row.registrar.value_or("")});
  }
  return exchange::write_csv(table);
}

}  // namespace jium::desk
