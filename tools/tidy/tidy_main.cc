// jium_tidy: reads the tree and says what breaks its rules. Ends with 0 when clean, 1 when something was
// found, 2 when it could not look.
#include <CLI/CLI.hpp>
#include <iostream>

#include "tidy.h"

int main(int argc, char** argv) {
  CLI::App app("Checks the tree against its own rules: includes, lengths, names.");
  std::filesystem::path root = ".";
  std::filesystem::path table;
  app.add_option("--root", root, "the root of the repository")->capture_default_str();
  app.add_option("--table", table, "who may include whom (default: ROOT/src/jium/rooms.tsv)");
  CLI11_PARSE(app, argc, argv);
  if (table.empty()) table = root / "src/jium/rooms.tsv";

  const auto findings = jium::tidy::check_tree(root, table);
  if (!findings) {
    std::cerr << "jium_tidy: " << findings.fault().what << "\n";
    return 2;
  }
  for (const auto& finding : *findings) std::cout << finding.text() << "\n";
  std::cerr << "tidy: "
            << (findings->empty() ? "nothing to mend" : std::to_string(findings->size()) + " to mend")
            << "\n";
  return findings->empty() ? 0 : 1;
}
