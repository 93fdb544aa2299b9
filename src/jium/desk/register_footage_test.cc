#include "jium/desk/register_footage.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "jium/desk/desk_fixture.h"
#include "jium/store/cases.h"

namespace jium::desk {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class RegisterFootageTest : public DeskFixture {
 protected:
  Result<RegisteredFootage> ask(const Actor& actor, casework::CaseId the_case,
                                std::vector<fingerprint::Fingerprint> fingerprints) {
    return write([&](auto& tx) {
      return register_footage(
          desk, tx, actor,
          {the_case, registry::FootageKind::image, registry::FootageSource::survivor_device, fingerprints});
    });
  }
};

TEST_F(RegisterFootageTest, ANewOneIsNewAndANearOneSaysWhatItIsLike) {
  const auto the_case = open_a_case();
  const auto first = must(ask(officer, the_case.id, {pdq(0), sha256(1)}));
  EXPECT_THAT(first.same_as, IsEmpty());
  EXPECT_FALSE(first.was_known);
  const auto near = must(ask(officer, the_case.id, {pdq(20), sha256(2)}));
  ASSERT_THAT(near.same_as, SizeIs(1));
  EXPECT_EQ(near.same_as[0].stored.footage.id, first.footage.id);
  EXPECT_EQ(near.same_as[0].match.distance, 20);
  EXPECT_NE(near.footage.id, first.footage.id) << "another file: it is registered too";
}

TEST_F(RegisterFootageTest, TheSameFileInTheSameCaseIsRegisteredOnce) {
  const auto the_case = open_a_case();
  const auto first = must(ask(officer, the_case.id, {pdq(0), sha256(1)}));
  const auto again = must(ask(officer, the_case.id, {pdq(0), sha256(1)}));
  EXPECT_TRUE(again.was_known);
  EXPECT_EQ(again.footage.id, first.footage.id);
  const auto events = history(the_case.id);
  EXPECT_EQ(std::count(events.begin(), events.end(), casework::Event::footage_registered), 1);
}

TEST_F(RegisterFootageTest, TheSameFileInAnotherCaseIsAnotherRecord) {
  const auto first = must(ask(officer, open_a_case().id, {sha256(1)}));
  const auto other = must(ask(officer, open_a_case().id, {sha256(1)}));
  EXPECT_FALSE(other.was_known);
  EXPECT_NE(other.footage.id, first.footage.id);
  EXPECT_THAT(other.same_as, SizeIs(1));
}

TEST_F(RegisterFootageTest, NobodyRegistersInAnotherOrganisationsCase) {
  EXPECT_EQ(fault_of(ask(stranger, open_a_case().id, {pdq(0)})), FaultKind::missing);
}

TEST_F(RegisterFootageTest, NobodyLearnsWhatAnotherOrganisationHas) {
  register_one(open_a_case().id);
  std::swap(officer, stranger);
  EXPECT_THAT(must(ask(officer, open_a_case().id, {pdq(0), sha256(1)})).same_as, IsEmpty());
}

TEST_F(RegisterFootageTest, WhatCouldNeverBeRecognisedIsMalformed) {
  const auto the_case = open_a_case();
  EXPECT_EQ(fault_of(ask(officer, the_case.id, {pdq(0, 49)})), FaultKind::malformed);
  EXPECT_EQ(fault_of(ask(officer, the_case.id, {})), FaultKind::malformed);
}

TEST_F(RegisterFootageTest, NothingIsRegisteredInAClosedCase) {
  auto the_case = open_a_case();
  the_case.state = casework::CaseState::closed;
  must(write([&](auto& tx) { return store::update(tx, the_case); }));
  EXPECT_EQ(fault_of(ask(officer, the_case.id, {pdq(0)})), FaultKind::conflict);
}

TEST_F(RegisterFootageTest, NobodyWithdrawsAnotherOrganisationsFootage) {
  const auto footage = register_one(open_a_case().id);
  EXPECT_EQ(fault_of(write([&](auto& tx) { return withdraw_footage(desk, tx, stranger, footage.id); })),
            FaultKind::missing);
}

}  // namespace
}  // namespace jium::desk
