// What tests of noun files stand on: a fresh store (test_store.h), and a comparison of whole records, so that
// a member that is added and forgotten in the SQL is noticed.
#pragma once

#include <gtest/gtest.h>

#include <boost/pfr.hpp>
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jium/store/sample_records.h"
#include "jium/store/store.h"
#include "jium/store/test_store.h"

namespace jium::store {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class Record>
bool same_value(const Record& a, const Record& b);

// Which members differ, by number from 0.
template <class Record>
std::string differing_members(const Record& a, const Record& b) {
  std::string differing;
  boost::pfr::for_each_field(a, [&](const auto& member, auto index) {
    if (!same_value(member, boost::pfr::get<index.value>(b))) differing += ' ' + std::to_string(index.value);
  });
  return differing;
}

template <class Record>
bool same_value(const Record& a, const Record& b) {
  if constexpr (std::equality_comparable<Record>) {
    return a == b;
  } else if constexpr (IsOptional<Record>::value) {
    return a.has_value() == b.has_value() && (!a || same_value(*a, *b));
  } else {
    return differing_members(a, b).empty();
  }
}

template <class Record>
::testing::AssertionResult same_record(const Record& a, const Record& b) {
  const std::string differing = differing_members(a, b);
  if (differing.empty()) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "the records differ in members number" << differing;
}

template <class T>
::testing::AssertionResult is_fault(const Result<T>& result, FaultKind kind) {
  if (result) return ::testing::AssertionFailure() << "there is no fault";
  if (result.fault().kind == kind) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << name_of(result.fault().kind) << ": " << result.fault().what;
}

class StoredTest : public ::testing::Test {
 protected:
  void SetUp() override { store = test_store(); }

  // The result of `work` in a transaction; a fault fails the test.
  template <class Work>
  auto stored(Work&& work) {
    auto result = store->write(std::forward<Work>(work));
    if (!result) ADD_FAILURE() << name_of(result.fault().kind) << ": " << result.fault().what;
    if constexpr (!std::is_void_v<typename decltype(result)::value_type>) return std::move(result).value();
  }
  // The same, for work that may end in a fault.
  template <class Work>
  auto attempt(Work&& work) {
    return store->write(std::forward<Work>(work));
  }
  void keep(const sample::Chain& chain) {
    stored([&](Transaction& tx) { return sample::insert(tx, chain); });
  }

  std::unique_ptr<Store> store;
};

}  // namespace jium::store
