#include "jium/paper/pdf.h"

#include <glib.h>

#include <algorithm>

#include "jium/paper/drawn_pages.h"

namespace jium::paper {
namespace {

Result<void> must_be_text(const std::string& text) {
  const bool utf8 = g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) != 0;
  const bool plain =
      std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (utf8 && plain) return {};
  return fault(FaultKind::malformed, "a text of the document is not UTF-8, or has control characters in it");
}

Result<void> check(const Heading& block) {
  return must_be_text(block.text);
}
Result<void> check(const Paragraph& block) {
  return must_be_text(block.text);
}
Result<void> check(const Facts& block) {
  for (const auto& [name, value] : block.rows) {
    JIUM_CHECK(must_be_text(name));
    JIUM_CHECK(must_be_text(value));
  }
  return {};
}
Result<void> check(const Table& block) {
  JIUM_CHECK(must_be_text(block.caption));
  if (block.columns.empty()) return fault(FaultKind::malformed, "a table has at least one column");
  for (const Column& column : block.columns) {
    JIUM_CHECK(must_be_text(column.head));
    if (!(column.share > 0)) return fault(FaultKind::malformed, "a column of a table has no width");
  }
  for (const auto& row : block.rows) {
    if (row.size() != block.columns.size())
      return fault(FaultKind::malformed, "a row of a table has not as many cells as there are columns");
    for (const std::string& cell : row) JIUM_CHECK(must_be_text(cell));
  }
  return {};
}
Result<void> check(const Bars& block) {
  JIUM_CHECK(must_be_text(block.caption));
  JIUM_CHECK(must_be_text(block.told));
  for (const auto& row : block.rows) {
    JIUM_CHECK(must_be_text(row.label));
    JIUM_CHECK(must_be_text(row.shown));
    if (row.value < 0) return fault(FaultKind::malformed, "a bar cannot be less than nothing");
  }
  return {};
}
Result<void> check(const TimeLine& block) {
  JIUM_CHECK(must_be_text(block.caption));
  JIUM_CHECK(must_be_text(block.told));
  if (block.series.empty() || block.series.size() > 4)
    return fault(FaultKind::malformed, "a time line has one to four series");
  for (const std::string& name : block.series) JIUM_CHECK(must_be_text(name));
  for (const auto& step : block.steps) {
    JIUM_CHECK(must_be_text(step.label));
    if (step.values.size() != block.series.size() ||
        std::ranges::any_of(step.values, [](std::int64_t value) { return value < 0; }))
      return fault(FaultKind::malformed, "a step of a time line has not a value of each series");
  }
  return {};
}
Result<void> check(const Blank& block) {
  return must_be_text(block.label);
}
Result<void> check(const Lines& block) {
  return must_be_text(block.label);
}
Result<void> check(const Box& block) {
  return must_be_text(block.text);
}
Result<void> check(const NewPage&) {
  return {};
}

Result<void> check(const Document& document) {
  for (const std::string* text : {&document.title, &document.subtitle, &document.author, &document.running})
    JIUM_CHECK(must_be_text(*text));
  if (document.blocks.empty()) return fault(FaultKind::malformed, "a document without a single block");
  for (const Block& block : document.blocks)
    JIUM_CHECK(std::visit([](const auto& one) { return check(one); }, block));
  return {};
}

}  // namespace

Result<std::string> set_pdf(const Document& document, const std::vector<Enclosure>& enclosures) {
  JIUM_CHECK(check(document));
  JIUM_CHECK(typeface_is_here());
  // Once to learn how many pages there are, once to say so on each of them.
  JIUM_TRY(const DrawnPages counted, draw_pages(document, 0));
  JIUM_TRY(const DrawnPages drawn, draw_pages(document, counted.pages));
  return finish(document, drawn, enclosures);
}

}  // namespace jium::paper
