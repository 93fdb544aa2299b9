// A name server that lies by the name it is asked for, on UDP port 53 of every address of the test's own
// network (RFC 1035, 4.1). Not used outside of tests. Names below lie.kr, <ip> being an address in
// hexadecimal:
//
//   a-<ip>, q-<ip>       its A or AAAA record is this address
//   both-<ip>            a public address, then this one
//   rev-<ip>             this one, then a public address
//   mix-<ip>             A is this one, AAAA is public (for an IPv6 address the other way round)
//   cname-<n>-<ip>       n aliases, one after the other, then this address
//   flip<n>-<ip>-<any>   public for the first n questions of each type, then this one; nobody may remember it
//   silent-, refuse-, garbage-, badid-, none-
// Everything else is public.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "jium/base/bytes.h"

namespace jium::outside {

inline constexpr const char* kPublic4 = "5db8d822";                          // 93.184.216.34
inline constexpr const char* kPublic6 = "26062800022000010248189325c81946";  // example.com's, once

class LyingNameServer {
 public:
  LyingNameServer() {
    socket_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_port = htons(53);
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&any), sizeof any) != 0)
      throw std::runtime_error("no port for the test's name server");
    thread_ = std::thread([this] { serve(); });
  }
  LyingNameServer(const LyingNameServer&) = delete;
  LyingNameServer& operator=(const LyingNameServer&) = delete;
  ~LyingNameServer() {
    stopped_ = true;
    thread_.join();
    ::close(socket_);
  }
  [[nodiscard]] int questions() const { return questions_; }

 private:
  struct Question {
    std::uint16_t id = 0, type = 0;
    std::string name;
    std::size_t end = 0;  // of the question, in the message
  };

  void serve() {
    while (!stopped_) {
      pollfd ready{socket_, POLLIN, 0};
      if (::poll(&ready, 1, 50) <= 0) continue;
      Bytes message(1500);
      sockaddr_storage from{};
      socklen_t size = sizeof from;
      auto* const peer = reinterpret_cast<sockaddr*>(&from);
      const ssize_t got = ::recvfrom(socket_, message.data(), message.size(), 0, peer, &size);
      if (got < 12) continue;
      message.resize(static_cast<std::size_t>(got));
      ++questions_;
      const Bytes answer = answer_to(message);
      if (!answer.empty()) ::sendto(socket_, answer.data(), answer.size(), 0, peer, size);
    }
  }

  static Question read(const Bytes& message) {
    Question question;
    question.id = static_cast<std::uint16_t>(message[0] << 8U | message[1]);
    std::size_t at = 12;
    while (at < message.size() && message[at] != 0) {
      const std::size_t length = message[at];
      if (!question.name.empty()) question.name += '.';
      question.name.append(reinterpret_cast<const char*>(message.data()) + at + 1, length);
      at += length + 1;
    }
    if (at + 5 > message.size()) return question;
    question.type = static_cast<std::uint16_t>(message[at + 1] << 8U | message[at + 2]);
    question.end = at + 5;
    return question;
  }

  struct Record {
    std::string name;  // empty: the question's
    std::uint16_t type = 1;
    Bytes data;
  };

  Bytes answer_to(const Bytes& message) {
    const Question question = read(message);
    const std::string label = question.name.substr(0, question.name.find('.'));
    const std::string kind = label.substr(0, label.find('-'));
    if (kind == "silent") return {};
    if (kind == "garbage") return Bytes(400, 0xff);
    const int code = kind == "refuse" ? 5 : kind == "none" ? 3 : 0;
    std::vector<Record> records;
    if (code == 0) records = records_of(question, label, kind);
    Bytes out = header(message, question, code, records.size());
    if (kind == "badid") out[0] ^= 0x5aU;
    for (const Record& record : records) append(out, record);
    return out;
  }

  static Bytes header(const Bytes& message, const Question& question, int code, std::size_t records) {
    Bytes out(message.begin(),
              message.begin() + static_cast<std::ptrdiff_t>(std::min(question.end, message.size())));
    out[2] = 0x81;
    out[3] = static_cast<std::uint8_t>(0x80 | code);
    out[4] = 0, out[5] = 1;
    out[6] = 0, out[7] = static_cast<std::uint8_t>(records);
    out[8] = out[9] = out[10] = out[11] = 0;
    return out;
  }

  static Bytes written(const std::string& name) {
    Bytes out;
    for (std::size_t from = 0; from < name.size();) {
      const std::size_t dot = std::min(name.find('.', from), name.size());
      out.push_back(static_cast<std::uint8_t>(dot - from));
      out.insert(out.end(), name.begin() + static_cast<std::ptrdiff_t>(from),
                 name.begin() + static_cast<std::ptrdiff_t>(dot));
      from = dot + 1;
    }
    out.push_back(0);
    return out;
  }

  static void append(Bytes& out, const Record& record) {
    const Bytes name = record.name.empty() ? Bytes{0xc0, 0x0c} : written(record.name);
    out.insert(out.end(), name.begin(), name.end());
    const auto length = static_cast<std::uint8_t>(record.data.size());
    for (const std::uint8_t byte :
         {std::uint8_t{0}, static_cast<std::uint8_t>(record.type), std::uint8_t{0}, std::uint8_t{1},
          std::uint8_t{0}, std::uint8_t{0}, std::uint8_t{0}, std::uint8_t{0}, std::uint8_t{0}, length})
      out.push_back(byte);
    out.insert(out.end(), record.data.begin(), record.data.end());
  }

  // Of the family that was asked for; nothing for the other one.
  static void add(std::vector<Record>& records, std::uint16_t type, const std::string& hex,
                  const std::string& name = {}) {
    const Bytes address = *from_hex(hex);
    const std::uint16_t own = address.size() == 4 ? 1 : 28;
    if (own == type) records.push_back({name, own, address});
  }
  static void add_public(std::vector<Record>& records, std::uint16_t type) {
    add(records, type, kPublic4);
    add(records, type, kPublic6);
  }

  std::vector<Record> records_of(const Question& question, const std::string& label,
                                 const std::string& kind) {
    std::vector<Record> records;
    const std::string rest = label.substr(std::min(label.size(), kind.size() + 1));
    if (kind == "a" || kind == "q") {
      add(records, question.type, rest);
    } else if (kind == "both") {
      add_public(records, question.type);
      add(records, question.type, rest);
    } else if (kind == "rev") {
      add(records, question.type, rest);
      add_public(records, question.type);
    } else if (kind == "mix") {
      add(records, question.type, rest);
      add(records, question.type, rest.size() == 8 ? kPublic6 : kPublic4);
    } else if (kind == "cname") {
      add_aliases(records, question, rest);
    } else if (kind.starts_with("flip")) {
      const std::lock_guard lock(mutex_);
      const int asked = ++asked_[question.name + "/" + std::to_string(question.type)];
      if (asked <= std::stoi(kind.substr(4))) {
        add_public(records, question.type);
      } else {
        add(records, question.type, rest.substr(0, rest.find('-')));
      }
    } else {
      add_public(records, question.type);
    }
    return records;
  }

  static void add_aliases(std::vector<Record>& records, const Question& question, const std::string& rest) {
    const std::size_t dash = rest.find('-');
    const int links = std::stoi(rest.substr(0, dash));
    std::string from;
    for (int link = 0; link < links; ++link) {
      const std::string to = "l" + std::to_string(link) + ".lie.kr";
      records.push_back({from, 5, written(to)});
      from = to;
    }
    add(records, question.type, rest.substr(dash + 1), from);
  }

  int socket_ = -1;
  std::atomic<bool> stopped_ = false;
  std::atomic<int> questions_ = 0;
  std::mutex mutex_;
  std::map<std::string, int> asked_;
  std::thread thread_;
};

}  // namespace jium::outside
