// One JSON object a line on standard error. A line is an event name and enumerated fields: numbers, ids,
// fixed words. There is no overload for free text, for Secret, for an address or a fingerprint, so that
// what must not be logged does not compile.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

#include "jium/base/clock.h"
#include "jium/base/fault.h"
#include "jium/base/id.h"

namespace jium::log {

enum class Level { debug, info, warning, error };

// A string literal: the only text a log line may hold. (consteval: a run-time string does not compile.)
class Word {
 public:
  template <std::size_t N>
  consteval Word(const char (&text)[N]) : text_(text, N - 1) {}
  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

class Field {
 public:
  Field(Word name, Word value) : name_(name.text()), value_(quoted(value.text())) {}
  // Exactly bool: a literal would rather become a bool than a Word.
  template <std::same_as<bool> Flag>
  Field(Word name, Flag value) : name_(name.text()), value_(value ? "true" : "false") {}
  Field(Word name, FaultKind kind) : name_(name.text()), value_(quoted(name_of(kind))) {}
  Field(Word name, Duration value) : name_(name.text()), value_(std::to_string(value.count())) {}
  template <class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char>)
  Field(Word name, T value) : name_(name.text()), value_(std::to_string(value)) {}
  template <class Tag>
  Field(Word name, Id<Tag> id) : name_(name.text()), value_(quoted(id.text())) {}

  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] const std::string& value() const { return value_; }

 private:
  static std::string quoted(std::string_view text);
  std::string_view name_;
  std::string value_;
};

void set_level(Level level);
void write(Level level, Word event, std::initializer_list<Field> fields = {});

inline void info(Word event, std::initializer_list<Field> fields = {}) {
  write(Level::info, event, fields);
}
inline void warning(Word event, std::initializer_list<Field> fields = {}) {
  write(Level::warning, event, fields);
}
inline void error(Word event, std::initializer_list<Field> fields = {}) {
  write(Level::error, event, fields);
}

}  // namespace jium::log
