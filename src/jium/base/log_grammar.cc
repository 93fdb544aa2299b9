#include "jium/base/log_grammar.h"

#include <algorithm>
#include <array>

#include "jium/base/clock.h"
#include "jium/base/fault.h"

namespace jium::log {
namespace {

constexpr std::array kKind{FieldRule{"kind", FieldType::fault}};
constexpr std::array kFault{FieldRule{"fault", FieldType::fault}};
constexpr std::array kCode{FieldRule{"code", FieldType::number}};
constexpr std::array kStatus{FieldRule{"status", FieldType::number}};
constexpr std::array kRetention{FieldRule{"destroyed", FieldType::number},
                                FieldRule{"waiting", FieldType::number},
                                FieldRule{"purged", FieldType::number}};
constexpr std::array kRequest{FieldRule{"method", FieldType::method}, FieldRule{"route", FieldType::number},
                              FieldRule{"status", FieldType::number}, FieldRule{"key", FieldType::id},
                              FieldRule{"took_ms", FieldType::number}};
constexpr std::array kJob{FieldRule{"job", FieldType::job_kind}, FieldRule{"kind", FieldType::fault},
                          FieldRule{"attempts", FieldType::number}};
constexpr std::array kKeyFile{FieldRule{"generation", FieldType::number},
                              FieldRule{"keys", FieldType::number}};

// By name; docs/operating/logs.md has the same rows.
constexpr std::array kGrammar{
    EventRule{"accept_failed", "warning", "a connection could not be taken (errno)", kCode},
    EventRule{"audit_log_not_written", "warning",
              "what was asked for was not done, because it could not be logged", kKind},
    EventRule{"connection_failed", "error", "a connection ended in an exception", {}},
    EventRule{"descriptors_not_raised", "warning", "fewer connections at once than jium would take", {}},
    EventRule{"disk_did_not_keep_a_write", "error", "fsync failed, and the process ends (SQLite's code)",
              kCode},
    EventRule{"housekeeping_failed", "warning", "what is kept for a day could not be cleared away", kKind},
    EventRule{"index_folder_in_use",
              "warning",
              "another process has the index folder: this one's is in memory",
              {}},
    EventRule{"index_mark_not_written", "warning", "the next start reads more of the store than it had to",
              kKind},
    EventRule{"job_failed", "warning", "background work failed and is tried again", kJob},
    EventRule{"key_file_not_read", "warning", "the key file changed and cannot be read: the known keys stay",
              kKind},
    EventRule{"key_file_read", "info", "the key file changed and was read again", kKeyFile},
    EventRule{"key_use_not_noted", "warning", "when an access key was used last could not be kept", kFault},
    EventRule{
        "line_outside_the_grammar", "error", "something else was to be said, which is not in this table", {}},
    EventRule{"log_not_signed", "warning", "the audit log could not sign a checkpoint", kKind},
    EventRule{"loopback_allowed_for_tests_only", "warning", "fetch.allow_loopback is set", {}},
    EventRule{"request", "info",
              "a request and its answer; route: its line in the authorisation table, -1: none", kRequest},
    EventRule{"request_refused", "info", "a request that could not be read as one", kStatus},
    EventRule{"retention_applied", "info",
              "what its time had come for was destroyed, or waits for two people", kRetention},
    EventRule{"sign_of_life_not_noted", "warning", "a worker could not say that it works", kKind},
    EventRule{"stopping", "info", "asked to stop", {}},
    EventRule{"swap_is_not_encrypted",
              "warning",
              "the machine may write memory to a disk that others can read",
              {}},
    EventRule{"too_many_connections", "warning", "one connection more than is allowed was turned away", {}},
    EventRule{"work_failed", "warning", "a worker could not ask for work", kKind},
};

// Takes what it expects from the front, or nothing.
class Line {
 public:
  explicit Line(std::string_view left) : left_(left) {}
  bool skip(std::string_view expected) {
    if (!left_.starts_with(expected)) return false;
    left_.remove_prefix(expected.size());
    return true;
  }
  // Up to the next quotation mark, of which no word of the grammar has one.
  std::string_view word() {
    const auto end = std::min(left_.find('"'), left_.size());
    const std::string_view word = left_.substr(0, end);
    left_.remove_prefix(end);
    return word;
  }
  bool number() {
    skip("-");
    const auto end = std::min(left_.find_first_not_of("0123456789"), left_.size());
    left_.remove_prefix(end);
    return end > 0 && end <= 20;
  }
  [[nodiscard]] bool over() const { return left_.empty(); }

 private:
  std::string_view left_;
};

bool is_id(std::string_view text) {
  if (text.size() != 16 || text[0] < 'A' || text[0] > 'Z') return false;
  for (std::size_t at = 1; at < text.size(); ++at) {
    const char c = text[at];
    const bool dash = at == 1 || at == 6 || at == 11;
    if (dash ? c != '-' : (c < '0' || c > '9') && (c < 'A' || c > 'Z')) return false;
  }
  return true;
}

bool is_fault(std::string_view text) {
  constexpr std::array kKinds{"malformed", "forbidden", "missing", "conflict",
                              "busy",      "late",      "outside", "internal"};
  return std::find(kKinds.begin(), kKinds.end(), text) != kKinds.end();
}

bool is_method(std::string_view text) {
  return text == "GET" || text == "POST" || text == "other";
}

bool is_job_kind(std::string_view text) {
  return !text.empty() && text.size() <= 30 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

bool takes_value(Line& line, FieldType type) {
  if (type == FieldType::number) return line.number();
  if (type == FieldType::flag) return line.skip("true") || line.skip("false");
  if (!line.skip("\"")) return false;
  const std::string_view word = line.word();
  if (!line.skip("\"")) return false;
  switch (type) {
    case FieldType::id:
      return is_id(word);
    case FieldType::fault:
      return is_fault(word);
    case FieldType::method:
      return is_method(word);
    case FieldType::job_kind:
      return is_job_kind(word);
    case FieldType::number:
    case FieldType::flag:
      break;
  }
  return false;
}

const EventRule* rule_of(std::string_view event) {
  for (const EventRule& rule : kGrammar) {
    if (rule.event == event) return &rule;
  }
  return nullptr;
}

}  // namespace

std::span<const EventRule> grammar() {
  return kGrammar;
}

std::string_view name_of(FieldType type) {
  switch (type) {
    case FieldType::number:
      return "number";
    case FieldType::flag:
      return "flag";
    case FieldType::id:
      return "id";
    case FieldType::fault:
      return "fault";
    case FieldType::method:
      return "method";
    case FieldType::job_kind:
      return "job kind";
  }
  return "number";
}

bool fits_grammar(std::string_view text) {
  Line line(text);
  if (!line.skip("{\"at\":\"") || !parse_instant(line.word())) return false;
  if (!line.skip("\",\"level\":\"")) return false;
  const std::string_view level = line.word();
  if (!line.skip("\",\"event\":\"")) return false;
  const EventRule* rule = rule_of(line.word());
  if (rule == nullptr || rule->level != level || !line.skip("\"")) return false;
  for (const FieldRule& field : rule->fields) {
    if (!line.skip(",\"") || line.word() != field.name || !line.skip("\":")) return false;
    if (!takes_value(line, field.type)) return false;
  }
  return line.skip("}") && line.over();
}

}  // namespace jium::log
