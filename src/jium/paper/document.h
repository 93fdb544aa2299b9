// A document before it is set on pages: blocks in reading order, plain values, no look. What a screen reader
// is told is here too: the language, the level of a heading, which cells name a row, what a figure shows.
//
// Texts are UTF-8 without control characters; sizes are nobody's business here.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "jium/base/clock.h"

namespace jium::paper {

enum class Tongue { ko, en };

struct Heading {
  int level = 1;  // 1 to 3; the title of the document stands above all of them
  std::string text;
};

// small: sources and footnotes. note: what a reader must not miss, set off from the rest.
enum class Weight { body, small, note };
struct Paragraph {
  std::string text;
  Weight weight = Weight::body;
};

// Names and what they are, one below the other.
struct Facts {
  std::vector<std::pair<std::string, std::string>> rows;
};

struct Column {
  std::string head;
  double share = 1;      // of the width, beside those of the others
  bool figures = false;  // set flush right
};
struct Table {
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>>
      rows;  // of as many cells as there are columns; the first names the row
  bool last_is_sum = false;
};

// Bars that lie one below the other: places by country, people by age.
struct Bars {
  std::string caption;
  struct Row {
    std::string label;
    std::int64_t value = 0;
    std::string shown;  // what stands at its end
  };
  std::vector<Row> rows;
  std::string told;  // for those who do not see it
};

// Bars that stand side by side, a group for each step of time.
struct TimeLine {
  std::string caption;
  std::vector<std::string> series;  // at most four
  struct Step {
    std::string label;
    std::vector<std::int64_t> values;  // of as many as there are series
  };
  std::vector<Step> steps;
  std::string told;
};

// Of forms: a name and a line to write on; so many empty lines; a box to tick.
struct Blank {
  std::string label;
};
struct Lines {
  std::string label;
  int count = 1;
};
struct Box {
  std::string text;
};

struct NewPage {};

using Block = std::variant<Heading, Paragraph, Facts, Table, Bars, TimeLine, Blank, Lines, Box, NewPage>;

struct Document {
  std::string title, subtitle, author;
  std::string running;  // at the foot of every page, beside its number
  Tongue tongue = Tongue::ko;
  Instant made_at{};  // the only time that stands in the file
  std::vector<Block> blocks;
};

// A file that travels inside. `plain`: its bytes stand in the PDF as they are, so that they are found without
// a reader of PDFs.
struct Enclosure {
  std::string name;  // ASCII
  std::string told;
  std::string type;  // "application/json"
  std::string bytes;
  bool plain = false;
};

}  // namespace jium::paper
