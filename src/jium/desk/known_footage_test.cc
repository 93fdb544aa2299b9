#include "jium/desk/known_footage.h"

#include <gmock/gmock.h>

#include "jium/desk/desk_fixture.h"
#include "jium/store/scratch_folder.h"

namespace jium::desk {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class KnownFootageTest : public DeskFixture {
 protected:
  std::vector<KnownMatch> find(const Actor& actor,
                               const std::vector<fingerprint::Fingerprint>& fingerprints) {
    return must(read([&](auto& tx) { return known.find(tx, actor.organisation, fingerprints); }));
  }
};

TEST_F(KnownFootageTest, AnOrganisationFindsItsOwnFootageAndNobodyElses) {
  const auto footage = register_one(open_a_case().id);
  const auto found = find(officer, {pdq(5)});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].stored.footage.id, footage.id);
  EXPECT_EQ(found[0].match.distance, 5);
  EXPECT_THAT(find(stranger, {pdq(5)}), IsEmpty());
  EXPECT_EQ(known.items(), 1U);
}

TEST_F(KnownFootageTest, WithdrawnFootageMatchesNothing) {
  const auto footage = register_one(open_a_case().id);
  EXPECT_THAT(find(officer, {pdq(0)}), SizeIs(1));
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, footage.id); }));
  EXPECT_THAT(find(officer, {pdq(0)}), IsEmpty());
  EXPECT_THAT(find(officer, {sha256(1)}), IsEmpty());
  EXPECT_EQ(known.items(), 0U);
  EXPECT_FALSE(see("https://site.example/v/1", {pdq(0)}).has_value());
  EXPECT_EQ(fault_of(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, footage.id); })),
            FaultKind::conflict);
}

TEST_F(KnownFootageTest, WhatWasRolledBackIsNotKnown) {
  const auto the_case = open_a_case();
  const auto failed = write([&](auto& tx) -> Result<void> {
    JIUM_CHECK(register_footage(
        desk, tx, officer,
        {the_case.id, registry::FootageKind::image, registry::FootageSource::officer, {pdq(0)}}));
    return fault(FaultKind::internal, "at the last moment");
  });
  EXPECT_EQ(fault_of(failed), FaultKind::internal);
  EXPECT_THAT(find(officer, {pdq(0)}), IsEmpty());
}

TEST_F(KnownFootageTest, ALatecomerLearnsEverythingAtOnce) {
  const auto the_case = open_a_case();
  for (int i = 0; i < 5; ++i) register_one(the_case.id, {pdq(40 * i)});
  KnownFootage latecomer;
  must(read([&](auto& tx) { return latecomer.follow(tx); }));
  EXPECT_EQ(latecomer.items(), 5U);
}

// A matcher of its own on a folder for its plain hashes, as one that was started again.
class KnownFootageInAFolder : public KnownFootageTest {
 protected:
  void start() {
    again_.reset();  // gives the folder free
    again_ = std::make_unique<KnownFootage>(must(match::HashBank::open(folder_.path() + "/index")));
    must(read([&](auto& tx) { return again_->follow(tx); }));
  }
  std::size_t found(const std::vector<fingerprint::Fingerprint>& fingerprints) {
    return must(read([&](auto& tx) { return again_->find(tx, officer.organisation, fingerprints); })).size();
  }
  // Changes the folder behind the matcher's back.
  void take_out(registry::FootageId id) {
    again_.reset();
    const auto bank = must(match::HashBank::open(folder_.path() + "/index"));
    bank->remove(id.value());
  }

  store::ScratchFolder folder_;
  std::unique_ptr<KnownFootage> again_;
};

TEST_F(KnownFootageInAFolder, IsThereAgainAndLearnsWhatChangedMeanwhile) {
  const auto the_case = open_a_case();
  const auto first = register_one(the_case.id, {pdq(0), sha256(1)});
  start();
  EXPECT_EQ(found({sha256(1)}), 1U);
  again_.reset();
  register_one(the_case.id, {pdq(80), sha256(2)});
  must(write([&](auto& tx) { return withdraw_footage(desk, tx, officer, first.id); }));
  start();
  EXPECT_EQ(found({sha256(1)}), 0U);
  EXPECT_EQ(found({pdq(0)}), 0U);
  EXPECT_EQ(found({sha256(2)}), 1U);
  EXPECT_EQ(found({pdq(80)}), 1U);
  EXPECT_EQ(again_->items(), 1U);
}

