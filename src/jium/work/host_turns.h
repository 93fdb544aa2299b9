// Politeness towards hosts, across processes: one look at a host at a time, a pause between, and the host's
// own word (Retry-After, RFC 9110 10.2.3) respected. The rows are in the store (store/host_turns.h), so that
// any number of workers on it take turns.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/result.h"

namespace jium::store {
class Store;
}

namespace jium::work {

class HostTurns {
 public:
  HostTurns() = default;
  HostTurns(const HostTurns&) = delete;
  HostTurns& operator=(const HostTurns&) = delete;
  virtual ~HostTurns() = default;

  // Nothing: it is ours until given back. Else when to come again.
  [[nodiscard]] virtual Result<std::optional<Instant>> take(const std::string& host) = 0;
  // The host is left alone for the pause, or for as long as it asked.
  [[nodiscard]] virtual Result<void> give_back(const std::string& host, std::optional<Duration> asked) = 0;
  // Between two questions to a host whose turn is ours.
  virtual void rest() = 0;
  [[nodiscard]] virtual Instant now() const = 0;
  virtual void wait_until(Instant at) = 0;
};

struct TurnSettings {
  Duration pause = std::chrono::seconds{1};  // between two looks at one host
  Duration lease = std::chrono::minutes{5};  // a dead worker's turn ends then
};

class StoredTurns final : public HostTurns {
 public:
  StoredTurns(store::Store& store, const Clock& clock, std::string owner, TurnSettings settings)
      : store_(store), clock_(clock), owner_(std::move(owner)), settings_(settings) {}
  [[nodiscard]] Result<std::optional<Instant>> take(const std::string& host) override;
  [[nodiscard]] Result<void> give_back(const std::string& host, std::optional<Duration> asked) override;
  void rest() override;
  [[nodiscard]] Instant now() const override { return clock_.now(); }
  void wait_until(Instant at) override;

 private:
  store::Store& store_;
  const Clock& clock_;
  const std::string owner_;
  const TurnSettings settings_;
};

// The fake: every turn is granted, nobody waits.
class FreeTurns final : public HostTurns {
 public:
  std::vector<std::string> taken, given_back;
  std::optional<Duration> asked;
  std::function<std::optional<Instant>(const std::string&)> answer;
  Instant at{};
  [[nodiscard]] Result<std::optional<Instant>> take(const std::string& host) override {
    taken.push_back(host);
    return answer ? answer(host) : std::nullopt;
  }
  [[nodiscard]] Result<void> give_back(const std::string& host, std::optional<Duration> word) override {
    given_back.push_back(host);
    if (word) asked = word;
    return {};
  }
  void rest() override {}
  [[nodiscard]] Instant now() const override { return at; }
  void wait_until(Instant when) override { at = when; }
};

}  // namespace jium::work
