#include "jium/exchange/hash_list.h"

#include <charconv>

namespace jium::exchange {
namespace {

std::vector<std::string_view> cells_of(std::string_view line) {
  const char separator = line.find('\t') == std::string_view::npos ? ' ' : '\t';
  std::vector<std::string_view> cells;
  for (;;) {
    const auto at = line.find(separator);
    cells.push_back(line.substr(0, at));
    if (at == std::string_view::npos) return cells;
    line.remove_prefix(at + 1);
  }
}

Result<int> quality_of(std::string_view text) {
  int quality = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), quality);
  if (error != std::errc{} || end != text.data() + text.size())
    return fault(FaultKind::malformed, "a quality is 0 to 100");
  return quality;
}

Result<ListedFingerprint> read_line(std::string_view line, std::size_t number) {
  auto cells = cells_of(line);
  if (cells.front() == "image" || cells.front() == "video") cells.erase(cells.begin());
  if (cells.size() < 2) return fault(FaultKind::malformed, "an algorithm and a value are needed");
  int quality = 100;
  if (cells.size() > 2 && !cells[2].empty()) {
    JIUM_TRY(quality, quality_of(cells[2]));
  }
  JIUM_TRY(const auto fingerprint, fingerprint::Fingerprint::parse(cells[0], cells[1], quality));
  const bool labelled = cells.size() > 3 && !cells[3].empty();
  return ListedFingerprint{fingerprint, labelled ? std::string(cells[3]) : "line " + std::to_string(number)};
}

}  // namespace

Result<std::vector<ListedFingerprint>> read_hash_list(std::string_view text) {
  std::vector<ListedFingerprint> list;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#' || line.starts_with("none\t")) continue;
    auto listed = read_line(line, number);
    if (!listed) return Fault(std::move(listed).fault()).within("line " + std::to_string(number));
    list.push_back(std::move(*listed));
  }
  return list;
}

}  // namespace jium::exchange
