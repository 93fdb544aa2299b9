#include "forbidden_words.h"

#include <array>
#include <regex>

namespace jium::tidy {
namespace {

constexpr std::array<std::string_view, 3> kEmptyNames{"util", "helper", "manager"};

struct Pattern {
  std::regex text;
  std::string_view what;
};

// Each pattern is written so that it does not find itself.
const std::array<Pattern, 2>& patterns() {
  static const std::array<Pattern, 2> all{
      Pattern{std::regex(R"re((^|[^\w./-])/(work/(main|shared)\b|home/\w|root/|tmp/\w))re"),
              "a folder of one machine: take it from the command line, the configuration or the system"},
      Pattern{std::regex(R"re(\b(TO)(DO)\b|\b(FIX)(ME)\b)re"),
              "a mark for unfinished work: finish it, or say in docs/ what is not there"}};
  return all;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

}  // namespace

Findings check_forbidden_words(const std::vector<SourceFile>& files) {
  Findings findings;
  for (const auto& file : files) {
    for (const auto word : kEmptyNames) {
      if (lower(file.path).find(word) == std::string::npos) continue;
      findings.push_back(
          {file.path, 1, "a name with \"" + std::string(word) + "\" in it: name the noun it serves"});
    }
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      for (const auto& pattern : patterns()) {
        if (std::regex_search(file.lines[i], pattern.text)) {
          findings.push_back({file.path, i + 1, std::string(pattern.what)});
        }
      }
    }
  }
  return findings;
}

}  // namespace jium::tidy
