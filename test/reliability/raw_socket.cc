#include "reliability/raw_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <cerrno>

namespace jium::reliability {

void take_all_descriptors() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  static_cast<void>(::setrlimit(RLIMIT_NOFILE, &files));
}

RawSocket::RawSocket(std::uint16_t port, bool small)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
  const int least = 2048;
  if (small) ::setsockopt(socket_.number(), SOL_SOCKET, SO_RCVBUF, &least, sizeof(least));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // The socket interface of POSIX takes every kind of address through one pointer type.
  static_cast<void>(
      ::connect(socket_.number(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)));
}

long RawSocket::send(std::string_view text) const {
  const ssize_t sent = ::send(socket_.number(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent >= 0) return sent;
  return errno == EAGAIN || errno == ENOTCONN || errno == EALREADY ? 0 : -1;
}

std::string RawSocket::read() const {
  std::string text(16384, '\0');
  const ssize_t got = ::recv(socket_.number(), text.data(), text.size(), MSG_DONTWAIT);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text;
}

bool RawSocket::is_closed() const {
  char next = 0;
  const ssize_t got = ::recv(socket_.number(), &next, 1, MSG_DONTWAIT | MSG_PEEK);
  return got == 0 || (got < 0 && errno != EAGAIN && errno != ENOTCONN);
}

}  // namespace jium::reliability
