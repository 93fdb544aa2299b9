#include "jium/store/identities.h"

#include <sodium.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "jium/store/scratch_folder.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

using casework::IdentityKeyPair;

casework::PublishedIdentityKey published(registry::OrganisationId organisation, const IdentityKeyPair& keys) {
  return {.id = casework::IdentityKeyId::random(),
          .organisation = organisation,
          .key = keys.open,
          .published_by = "K-1",
          .published_at = sample::at(1)};
}

casework::SealedIdentity sealed(const sample::Chain& chain, casework::IdentityKeyId key,
                                const IdentityKeyPair& keys) {
  const casework::Identity identity{chain.the_case.id, Secret<std::string>("kestrel-name-nightjar"),
                                    Secret<std::string>("kestrel-contact-dunnock")};
  return {.the_case = chain.the_case.id,
          .organisation = chain.organisation.id,
          .key = key,
          .box = casework::seal_identity(identity, keys.open).value(),
          .sealed_by = "K-1",
          .sealed_at = sample::at(2)};
}

class Identities : public StoredTest {
 protected:
  sample::Chain chain;
  const IdentityKeyPair keys = casework::make_identity_keys();
};

TEST_F(Identities, ComeBackAsTheyWereStored) {
  keep(chain);
  const auto key = published(chain.organisation.id, keys);
  stored([&](Transaction& tx) { return insert(tx, key); });
  const auto identity = sealed(chain, key.id, keys);
  stored([&](Transaction& tx) { return store::keep(tx, identity); });
  const auto found = stored([&](Transaction& tx) { return identity_of(tx, chain.the_case.id); });
  ASSERT_TRUE(found.has_value());
  EXPECT_TRUE(same_record(*found, identity));
  EXPECT_FALSE(stored([&](Transaction& tx) { return identity_of(tx, casework::CaseId::random()); }));
  const auto known = stored([&](Transaction& tx) { return identity_keys_of(tx, chain.organisation.id); });
  ASSERT_EQ(known.size(), 1U);
  EXPECT_TRUE(same_record(known[0], key));
}

std::string all_files_in(const std::string& folder) {
  std::ostringstream bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    bytes << std::ifstream(entry.path()).rdbuf();
  return bytes.str();
}

// Whoever has all that the server has: every file, the key file among them, and with it every box of the
// vault. What then lies open is the inner box, and the private key for it is nowhere.
TEST_F(Identities, AreOpenedByNothingThatTheServerHas) {
  const ScratchFolder folder;
  const auto on_disk = Store::open(folder.path()).value();
  const auto key = published(chain.organisation.id, keys);
  const auto kept = on_disk->write([&](Transaction& tx) -> Result<casework::SealedIdentity> {
    JIUM_CHECK(sample::insert(tx, chain));
    JIUM_CHECK(insert(tx, key));
    JIUM_CHECK(store::keep(tx, sealed(chain, key.id, keys)));
    JIUM_TRY(auto found, identity_of(tx, chain.the_case.id));
    return std::move(*found);
  });
  ASSERT_TRUE(kept) << kept.fault().what;
  const std::string files = all_files_in(folder.path());
  const std::string inner(text_of(kept->box));
  ASSERT_NE(files.find("jium key"), std::string::npos) << "the key file was read, too";
  for (const std::string& place : {files, inner}) {
    EXPECT_EQ(place.find("kestrel"), std::string::npos);
    EXPECT_EQ(place.find(text_of(keys.secret.reveal())), std::string::npos);
    EXPECT_EQ(place.find(to_hex(keys.secret.reveal())), std::string::npos);
  }
  // Every 32 bytes in a row of the key file and of the box, tried as the private key.
  const std::string hex = files.substr(files.find("jium key 1 ") + 11, 64);
  const std::string tried = inner + std::string(text_of(from_hex(hex).value()));
  for (std::size_t at = 0; at + 32 <= tried.size(); ++at) {
    IdentityKeyPair guess;
    std::array<std::uint8_t, 32> secret{};
    std::copy_n(tried.begin() + static_cast<std::ptrdiff_t>(at), secret.size(), secret.begin());
    guess.open = keys.open;
    guess.secret = Secret(secret);
    ASSERT_FALSE(casework::open_identity(kept->box, guess, chain.the_case.id)) << at;
  }
  EXPECT_TRUE(casework::open_identity(kept->box, keys, chain.the_case.id)) << "the centre's key does";
}

}  // namespace
}  // namespace jium::store
