// The phrases by which a page is known for a wall or a soft 404: dated data (data/watch/page_signs.tsv), each
// in UTF-8 and in the older encodings of its language, as written, with a capital at its beginning, and all in
// capitals, so that no page has to be converted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jium/media/page.h"

namespace jium::media {

// What of a page was read to know it by.
struct PageWords {
  std::string title;       // title and headings, folded
  std::string text;        // the visible text, folded
  std::string references;  // where scripts, frames and pictures come from, folded, a line each
};

class PageSigns {
 public:
  // Malformed, with the line's number: not six cells, an unknown sign, place or language, a date that is
  // none, a phrase under three bytes. `on`: the day, "2026-11-22"; phrases that are not in force then are
  // left out.
  [[nodiscard]] static Result<PageSigns> parse(std::string_view tsv, std::string_view on);

  [[nodiscard]] std::vector<PageSign> signs_of(const PageWords& words) const;
  [[nodiscard]] std::size_t phrases() const { return phrases_.size(); }

 private:
  enum class Where { title, text, host };
  struct Phrase {
    PageSign sign = PageSign::not_found;
    Where where = Where::title;
    std::vector<std::string> spellings;  // folded bytes, one an encoding
  };
  [[nodiscard]] static Result<Phrase> phrase_of(const std::vector<std::string_view>& cells);
  std::vector<Phrase> phrases_;
};

// ASCII letters small, runs of blanks one blank.
[[nodiscard]] std::string folded_text(std::string_view text);

// Those that the binary carries, as of today. Read once, before the sandbox starts, as the converters of
// older encodings open files (prepare_file_task).
[[nodiscard]] const PageSigns& built_in_page_signs();

}  // namespace jium::media
