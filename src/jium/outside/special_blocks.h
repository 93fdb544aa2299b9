// The address blocks that are not ordinary public unicast, as data. Sources: IANA IPv4 and IPv6
// Special-Purpose Address Registries (RFC 6890 and its updates), the multicast blocks, and retired blocks
// that some networks still route. Blocks that IANA marks "globally reachable" (AS112, AMT, anycast service
// addresses) are here too: no footage is served from them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace jium::outside {

struct SpecialBlock4 {
  std::array<std::uint8_t, 4> base;
  unsigned bits;
  std::string_view name;
  std::string_view source;
};

// base as the eight 16-bit groups of the address text.
struct SpecialBlock6 {
  std::array<std::uint16_t, 8> base;
  unsigned bits;
  std::string_view name;
  std::string_view source;
};

inline constexpr std::array kSpecialBlocks4 = {
    SpecialBlock4{{0, 0, 0, 0}, 8, "this network", "RFC 791"},
    SpecialBlock4{{0, 0, 0, 0}, 32, "this host", "RFC 1122"},
    SpecialBlock4{{10, 0, 0, 0}, 8, "private use", "RFC 1918"},
    SpecialBlock4{{100, 64, 0, 0}, 10, "shared address space", "RFC 6598"},
    SpecialBlock4{{127, 0, 0, 0}, 8, "loopback", "RFC 1122"},
    SpecialBlock4{{169, 254, 0, 0}, 16, "link local, cloud metadata", "RFC 3927"},
    SpecialBlock4{{172, 16, 0, 0}, 12, "private use", "RFC 1918"},
    SpecialBlock4{{192, 0, 0, 0}, 24, "IETF protocol assignments", "RFC 6890"},
    SpecialBlock4{{192, 0, 0, 0}, 29, "IPv4 service continuity prefix", "RFC 7335"},
    SpecialBlock4{{192, 0, 0, 8}, 32, "IPv4 dummy address", "RFC 7600"},
    SpecialBlock4{{192, 0, 0, 9}, 32, "Port Control Protocol anycast", "RFC 7723"},
    SpecialBlock4{{192, 0, 0, 10}, 32, "TURN anycast", "RFC 8155"},
    SpecialBlock4{{192, 0, 0, 170}, 32, "NAT64/DNS64 discovery", "RFC 8880"},
    SpecialBlock4{{192, 0, 0, 171}, 32, "NAT64/DNS64 discovery", "RFC 8880"},
    SpecialBlock4{{192, 0, 2, 0}, 24, "documentation TEST-NET-1", "RFC 5737"},
    SpecialBlock4{{192, 31, 196, 0}, 24, "AS112-v4", "RFC 7535"},
    SpecialBlock4{{192, 52, 193, 0}, 24, "AMT", "RFC 7450"},
    SpecialBlock4{{192, 88, 99, 0}, 24, "deprecated 6to4 relay anycast", "RFC 7526"},
    SpecialBlock4{{192, 168, 0, 0}, 16, "private use", "RFC 1918"},
    SpecialBlock4{{192, 175, 48, 0}, 24, "direct delegation AS112 service", "RFC 7534"},
    SpecialBlock4{{198, 18, 0, 0}, 15, "benchmarking", "RFC 2544"},
    SpecialBlock4{{198, 51, 100, 0}, 24, "documentation TEST-NET-2", "RFC 5737"},
    SpecialBlock4{{203, 0, 113, 0}, 24, "documentation TEST-NET-3", "RFC 5737"},
    SpecialBlock4{{224, 0, 0, 0}, 4, "multicast", "RFC 5771"},
    SpecialBlock4{{240, 0, 0, 0}, 4, "reserved", "RFC 1112"},
    SpecialBlock4{{255, 255, 255, 255}, 32, "limited broadcast", "RFC 8190"},
};

