// An answer, ready to be written by whatever server carries it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jium::http {

inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kProblemJson = "application/problem+json";

// An answer that goes on: text/event-stream (RFC 9110 has the answer, the WHATWG's HTML standard the text).
struct Stream {
  // What has happened since it was last asked; empty: nothing. No text at all: the stream is at its end.
  // Called from any thread, never by two at once.
  std::function<std::optional<std::string>()> more;
};

struct Reply {
  int status = 200;
  std::string content_type{};
  std::string body{};
  std::vector<std::pair<std::string, std::string>> headers{};  // besides content type and length
  // What is kept for a repeated request instead of the body, when the body holds what is told once only.
  std::optional<std::string> kept_body = std::nullopt;

  // Then there is no body, and the connection closes with the stream.
  std::shared_ptr<Stream> stream = nullptr;

  [[nodiscard]] bool good() const { return status >= 200 && status < 300; }
};

}  // namespace jium::http
