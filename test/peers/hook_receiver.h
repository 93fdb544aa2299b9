// A program of an agency that is told by webhook: a small HTTP server on loopback that keeps every POST with
// the headers that sign it, and answers what it is told to.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "jium/base/result.h"

namespace jium::peers {

struct ReceivedHook {
  std::string target, body;
  std::string content_digest, signature_input, signature;
};

class HookReceiver {
 public:
  [[nodiscard]] static Result<std::unique_ptr<HookReceiver>> open();
  HookReceiver(const HookReceiver&) = delete;
  HookReceiver& operator=(const HookReceiver&) = delete;
  ~HookReceiver();

  void answer_with(unsigned status);  // 200 at first
  // All that came so far and were answered 2xx, in the order in which they came.
  [[nodiscard]] std::vector<ReceivedHook> received() const;
  // How many came, whatever they were answered.
  [[nodiscard]] int calls() const;
  [[nodiscard]] std::string address_of(const std::string& path) const;

 private:
  struct Desk;
  HookReceiver();
  std::unique_ptr<Desk> desk_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace jium::peers