inline constexpr std::array kSpecialBlocks6 = {
    SpecialBlock6{{0, 0, 0, 0, 0, 0, 0, 0}, 128, "unspecified", "RFC 4291"},
    SpecialBlock6{{0, 0, 0, 0, 0, 0, 0, 1}, 128, "loopback", "RFC 4291"},
    SpecialBlock6{{0, 0, 0, 0, 0, 0, 0, 0}, 96, "IPv4-compatible, deprecated", "RFC 4291"},
    SpecialBlock6{{0, 0, 0, 0, 0, 0xffff, 0, 0}, 96, "IPv4-mapped", "RFC 4291"},
    SpecialBlock6{{0, 0, 0, 0, 0xffff, 0, 0, 0}, 96, "IPv4-translated", "RFC 2765"},
    SpecialBlock6{{0x64, 0xff9b, 0, 0, 0, 0, 0, 0}, 96, "IPv4-IPv6 translation", "RFC 6052"},
    SpecialBlock6{{0x64, 0xff9b, 1, 0, 0, 0, 0, 0}, 48, "IPv4-IPv6 translation, local", "RFC 8215"},
    SpecialBlock6{{0x100, 0, 0, 0, 0, 0, 0, 0}, 64, "discard only", "RFC 6666"},
    SpecialBlock6{{0x100, 0, 0, 1, 0, 0, 0, 0}, 64, "dummy prefix", "RFC 9780"},
    SpecialBlock6{{0x2001, 0, 0, 0, 0, 0, 0, 0}, 23, "IETF protocol assignments", "RFC 2928"},
    SpecialBlock6{{0x2001, 0, 0, 0, 0, 0, 0, 0}, 32, "Teredo", "RFC 4380"},
    SpecialBlock6{{0x2001, 1, 0, 0, 0, 0, 0, 1}, 128, "Port Control Protocol anycast", "RFC 7723"},
    SpecialBlock6{{0x2001, 1, 0, 0, 0, 0, 0, 2}, 128, "TURN anycast", "RFC 8155"},
    SpecialBlock6{{0x2001, 1, 0, 0, 0, 0, 0, 3}, 128, "DNS-SD service registration anycast", "RFC 9665"},
    SpecialBlock6{{0x2001, 2, 0, 0, 0, 0, 0, 0}, 48, "benchmarking", "RFC 5180"},
    SpecialBlock6{{0x2001, 3, 0, 0, 0, 0, 0, 0}, 32, "AMT", "RFC 7450"},
    SpecialBlock6{{0x2001, 4, 0x112, 0, 0, 0, 0, 0}, 48, "AS112-v6", "RFC 7535"},
    SpecialBlock6{{0x2001, 0x10, 0, 0, 0, 0, 0, 0}, 28, "deprecated ORCHID", "RFC 4843"},
    SpecialBlock6{{0x2001, 0x20, 0, 0, 0, 0, 0, 0}, 28, "ORCHIDv2", "RFC 7343"},
    SpecialBlock6{{0x2001, 0x30, 0, 0, 0, 0, 0, 0}, 28, "drone remote identification", "RFC 9374"},
    SpecialBlock6{{0x2001, 0xdb8, 0, 0, 0, 0, 0, 0}, 32, "documentation", "RFC 3849"},
    SpecialBlock6{{0x2002, 0, 0, 0, 0, 0, 0, 0}, 16, "6to4", "RFC 3056"},
    SpecialBlock6{{0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0}, 48, "direct delegation AS112 service", "RFC 7534"},
    SpecialBlock6{{0x3ffe, 0, 0, 0, 0, 0, 0, 0}, 16, "6bone, returned", "RFC 3701"},
    SpecialBlock6{{0x3fff, 0, 0, 0, 0, 0, 0, 0}, 20, "documentation", "RFC 9637"},
    SpecialBlock6{{0x5f00, 0, 0, 0, 0, 0, 0, 0}, 16, "segment routing SIDs", "RFC 9602"},
    SpecialBlock6{{0xfc00, 0, 0, 0, 0, 0, 0, 0}, 7, "unique local", "RFC 4193"},
    SpecialBlock6{{0xfe80, 0, 0, 0, 0, 0, 0, 0}, 10, "link local", "RFC 4291"},
    SpecialBlock6{{0xfec0, 0, 0, 0, 0, 0, 0, 0}, 10, "site local, deprecated", "RFC 3879"},
    SpecialBlock6{{0xff00, 0, 0, 0, 0, 0, 0, 0}, 8, "multicast", "RFC 4291"},
};

}  // namespace jium::outside
