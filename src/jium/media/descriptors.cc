#include "jium/media/descriptors.h"

#include <sys/socket.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace jium::media {
namespace {

struct Packet {
  char byte = 0;
  iovec part{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(2 * sizeof(int))> control{};
  msghdr message{};
  Packet() {
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
  }
  Packet(const Packet&) = delete;
  Packet& operator=(const Packet&) = delete;
};

}  // namespace

bool close_from(unsigned lowest, int kept) {
  const auto close_between = [](unsigned first, unsigned last) {
    return first > last || ::syscall(SYS_close_range, first, last, 0U) == 0;
  };
  const auto keep = static_cast<unsigned>(kept);
  if (keep < lowest) return close_between(lowest, ~0U);
  return (keep == 0 || close_between(lowest, keep - 1)) && close_between(keep + 1, ~0U);
}

bool send_pair(int socket, int first, int second) {
  Packet packet;
  cmsghdr* header = CMSG_FIRSTHDR(&packet.message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(2 * sizeof(int));
  const std::array<int, 2> pair{first, second};
  std::memcpy(CMSG_DATA(header), pair.data(), sizeof pair);
  ssize_t sent = 0;
  do {
    sent = ::sendmsg(socket, &packet.message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == 1;
}

bool receive_pair(int socket, Descriptor& first, Descriptor& second) {
  Packet packet;
  ssize_t received = 0;
  do {
    received = ::recvmsg(socket, &packet.message, MSG_CMSG_CLOEXEC);
  } while (received < 0 && errno == EINTR);
  const cmsghdr* header = received == 1 ? CMSG_FIRSTHDR(&packet.message) : nullptr;
  if (header == nullptr || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(2 * sizeof(int)))
    return false;
  std::array<int, 2> pair{};
  std::memcpy(pair.data(), CMSG_DATA(header), sizeof pair);
  first = Descriptor(pair[0]);
  second = Descriptor(pair[1]);
  return true;
}

}  // namespace jium::media
