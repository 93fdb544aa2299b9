#include "jium/exchange/hash_list.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <optional>
#include <sstream>

#include "jium/exchange/vpdq_signal.h"
#include "jium/fingerprint/value_check.h"
#include "jium/fingerprint/vpdq_value.h"

namespace jium::exchange {
namespace {

namespace json = boost::json;
using fingerprint::Algorithm;
using fingerprint::Fingerprint;

std::vector<std::string_view> cells_of(std::string_view line) {
  if (line.find('\t') == std::string_view::npos) {
    const auto at = line.find(' ');  // the value of a vPDQ signal holds blanks of its own
    if (at == std::string_view::npos) return {line};
    return {line.substr(0, at), line.substr(at + 1)};
  }
  std::vector<std::string_view> cells;
  for (;;) {
    const auto at = line.find('\t');
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

Result<Fingerprint> fingerprint_of(std::string_view algorithm, std::string_view value, int quality) {
  if (algorithm == "vpdq" && value.starts_with('[')) {
    JIUM_TRY(const auto frames, read_vpdq_signal(value));
    if (frames.size() > fingerprint::kMostVpdqFrames)
      return fault(FaultKind::malformed, "more frames than a day of video has");
    return Fingerprint::make(Algorithm::vpdq, fingerprint::write_frames(frames), quality);
  }
  JIUM_TRY(Fingerprint made, Fingerprint::parse(algorithm, value, quality));
  JIUM_CHECK(fingerprint::check_value(made));
  return made;
}

Result<ListedFile> read_cells(std::string_view line) {
  auto cells = cells_of(line);
  if (cells.front() == "image" || cells.front() == "video") cells.erase(cells.begin());
  if (cells.size() < 2) return fault(FaultKind::malformed, "an algorithm and a value are needed");
  int quality = 100;
  if (cells.size() > 2 && !cells[2].empty()) {
    JIUM_TRY(quality, quality_of(cells[2]));
  }
  JIUM_TRY(Fingerprint made, fingerprint_of(cells[0], cells[1], quality));
  return ListedFile{cells.size() > 3 ? std::string(cells[3]) : "", {std::move(made)}};
}

std::string_view text_in(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(member);
  if (value == nullptr || !value->is_string()) return {};
  return {value->get_string().data(), value->get_string().size()};
}

Result<Fingerprint> read_json_fingerprint(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr) return fault(FaultKind::malformed, "a fingerprint is {algorithm, value, quality}");
  const json::value* quality = object->if_contains("quality");
  const bool has_quality = quality != nullptr && quality->is_int64();
  return fingerprint_of(
      text_in(*object, "algorithm"), text_in(*object, "value"),
      has_quality ? static_cast<int>(std::clamp<std::int64_t>(quality->get_int64(), -1, 101)) : 100);
}

// A line of a result file; nothing for its head and for a file without fingerprints.
Result<std::optional<ListedFile>> read_document(std::string_view line) {
  json::error_code failed;
  const json::value document = json::parse(line, failed);
  const json::object* object = failed ? nullptr : document.if_object();
  if (object == nullptr) return fault(FaultKind::malformed, "this is not a JSON document");
  const json::value* fingerprints = object->if_contains("fingerprints");
  if (fingerprints == nullptr) {
    const json::value* fault_told = object->if_contains("fault");
    const bool has_fault = fault_told != nullptr && fault_told->is_object();
    const bool is_head = text_in(*object, "jium") == "hash";
    if (is_head || has_fault) return std::optional<ListedFile>();
    return fault(
        FaultKind::malformed,
        "this is JSON, but not what `jium hash --out` writes: one file a line, with its fingerprints");
  }
  if (!fingerprints->is_array()) return fault(FaultKind::malformed, "\"fingerprints\" is a list");
  ListedFile file{std::string(text_in(*object, "file")), {}};
  for (const json::value& one : fingerprints->get_array()) {
    JIUM_TRY(Fingerprint made, read_json_fingerprint(one));
    file.fingerprints.push_back(std::move(made));
  }
  return std::optional(std::move(file));
}

Result<std::optional<ListedFile>> read_line(std::string_view line) {
  if (line.empty() || line.front() == '#' || line.starts_with("none\t")) return std::optional<ListedFile>();
  if (line.front() == '{') return read_document(line);
  JIUM_TRY(ListedFile file, read_cells(line));
  return std::optional(std::move(file));
}

// Puts lines together that are of one file.
class Gathering {
 public:
  explicit Gathering(const std::function<void(ListedFile)>& visit) : visit_(visit) {}

  void take(ListedFile file, std::size_t number) {
    const bool is_labelled = !file.label.empty();
    if (is_labelled && file.label == file_.label && !has_one_of(file)) {
      std::move(file.fingerprints.begin(), file.fingerprints.end(), std::back_inserter(file_.fingerprints));
      return;
    }
    finish();
    if (!is_labelled) file.label = "line " + std::to_string(number);
    file_ = std::move(file);
  }
  void finish() {
    if (!file_.fingerprints.empty()) visit_(std::move(file_));
    file_ = {};
  }

 private:
  // A second value of the same algorithm is another file's, whatever it is called.
  [[nodiscard]] bool has_one_of(const ListedFile& file) const {
    return std::any_of(file.fingerprints.begin(), file.fingerprints.end(), [&](const Fingerprint& one) {
      return std::any_of(file_.fingerprints.begin(), file_.fingerprints.end(),
                         [&](const Fingerprint& known) { return known.algorithm() == one.algorithm(); });
    });
  }

  const std::function<void(ListedFile)>& visit_;
  ListedFile file_;
};

}  // namespace

Result<void> read_hash_list(std::istream& lines, const std::function<void(ListedFile)>& visit) {
  Gathering gathering(visit);
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.ends_with('\r')) line.pop_back();
    auto read = read_line(line);
    if (!read) return Fault(std::move(read).fault()).within("line " + std::to_string(number));
    if (*read) gathering.take(std::move(**read), number);
  }
  gathering.finish();
  return {};
}

Result<std::vector<ListedFile>> read_hash_list(std::string_view text) {
  std::istringstream lines{std::string(text)};
  std::vector<ListedFile> list;
  JIUM_CHECK(read_hash_list(lines, [&](ListedFile file) { list.push_back(std::move(file)); }));
  return list;
}

}  // namespace jium::exchange
