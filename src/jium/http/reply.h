// An answer, ready to be written by whatever server carries it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jium::http {

inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kProblemJson = "application/problem+json";

struct Reply {
  int status = 200;
  std::string content_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // besides content type and length
  // What is kept for a repeated request instead of the body, when the body holds what is told once only.
  std::optional<std::string> kept_body = std::nullopt;

  [[nodiscard]] bool good() const { return status >= 200 && status < 300; }
};

}  // namespace jium::http
