#include "jium/http/request.h"

#include <cassert>

namespace jium::http {

const std::string* Request::query(std::string_view name) const {
  const auto found = query_.find(name);
  return found == query_.end() ? nullptr : &found->second;
}

const std::string& Request::parameter(std::string_view name) const {
  const auto found = parameters_.find(name);
  assert(found != parameters_.end() && "a handler asks only for what stands in its route");
  static const std::string none;
  return found == parameters_.end() ? none : found->second;
}

}  // namespace jium::http
