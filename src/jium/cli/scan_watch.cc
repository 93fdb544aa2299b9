#include "jium/cli/scan_watch.h"

#include <optional>

#include "jium/cli/session.h"

namespace jium::cli {
namespace {

namespace json = boost::json;
using match::Ruling;

constexpr std::chrono::seconds kFile{1};

match::FloodRule rule_of_a_scan() {
  match::FloodRule rule;
  rule.window = kFile * ScanWatch::kWindow;
  rule.least = ScanWatch::kLeast;
  return rule;
}

// The item, if a match is of those that are counted: by likeness, and not of a harmless file.
std::optional<std::uint64_t> counted_item(const json::value& match) {
  if (!match.is_object()) return std::nullopt;
  const json::value* item = match.get_object().if_contains("item");
  if (item == nullptr || !item->is_int64() || text_at(match, "witness") == "digest") return std::nullopt;
  const std::string ruling = text_at(match, "ruling");
  if (ruling != name_of(Ruling::match) && ruling != name_of(Ruling::held)) return std::nullopt;
  return static_cast<std::uint64_t>(item->get_int64());
}

}  // namespace

ScanWatch::ScanWatch(bool on) : on_(on), floods_(rule_of_a_scan()) {}

bool ScanWatch::record(std::uint64_t item) {
  return floods_.record(item, Instant{kFile * files_});
}

void ScanWatch::take(std::vector<JudgedMatch>& matches) {
  ++files_;
  if (!on_) return;
  for (JudgedMatch& one : matches) {
    if (fingerprint::is_digest(one.known.found.algorithm) || one.ruling == Ruling::harmless) continue;
    if (record(one.known.found.item)) one.ruling = Ruling::held;
  }
}

void ScanWatch::replay(const json::object& line) {
  ++files_;
  const json::value* matches = line.if_contains("matches");
  if (!on_ || matches == nullptr || !matches->is_array()) return;
  for (const json::value& one : matches->get_array()) {
    if (const auto item = counted_item(one)) static_cast<void>(record(*item));
  }
}

}  // namespace jium::cli
