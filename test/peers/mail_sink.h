// A real mail server (aiosmtpd) that takes every letter and keeps it in a Maildir, so that a test can read
// what an operator would have read.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "jium/base/result.h"
#include "peers/child_process.h"
#include "peers/temporary_folder.h"

namespace jium::peers {

struct ReceivedLetter {
  std::string to;          // the mail address alone
  std::string subject;     // decoded
  std::string reference;   // the header X-Jium-Reference
  std::string message_id;  // without angle brackets
  std::string body;        // decoded, UTF-8, line ends as \n
};

class MailSink {
 public:
  // Waits until it takes connections on 127.0.0.1. Outside when it does not start (package python3-aiosmtpd).
  [[nodiscard]] static Result<std::unique_ptr<MailSink>> start();

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // All letters taken so far, in no order.
  [[nodiscard]] Result<std::vector<ReceivedLetter>> letters() const;
  // Those with this reference.
  [[nodiscard]] Result<std::vector<ReceivedLetter>> letters_about(const std::string& reference) const;

 private:
  MailSink(TemporaryFolder folder, std::uint16_t port, ChildProcess server)
      : folder_(std::move(folder)), port_(port), server_(std::move(server)) {}

  TemporaryFolder folder_;
  std::uint16_t port_;
  ChildProcess server_;
};

}  // namespace jium::peers
