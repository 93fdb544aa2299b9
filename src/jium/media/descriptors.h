// Owned file descriptors, and handing a pair of them from process to process.
#pragma once

#include <unistd.h>

#include <utility>

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

// Over a SOCK_SEQPACKET socket. False: the other side is gone.
[[nodiscard]] bool send_pair(int socket, int first, int second);
[[nodiscard]] bool receive_pair(int socket, Descriptor& first, Descriptor& second);

}  // namespace jium::media
