// The words of the pages and the lines of help on them: dated data (data/intake), read once. Two languages.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/enum_text.h"
#include "jium/base/result.h"

namespace jium::intake {

enum class Tongue { ko, en };
BOOST_DESCRIBE_ENUM(Tongue, ko, en)

// What a browser asks for (Accept-Language, RFC 9110, section 12.5.4), or Korean.
[[nodiscard]] Tongue tongue_of(std::string_view accept_language);

struct PageWords {
  std::map<std::string, std::string, std::less<>> words;
  std::string script_json;  // those that the script shows, as a JSON object

  // Empty when there is no such word, which a test rules out for those that pages use.
  [[nodiscard]] const std::string& operator[](std::string_view key) const;
};
// Malformed, with the line, when it is not a file of words.
[[nodiscard]] Result<PageWords> parse_words(std::string_view toml);
[[nodiscard]] const PageWords& words_in(Tongue tongue);  // the built-in ones

struct HelpLine {
  std::string number;
  std::string name_ko, name_en;
  [[nodiscard]] const std::string& name(Tongue tongue) const {
    return tongue == Tongue::ko ? name_ko : name_en;
  }
};
struct Help {
  std::vector<HelpLine> lines;   // to be shown, in their order
  std::string exit_ko, exit_en;  // where the way out leads
  [[nodiscard]] const std::string& exit(Tongue tongue) const {
    return tongue == Tongue::ko ? exit_ko : exit_en;
  }
};
[[nodiscard]] Result<Help> parse_help(std::string_view toml);
[[nodiscard]] const Help& built_in_help();

}  // namespace jium::intake
