#include "jium/registry/closed_way.h"

namespace jium::registry {

Result<void> check_closed_way(const WebAddress& address) {
  const std::string& host = address.host();
  const bool is_number = host.find_first_not_of("0123456789.") == std::string::npos;
  const bool is_here = (is_number && host.starts_with("127.")) || host == "::1";
  if (address.scheme() == "https" || is_here) return {};
  return fault(FaultKind::malformed,
               "this address must begin with https: what is sent there could be read on the way");
}

}  // namespace jium::registry
