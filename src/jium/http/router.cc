#include "jium/http/router.h"

namespace jium::http {
namespace {

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  for (;;) {
    const auto slash = path.find('/');
    segments.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

bool is_parameter(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}

// Both could be meant by one path.
bool overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!is_parameter(a[i]) && !is_parameter(b[i]) && a[i] != b[i]) return false;
  }
  return true;
}

std::optional<Request::Values> match(const std::vector<std::string>& pattern,
                                     const std::vector<std::string>& path) {
  if (pattern.size() != path.size()) return std::nullopt;
  Request::Values parameters;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_parameter(pattern[i])) {
      if (path[i].empty()) return std::nullopt;
      parameters.emplace(pattern[i].substr(1, pattern[i].size() - 2), path[i]);
    } else if (pattern[i] != path[i]) {
      return std::nullopt;
    }
  }
  return parameters;
}

}  // namespace

Result<Router> Router::make(const Routes& routes) {
  Router router;
  for (const Route& route : routes) {
    Entry entry{std::string(route.method), segments_of(route.path)};
    for (const Entry& other : router.entries_) {
      if (other.method == entry.method && overlap(other.segments, entry.segments)) {
        return fault(FaultKind::conflict, "two routes for " + entry.method + " " + std::string(route.path));
      }
    }
    router.entries_.push_back(std::move(entry));
  }
  return router;
}

Router::Found Router::find(std::string_view method, std::string_view path) const {
  Found found;
  const auto segments = segments_of(path);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    auto parameters = match(entries_[i].segments, segments);
    if (!parameters) continue;
    if (entries_[i].method == method) return {i, *std::move(parameters), ""};
    found.allow += (found.allow.empty() ? "" : ", ") + entries_[i].method;
  }
  return found;
}

}  // namespace jium::http
