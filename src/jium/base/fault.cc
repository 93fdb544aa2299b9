#include "jium/base/fault.h"

namespace jium {

std::string_view name_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::malformed:
      return "malformed";
    case FaultKind::forbidden:
      return "forbidden";
    case FaultKind::missing:
      return "missing";
    case FaultKind::conflict:
      return "conflict";
    case FaultKind::busy:
      return "busy";
    case FaultKind::late:
      return "late";
    case FaultKind::outside:
      return "outside";
    case FaultKind::internal:
      return "internal";
  }
  return "internal";
}

Fault Fault::within(std::string_view context) && {
  what.insert(0, ": ");
  what.insert(0, context);
  return std::move(*this);
}

}  // namespace jium
