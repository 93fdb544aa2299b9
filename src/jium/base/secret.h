// Secret<T>: a value that has no way into a log, a stream or a JSON answer by accident. Whoever needs
// the plain value says reveal(), which is easy to search for in a review.
#pragma once

#include <utility>

namespace jium {

template <class T>
class Secret {
 public:
  Secret() = default;
  explicit Secret(T value) : value_(std::move(value)) {}

  [[nodiscard]] const T& reveal() const& { return value_; }
  [[nodiscard]] T&& reveal() && { return std::move(value_); }

  friend bool operator==(const Secret&, const Secret&) = default;

 private:
  T value_{};
};

}  // namespace jium