// The one way to see that the start takes plain hashes from the folder and not from the store.
TEST_F(KnownFootageInAFolder, TrustsAFolderThatSaysItIsInStep) {
  const auto footage = register_one(open_a_case().id, {pdq(0), sha256(1)});
  start();
  take_out(footage.id);
  start();
  EXPECT_EQ(found({sha256(1)}), 0U);
}

TEST_F(KnownFootageInAFolder, MakesADamagedFolderRightFromTheStore) {
  const auto footage = register_one(open_a_case().id, {pdq(0), sha256(1)});
  start();
  take_out(footage.id);
  std::filesystem::resize_file(folder_.path() + "/index/mark", 10);
  start();
  EXPECT_EQ(found({sha256(1)}), 1U);
}

TEST_F(KnownFootageInAFolder, KnowsAFolderOfAnotherHistory) {
  register_one(open_a_case().id, {pdq(0), sha256(1)});
  {
    const auto bank = must(match::HashBank::open(folder_.path() + "/index"));
    bank->put({12345, {sha256(9)}});
    must(bank->set_mark("1 " + registry::FootageId::random().text()));
  }
  start();
  EXPECT_EQ(found({sha256(1)}), 1U);
  const auto bank_says =
      must(read([&](auto& tx) { return again_->find(tx, officer.organisation, {sha256(9)}); }));
  EXPECT_THAT(bank_says, IsEmpty());
  again_.reset();
  const auto bank = must(match::HashBank::open(folder_.path() + "/index"));
  EXPECT_THAT(bank->equal(sha256(9)), IsEmpty());
}

// Two processes on one folder: neither tells the other anything.
TEST(KnownFootage, TwoStoresOnOneFolderFollowEachOther) {
  const store::ScratchFolder folder;
  FakeClock clock;
  const auto rules = must(removal::built_in_rules());
  const auto first = must(store::Store::open(folder.path()));
  const auto second = must(store::Store::open(folder.path()));
  KnownFootage known_to_first;
  KnownFootage known_to_second;
  const Desk at_first{clock, known_to_first, rules, {}};
  const Desk at_second{clock, known_to_second, rules, {}};
  const Actor officer{store::AccessKeyId::random(),
                      must(first->write([&](store::Transaction& tx) {
                        return add_organisation(
                            at_first, tx,
                            {registry::OrganisationKind::centre, "Centre A", "a@centre.example"});
                      })).id,
                      Role::deletion_officer};
  const auto the_case = must(first->write([&](store::Transaction& tx) {
    OpenCase ask;
    ask.pseudonym = Secret<std::string>("Grey heron");
    ask.harm_types = {casework::HarmType::synthetic};
    return open_case(at_first, tx, officer, ask);
  }));
  const auto found_at_second = [&] {
    return must(second->read([&](store::Transaction& tx) {
             return known_to_second.find(tx, officer.organisation, {pdq(1)});
           }))
        .size();
  };
  EXPECT_EQ(found_at_second(), 0U);
  const auto footage =
      must(first->write([&](store::Transaction& tx) {
        return register_footage(
            at_first, tx, officer,
            {the_case.id, registry::FootageKind::image, registry::FootageSource::officer, {pdq(0)}});
      })).footage;
  EXPECT_EQ(found_at_second(), 1U);
  must(second->write(
      [&](store::Transaction& tx) { return withdraw_footage(at_second, tx, officer, footage.id); }));
  EXPECT_EQ(must(first->read([&](store::Transaction& tx) {
              return known_to_first.find(tx, officer.organisation, {pdq(1)});
            })).size(),
            0U);
  EXPECT_EQ(found_at_second(), 0U);
}

}  // namespace
}  // namespace jium::desk
