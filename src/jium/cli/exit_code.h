// The one map from faults to exit codes; documented in docs/operating/command_line.md.
#pragma once

#include "jium/base/fault.h"

namespace jium::cli {

inline constexpr int kDone = 0;
inline constexpr int kNo = 1;     // done, and the answer is no, or not for every file
inline constexpr int kUsage = 2;  // the command line itself is wrong

[[nodiscard]] constexpr int exit_code_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::malformed:
      return 3;
    case FaultKind::forbidden:
      return 4;
    case FaultKind::missing:
      return 5;
    case FaultKind::conflict:
      return 6;
    case FaultKind::busy:
    case FaultKind::late:
      return 7;
    case FaultKind::outside:
      return 8;
    case FaultKind::internal:
      return 9;
  }
  return 9;
}

}  // namespace jium::cli
