// What every test here asks at its end.
#pragma once

#include <gmock/gmock.h>

#include <chrono>
#include <functional>
#include <thread>

#include "jium/base/clock.h"
#include "reliability/ledger.h"
#include "story/steps.h"

namespace jium::reliability {

// For a machine that has much else to do.
inline constexpr Duration kPatience = std::chrono::seconds{60};

inline bool comes_true(const std::function<bool()>& condition, Duration patience = kPatience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(Duration{2});
  }
  return true;
}

inline void expect_kept_once(const Judgement& judgement) {
  EXPECT_THAT(judgement.lost, ::testing::IsEmpty()) << "acknowledged and lost";
  EXPECT_THAT(judgement.doubled, ::testing::IsEmpty()) << "there twice";
  EXPECT_THAT(judgement.unasked, ::testing::IsEmpty()) << "there, and nobody asked for it";
  EXPECT_GT(judgement.acknowledged, 0) << "nothing was acknowledged: nothing was shown";
}

}  // namespace jium::reliability
