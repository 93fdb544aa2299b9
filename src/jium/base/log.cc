#include "jium/base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "jium/base/log_grammar.h"

namespace jium::log {
namespace {

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

spdlog::logger& logger() {
  static const auto instance = [] {
    auto made = std::make_shared<spdlog::logger>("jium", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    return made;
  }();
  return *instance;
}

std::string_view word_of(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  return "error";
}

}  // namespace

std::string Field::quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + '"';
}

void set_level(Level level) {
  logger().set_level(to_spdlog(level));
}

namespace {

std::string start_of_line(std::string_view level, std::string_view event) {
  std::string line = "{\"at\":\"" + to_text(SystemClock().now()) + "\",\"level\":\"";
  line += level;
  line += "\",\"event\":\"";
  line += event;
  line += '"';
  return line;
}

}  // namespace

// What does not fit the grammar is not written, whoever thought that it should be: a line in its place says
// so.
void write(Level level, Word event, std::initializer_list<Field> fields) {
  if (!logger().should_log(to_spdlog(level))) return;
  std::string line = start_of_line(word_of(level), event.text());
  for (const Field& field : fields) {
    line += ",\"";
    line += field.name();
    line += "\":";
    line += field.value();
  }
  line += '}';
  if (fits_grammar(line)) {
    logger().log(to_spdlog(level), "{}", line);
  } else {
    logger().log(spdlog::level::err, "{}}}", start_of_line("error", kOutside));
  }
}

}  // namespace jium::log
