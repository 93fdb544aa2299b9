// Result<T>: a value or a Fault. Asserts are for broken invariants, exceptions stop at the adapter of
// the library that throws them.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "jium/base/fault.h"

namespace jium {

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Fault> {
 public:
  using tl::expected<T, Fault>::expected;
  using value_type = T;

  Result(tl::expected<T, Fault> other) : tl::expected<T, Fault>(std::move(other)) {}
  Result(Fault fault) : tl::expected<T, Fault>(tl::unexpect, std::move(fault)) {}

  [[nodiscard]] const Fault& fault() const& { return this->error(); }
  [[nodiscard]] Fault&& fault() && { return std::move(this->error()); }
};

[[nodiscard]] inline Fault fault(FaultKind kind, std::string what) {
  return Fault{kind, std::move(what)};
}

}  // namespace jium

// JIUM_TRY(auto row, load(id));   hands the fault on, or names the value.
// JIUM_CHECK(save(row));          hands the fault on.
#define JIUM_CONCAT_(a, b) a##b
#define JIUM_CONCAT(a, b) JIUM_CONCAT_(a, b)
#define JIUM_TRY_(result, declaration, expression)              \
  auto result = (expression);                                   \
  if (!result) return ::jium::Fault(std::move(result).fault()); \
  declaration = std::move(*result)
#define JIUM_TRY(declaration, expression) \
  JIUM_TRY_(JIUM_CONCAT(jium_result_, __LINE__), declaration, expression)
#define JIUM_CHECK_(result, expression) \
  if (auto result = (expression); !result) return ::jium::Fault(std::move(result).fault())
#define JIUM_CHECK(expression) JIUM_CHECK_(JIUM_CONCAT(jium_result_, __LINE__), expression)
