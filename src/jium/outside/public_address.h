// Is this IP address a public, globally reachable unicast address? Source: IANA IPv4 and IPv6 Special-Purpose
// Address Registries (RFC 6890 and its updates), multicast (RFC 5771, RFC 4291), and the IPv4-in-IPv6 forms
// (mapped, compatible, 64:ff9b::/96, 64:ff9b:1::/48, 2002::/16, 2001::/32, ISATAP): those are judged by
// refusing them whole. The blocks are in special_blocks.h.
#pragma once

#include <sys/socket.h>

namespace jium::outside {

enum class AddressKind { global, loopback, special };

// Loopback is exactly 127.0.0.0/8 and ::1. IPv6 outside 2000::/3 is special: IANA has given nothing there to
// anybody. Unknown families are special. `address` is as long as its family's sockaddr.
[[nodiscard]] AddressKind kind_of(const sockaddr& address);

}  // namespace jium::outside
