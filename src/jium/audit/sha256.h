// SHA-256 (FIPS 180-4), by OpenSSL, which uses the processor's own instructions for it. A hash is 32 bytes.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>

#include "jium/base/bytes.h"

namespace jium::audit {

using Hash = std::array<std::uint8_t, 32>;

// Takes the bytes in pieces; a copy goes on from where its original stood.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256& other);
  Sha256& operator=(const Sha256& other);
  Sha256(Sha256&&) noexcept = default;
  Sha256& operator=(Sha256&&) noexcept = default;
  ~Sha256() = default;

  void add(ByteView bytes);
  // What has been added so far; more may be added afterwards.
  [[nodiscard]] Hash so_far() const;

 private:
  struct Free {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, Free> context_;
};

// Of the parts, one after the other.
[[nodiscard]] Hash sha256(std::initializer_list<ByteView> parts);

// 32 bytes or malformed.
[[nodiscard]] Result<Hash> hash_of_bytes(ByteView bytes);

}  // namespace jium::audit
