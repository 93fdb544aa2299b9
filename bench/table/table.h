// The page of a bench: tables with the machine, the date and the command above them, printed as they grow and
// written as Markdown (docs/benchmarks/NAME.md) or as one JSON object a row.
#pragma once

#include <string>
#include <vector>

#include "jium/base/result.h"

namespace jium::bench {

struct Options {
  bool json = false;  // rows as JSON on standard output instead of a table
  std::string page;   // where the Markdown goes; nowhere when empty
  std::string size;   // what the bench makes of it: "1M", "10M", "quick", ...
};

class Page {
 public:
  // `command`: as a reader would repeat it, "./dev bench match".
  Page(std::string title, std::string command, Options options);

  void say(const std::string& paragraph);
  // Starts a table; every row() after it has as many cells.
  void table(const std::string& title, std::vector<std::string> columns);
  void row(std::vector<std::string> cells);
  // Writes the page; Outside when that fails.
  [[nodiscard]] Result<void> finish();

 private:
  void print_row(const std::vector<std::string>& cells) const;

  std::string text_;
  std::string title_;
  std::vector<std::string> columns_;
  Options options_;
};

// --json, --page FILE, --size WORD; help and errors are printed, and the program is then to end with `code`.
struct Command {
  Options options;
  int code = 0;
  bool go_on = true;
};
[[nodiscard]] Command read_command(int count, const char* const* words, const std::string& what,
                                   const std::string& usual_size);

}  // namespace jium::bench
