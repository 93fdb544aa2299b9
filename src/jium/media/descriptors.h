// Owned file descriptors, waiting for one, and handing a pair of them from process to process.
#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <span>
#include <utility>

#include "jium/base/bytes.h"

namespace jium::media {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(Descriptor&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~Descriptor() { reset(); }

  [[nodiscard]] int get() const { return descriptor_; }
  [[nodiscard]] bool valid() const { return descriptor_ >= 0; }
  void reset() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
  }

 private:
  int descriptor_ = -1;
};

// Closes every descriptor from `lowest` up, except `kept`.
[[nodiscard]] bool close_from(unsigned lowest, int kept);

// Waits for any of the events of poll(2). False: the time was over before, or the descriptor is none.
[[nodiscard]] bool ready_before(int descriptor, short events, std::chrono::steady_clock::time_point deadline);

// Two descriptors and some words beside them, which are as long on both sides and at least one byte, over a
// SOCK_SEQPACKET socket. False: the other side is gone, or sent something else.
[[nodiscard]] bool send_pair(int socket, int first, int second, ByteView words);
[[nodiscard]] bool receive_pair(int socket, Descriptor& first, Descriptor& second,
                                std::span<std::uint8_t> words);

}  // namespace jium::media
