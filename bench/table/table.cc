#include "table/table.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <fstream>
#include <utility>

#include "table/machine.h"

namespace jium::bench {
namespace {

std::string line_of(const std::vector<std::string>& cells) {
  return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

}  // namespace

Page::Page(std::string title, std::string command, Options options) : options_(std::move(options)) {
  const Machine machine = this_machine();
  text_ = fmt::format("# {}\n\n`{}`, {}, {} ({} cores), {}\n", title, command, machine.date,
                      machine.processor, machine.cores, machine.compiler);
  if (!options_.json) fmt::print("{}", text_);
}

void Page::say(const std::string& paragraph) {
  text_ += "\n" + paragraph + "\n";
  if (!options_.json) fmt::print("\n{}\n", paragraph);
}

void Page::table(const std::string& title, std::vector<std::string> columns) {
  title_ = title;
  columns_ = std::move(columns);
  std::string rule = "|";
  for (std::size_t i = 0; i < columns_.size(); ++i) rule += "---|";
  const std::string head = fmt::format("\n## {}\n\n{}{}\n", title_, line_of(columns_), rule);
  text_ += head;
  if (!options_.json) fmt::print("{}", head);
  std::fflush(stdout);
}

void Page::row(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  text_ += line_of(cells);
  print_row(cells);
  std::fflush(stdout);
}

void Page::print_row(const std::vector<std::string>& cells) const {
  if (!options_.json) {
    fmt::print("{}", line_of(cells));
    return;
  }
  boost::json::object row{{"table", title_}};
  for (std::size_t i = 0; i < cells.size(); ++i) row[columns_[i]] = cells[i];
  fmt::print("{}\n", boost::json::serialize(row));
}

Result<void> Page::finish() {
  if (options_.page.empty()) return {};
  std::ofstream out(options_.page);
  out << text_;
  out.close();
  if (!out) return fault(FaultKind::outside, "the page cannot be written");
  return {};
}

Command read_command(int count, const char* const* words, const std::string& what,
                     const std::string& usual_size) {
  Command command;
  command.options.size = usual_size;
  CLI::App app(what);
  app.add_flag("--json", command.options.json, "one JSON object a row instead of tables");
  app.add_option("--page", command.options.page, "write the page as Markdown to this file");
  app.add_option("--size", command.options.size, "how much to measure")->capture_default_str();
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    command.code = app.exit(error);
    command.go_on = false;
  }
  return command;
}

}  // namespace jium::bench
