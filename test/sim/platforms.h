// Operators that run jium, or speak its language: their programs read their inbox every hour (some sleep for
// days), answer there, and now and then ask something first.
#pragma once

#include <deque>
#include <vector>

#include "jium/desk/actor.h"
#include "sim/house.h"
#include "sim/world.h"

namespace jium::sim {

class Platforms {
 public:
  Platforms(const Clock& clock, World& world, Dice dice) : clock_(clock), world_(world), dice_(dice) {}

  // One for each site that is reached so; the centre's directory names it, and it agrees.
  void found(House& house, const desk::Actor& officer);
  void fetch(House& house);
  // False: this site has no program, its answer comes by another way.
  [[nodiscard]] bool take_answer(const Event& reply);

 private:
  struct Word {
    removal::RequestId request;
    removal::Answer answer = removal::Answer::acknowledged;
  };
  struct Program {
    std::uint32_t site = 0;
    desk::Actor actor;
    std::uint64_t cursor = 0;
    Instant wakes{};
    std::deque<Word> words;
  };
  void found_one(House& house, const desk::Actor& officer, std::uint32_t site);
  void read(House& house, Program& program);
  void answer(House& house, Program& program);
  void ask(House& house, const Program& program, removal::RequestId request);

  const Clock& clock_;
  World& world_;
  Dice dice_;
  std::vector<Program> programs_;
};

}  // namespace jium::sim
