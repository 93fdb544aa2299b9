// For tests that tell a story: each unwraps what a step gave, or ends the chapter with what went wrong. A
// chapter is a void function, called within ASSERT_NO_FATAL_FAILURE.
#pragma once

#include <gtest/gtest.h>

#include <utility>

// JIUM_STEP(registered, story.register_picture());
#define JIUM_STEP(variable, step)                     \
  do {                                                \
    auto step_told = (step);                          \
    ASSERT_TRUE(step_told) << step_told.fault().what; \
    variable = std::move(*step_told);                 \
  } while (false)

// JIUM_DONE(stage.start_server());
#define JIUM_DONE(step)                               \
  do {                                                \
    const auto step_told = (step);                    \
    ASSERT_TRUE(step_told) << step_told.fault().what; \
  } while (false)
