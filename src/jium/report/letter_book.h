// The wording of letters (data/letters, a file a language), checked when it is read: every paragraph is
// there, none besides, and a name in braces stands only where the code fills it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/result.h"
#include "jium/removal/ladder_plan.h"
#include "jium/removal/operator.h"

namespace jium::report {

// A text with names in braces. There is no way to write a brace itself, and none is needed.
class Paragraph {
 public:
  // Malformed for an unclosed or empty brace, and for a name that is not one of `names`.
  [[nodiscard]] static Result<Paragraph> parse(std::string_view text,
                                               const std::vector<std::string_view>& names);
  // What a value holds is never looked at for names.
  [[nodiscard]] std::string fill(const std::map<std::string_view, std::string>& values) const;

 private:
  struct Piece {
    std::string text;
    bool is_name = false;
  };
  std::vector<Piece> pieces_;
};

class Wording {
 public:
  [[nodiscard]] static Result<Wording> parse(std::string_view toml);

  [[nodiscard]] removal::Language language() const { return language_; }
  // Nobody whose language it is has read it: whoever confirms a letter is told.
  [[nodiscard]] bool needs_native_reader() const { return needs_native_reader_; }
  // `name` is one of those of the table in letter_book.cc.
  [[nodiscard]] const Paragraph& paragraph(std::string_view name) const;
  // What is asked of whoever stands on a rung, never of the committee, which has a queue and gets no letters.
  [[nodiscard]] const Paragraph& ask(removal::Rung rung, removal::LetterRole letter) const;

 private:
  removal::Language language_ = removal::Language::en;
  bool needs_native_reader_ = true;
  std::map<std::string, Paragraph, std::less<>> paragraphs_;
};

class LetterBook {
 public:
  // Malformed too when a language is there twice, or English, to which all others fall back, is not.
  [[nodiscard]] static Result<LetterBook> parse(const std::vector<std::string_view>& tomls);
  [[nodiscard]] const Wording& wording(removal::Language language) const;
  [[nodiscard]] bool has(removal::Language language) const { return wordings_.contains(language); }

 private:
  std::map<removal::Language, Wording> wordings_;
};

// Those that the binary carries, read once.
[[nodiscard]] const Result<LetterBook>& built_in_letters();

}  // namespace jium::report
