// Finds the route of a request by method and path.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/result.h"
#include "jium/http/request.h"
#include "jium/http/route.h"

namespace jium::http {

class Router {
 public:
  // Conflict for two routes of one method whose paths cannot be told apart.
  [[nodiscard]] static Result<Router> make(const Routes& routes);

  struct Found {
    std::optional<std::size_t> route;  // its place in the list
    Request::Values parameters;
    std::string allow;  // the methods of this path, where the method is not one of them; else empty
  };
  // A parameter stands for one segment that is not empty; nothing is decoded, as ids need no escapes.
  [[nodiscard]] Found find(std::string_view method, std::string_view path) const;

 private:
  struct Entry {
    std::string method;
    std::vector<std::string> segments;  // "{name}" for a parameter
  };
  std::vector<Entry> entries_;
};

}  // namespace jium::http
