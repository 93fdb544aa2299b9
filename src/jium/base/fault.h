// What went wrong, as a value. A Fault is for people: it says what to do next and never carries an
// address, a name, a fingerprint or any other content of a case.
#pragma once

#include <string>
#include <string_view>

namespace jium {

// The kinds are what a caller can act on; http/problem.cc is the only map to status codes and
// cli/exit_code.h the only map to exit codes.
enum class FaultKind {
  malformed,  // the input cannot be understood: correct it
  forbidden,  // understood, and this actor may not
  missing,    // no such thing, or none that this actor may know of
  conflict,   // the state of the thing does not allow it now
  busy,       // try again later, unchanged
  late,       // a deadline or a lease ended first
  outside,    // something beyond this process failed (network, mail server, file system)
  internal,   // a broken promise of our own
};

std::string_view name_of(FaultKind kind);

struct Fault {
  FaultKind kind = FaultKind::internal;
  std::string what;

  // Context is added once, at a room's door: "reading the rule file: ...".
  [[nodiscard]] Fault within(std::string_view context) &&;
};

}  // namespace jium
