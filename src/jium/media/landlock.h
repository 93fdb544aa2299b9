// Landlock (Linux 5.13 and later): a process gives up what it may do with files, sockets and others'
// processes. Source: the kernel's documentation, userspace-api/landlock.
#pragma once

#include <cstdint>

namespace jium::media {

// The rights that a kernel of this ABI version can take away, in the layout of struct landlock_ruleset_attr.
// The kernel's call fails when it is asked for one that it does not know.
struct LandlockRights {
  std::uint64_t files = 0;
  std::uint64_t network = 0;
  std::uint64_t scopes = 0;

  friend bool operator==(const LandlockRights&, const LandlockRights&) = default;
};
[[nodiscard]] LandlockRights landlock_rights(long version);

// Gives up all of them, with no exception. True also where the kernel has no Landlock: seccomp has the word
// alone there.
[[nodiscard]] bool deny_everything_named();

}  // namespace jium::media
