#include "jium/media/landlock.h"

#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "jium/media/descriptors.h"

namespace jium::media {
namespace {

constexpr std::uint64_t first_bits(int count) {
  return (std::uint64_t{1} << count) - 1;
}

}  // namespace

LandlockRights landlock_rights(long version) {
  LandlockRights rights;
  if (version >= 1) rights.files = first_bits(13);   // from running a file to making a symbolic link
  if (version >= 2) rights.files = first_bits(14);   // moving between folders
  if (version >= 3) rights.files = first_bits(15);   // cutting a file short
  if (version >= 4) rights.network = first_bits(2);  // binding and connecting TCP sockets
  if (version >= 5) rights.files = first_bits(16);   // control calls of devices
  if (version >= 6) rights.scopes = first_bits(2);   // abstract sockets and signals of others
  return rights;
}

bool deny_everything_named() {
  const long version =
      ::syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 0) return errno == ENOSYS || errno == EOPNOTSUPP;
  const LandlockRights rights = landlock_rights(version);
  const Descriptor ruleset(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0U)));
  return ruleset.valid() && ::syscall(SYS_landlock_restrict_self, ruleset.get(), 0U) == 0;
}

}  // namespace jium::media
