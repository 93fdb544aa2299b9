#include "jium/linkage/common_traces.h"

#include <algorithm>
#include <cstdlib>

#include "jium/base/clock.h"
#include "jium/embedded/common_traces.h"
#include "jium/linkage/trace_text.h"

namespace jium::linkage {

namespace {

Fault bad(std::size_t line, std::string_view what) {
  return fault(FaultKind::malformed, "line " + std::to_string(line) + ": " + std::string(what));
}

std::string_view cut(std::string_view& rest, char at) {
  const auto end = rest.find(at);
  const auto piece = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return piece;
}

}  // namespace

Result<CommonTraces> CommonTraces::parse(std::string_view table) {
  CommonTraces common;
  for (std::size_t number = 1; !table.empty(); ++number) {
    std::string_view line = cut(table, '\n');
    if (line.empty() || line.front() == '#') continue;
    if (std::count(line.begin(), line.end(), '\t') != 3)
      return bad(number, "four columns, with tabs between");
    const auto kind = cut(line, '\t'), word = cut(line, '\t'), since = cut(line, '\t');
    if (kind != "name" && kind != "file") return bad(number, "the kind is name or file");
    const auto form = folded(word);
    if (!form || *form != word) return bad(number, "the word is not as it is normalised");
    if (!parse_instant(std::string(since) + "T00:00:00.000Z"))
      return bad(number, "a day is written 2026-11-22");
    if (line.empty()) return bad(number, "it says nothing of why");
    if (!common.words_.emplace(kind, word).second) return bad(number, "the word stands there twice");
  }
  return common;
}

const CommonTraces& CommonTraces::built_in() {
  static const CommonTraces common = [] {
    auto parsed = parse(embedded::kCommonTraces);
    if (!parsed) std::abort();  // a test reads the same bytes
    return std::move(*parsed);
  }();
  return common;
}

bool CommonTraces::has(std::string_view kind, std::string_view word) const {
  return words_.contains({std::string(kind), std::string(word)});
}

}  // namespace jium::linkage
