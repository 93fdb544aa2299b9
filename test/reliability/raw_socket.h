// A connection of somebody who means no good: it never waits, sends what it is told as far as that goes, and
// reads only when told to.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "peers/child_process.h"

namespace jium::reliability {

// As many descriptors as this process may have.
void take_all_descriptors();

class RawSocket {
 public:
  // Begins to connect to this machine. `small`: takes in as little as a socket can.
  explicit RawSocket(std::uint16_t port, bool small = false);

  // How much of it was taken; 0 while there is no room, -1 once the other side is gone.
  long send(std::string_view text) const;
  // What has come, without waiting.
  [[nodiscard]] std::string read() const;
  [[nodiscard]] bool is_closed() const;

 private:
  peers::Descriptor socket_;
};

}  // namespace jium::reliability
