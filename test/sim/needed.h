// The simulation's own steps, without which it cannot go on: a fault of theirs is no finding about the house.
#pragma once

#include <stdexcept>
#include <type_traits>
#include <utility>

#include "jium/base/result.h"

namespace jium::sim {

template <class T>
T needed(Result<T> result) {
  if (!result) throw std::runtime_error("the simulation cannot go on: " + result.fault().what);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// No answer, or a store that cannot just now: who asked asks again.
[[nodiscard]] inline bool may_be_asked_again(FaultKind kind) {
  return kind == FaultKind::busy || kind == FaultKind::outside || kind == FaultKind::late;
}

}  // namespace jium::sim
