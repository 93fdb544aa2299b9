// A browser without script, for pages that must work so: reads a page, fills in a form, sends it. It keeps
// nothing between two calls, and says so when the server wants it to.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "jium/base/result.h"

namespace jium::peers {

struct VisitedPage {
  int status = 0;
  std::string headers;  // as they came, a line each
  std::string body;

  // What stands between `before` and the next `after`; empty when there is none.
  [[nodiscard]] std::string between(const std::string& before, const std::string& after) const;
};

class PageVisitor {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  // `language`: as a browser asks for it.
  PageVisitor(std::string server, std::string language)
      : server_(std::move(server)), language_(std::move(language)) {}

  // Outside when no whole answer came. Redirects are not followed: they lead out of the house.
  [[nodiscard]] Result<VisitedPage> get(const std::string& path) const;
  [[nodiscard]] Result<VisitedPage> send(const Fields& fields, const std::string& path = "/") const;

 private:
  Result<VisitedPage> visit(const std::string& path, const std::string* body) const;
  std::string server_, language_;
};

}  // namespace jium::peers
