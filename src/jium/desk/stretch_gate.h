// The way to Argon2id: one at a time through each gate, and a few that wait. A crowd is told to come again,
// because each turn takes 64 MiB and a quarter of a second (passphrase.h).
#pragma once

#include <atomic>
#include <mutex>

namespace jium::desk {

class StretchGate {
 public:
  explicit StretchGate(int may_wait) : may_wait_(may_wait) {}

  // Waits for its turn when it was admitted; not admitted, it has no turn.
  class Turn {
   public:
    explicit Turn(StretchGate& gate)
        : gate_(gate),
          admitted_(gate.waiting_.fetch_add(1) < gate.may_wait_),
          lock_(gate.door_, std::defer_lock) {
      if (admitted_) lock_.lock();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() { gate_.waiting_.fetch_sub(1); }
    [[nodiscard]] bool admitted() const { return admitted_; }

   private:
    StretchGate& gate_;
    const bool admitted_;
    std::unique_lock<std::mutex> lock_;
  };

 private:
  const int may_wait_;
  std::atomic<int> waiting_{0};
  std::mutex door_;
};

}  // namespace jium::desk
