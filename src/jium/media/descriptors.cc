#include "jium/media/descriptors.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>

namespace jium::media {
namespace {

struct Packet {
  iovec part{};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(2 * sizeof(int))> control{};
  msghdr message{};
  Packet(void* words, std::size_t size) : part{words, size} {
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

bool ready_before(int descriptor, short events, std::chrono::steady_clock::time_point deadline) {
  using Wait = std::chrono::milliseconds;
  for (;;) {
    const auto left = std::chrono::ceil<Wait>(deadline - std::chrono::steady_clock::now());
    if (descriptor < 0 || left <= Wait::zero()) return false;
    pollfd waiting{descriptor, events, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(std::min<Wait::rep>(left.count(), INT_MAX)));
    if (ready > 0) return (waiting.revents & POLLNVAL) == 0;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool send_pair(int socket, int first, int second, ByteView words) {
  // The kernel only reads them: sendmsg's structure has no const.
  Packet packet(const_cast<std::uint8_t*>(words.data()), words.size());
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
  return sent == static_cast<ssize_t>(words.size());
}

bool receive_pair(int socket, Descriptor& first, Descriptor& second, std::span<std::uint8_t> words) {
  Packet packet(words.data(), words.size());
  ssize_t received = 0;
  do {
    received = ::recvmsg(socket, &packet.message, MSG_CMSG_CLOEXEC);
  } while (received < 0 && errno == EINTR);
  const bool whole =
      received == static_cast<ssize_t>(words.size()) && (packet.message.msg_flags & MSG_TRUNC) == 0;
  const cmsghdr* header = whole ? CMSG_FIRSTHDR(&packet.message) : nullptr;
  if (header == nullptr || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(2 * sizeof(int)))
    return false;
  std::array<int, 2> pair{};
  std::memcpy(pair.data(), CMSG_DATA(header), sizeof pair);
  first = Descriptor(pair[0]);
  second = Descriptor(pair[1]);
  return true;
}

}  // namespace jium::media
