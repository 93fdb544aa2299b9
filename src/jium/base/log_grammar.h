// Every line that the log may hold: events, their level, their fields and what each field may be. What is not
// in this table is not written (log.cc), what is in it is in docs/operating/logs.md, and the stories read
// every line of every server back through it. So a log can be handed to somebody who may see no case.
#pragma once

#include <span>
#include <string_view>

namespace jium::log {

enum class FieldType {
  number,    // a whole number, also negative
  flag,      // true, false
  id,        // "K-XXXX-XXXX-XXXX": a letter and a number without meaning (base/id.h)
  fault,     // the kind of a fault (base/fault.h)
  method,    // "GET", "POST", "other"
  job_kind,  // what background work does
};

struct FieldRule {
  std::string_view name;
  FieldType type = FieldType::number;
};

struct EventRule {
  std::string_view event;
  std::string_view level;
  std::string_view says;              // what it means, for the page
  std::span<const FieldRule> fields;  // all of them, in this order
};

[[nodiscard]] std::span<const EventRule> grammar();
[[nodiscard]] std::string_view name_of(FieldType type);

// `line` without its line end: one JSON object of "at", "level", "event" and the event's fields, in this
// order and nothing else.
[[nodiscard]] bool fits_grammar(std::string_view line);

// What is written in place of a line that does not fit.
inline constexpr std::string_view kOutside = "line_outside_the_grammar";

}  // namespace jium::log
