// What somebody finds who has the files of the store and not its key.
#include <sodium.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "jium/store/alarms.h"
#include "jium/store/history.h"
#include "jium/store/idempotency.h"
#include "jium/store/inspections.h"
#include "jium/store/scratch_folder.h"
#include "jium/store/stored_test.h"

namespace jium::store {
namespace {

std::string base64_of(std::string_view text) {
  std::string encoded(sodium_base64_ENCODED_LEN(text.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING),
                      '\0');
  sodium_bin2base64(encoded.data(), encoded.size(), bytes_of(text).data(), text.size(),
                    sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  encoded.resize(encoded.find('\0'));
  // The last character depends on what follows the text.
  return encoded.substr(0, text.size() * 8 / 6);
}

std::string upper(std::string text) {
  for (char& letter : text)
    letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  return text;
}

std::string all_files_in(const std::string& folder) {
  std::ostringstream bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    bytes << std::ifstream(entry.path()).rdbuf();
  return bytes.str();
}

// Every way in which a text could lie in a file without much thought.
void expect_absent(const std::string& files, const std::string& text) {
  const std::string hex = to_hex(bytes_of(text));
  for (const std::string& form : {text, hex, upper(hex), base64_of(text)}) {
    EXPECT_EQ(files.find(form), std::string::npos) << "found: " << form;
  }
}

class AtRest : public ::testing::Test {
 protected:
  void SetUp() override {
    chain.the_case.pseudonym = Secret<std::string>("kestrel-pseudonym");
    chain.site_operator.name = "Canary Operator Name";
    chain.site_operator.mail = "kestrel-operator@abuse.example";
    chain.site_operator.channels = {{removal::ChannelKind::web_form,
                                     Secret<std::string>("https://kestrel-form.example/report"),
                                     removal::Language::en}};
    chain.site.name = "kestrel-site.example";
    chain.sighting.address =
        registry::WebAddress::parse("https://kestrel-site.example/kestrel/address?id=1").value();
    chain.letter.letter.subject = Secret<std::string>("kestrel subject of the letter");
    chain.letter.letter.body = Secret<std::string>("kestrel body of the letter");
    chain.letter.letter.to = chain.site_operator.mail;
    answer.body = "kestrel body of the answer";
    inspection.note = Secret<std::string>("kestrel note of the inspection");
    inspection.address =
        registry::WebAddress::parse("https://kestrel-inspected.example/kestrel/place").value();
    entry.note = Secret<std::string>("kestrel note of the history");
  }

  Result<void> insert_all(Transaction& tx) {
    JIUM_CHECK(sample::insert(tx, chain));
    JIUM_CHECK(insert(tx, inspection));
    JIUM_CHECK(insert(tx, entry));
    JIUM_CHECK(insert_check(tx, chain.request, check));
    AccessKey key;
    key.id = AccessKeyId::random();
    key.organisation = chain.organisation.id;
    JIUM_CHECK(insert(tx, key, "kestrel-secret-of-an-access-key"));
    return keep_answer(tx, key.id, chain.organisation.id, "kestrel-idempotency-key",
                       bytes_of("kestrel digest of a request"), answer, sample::at(1));
  }

  [[nodiscard]] std::vector<std::string> canaries() const {
    std::vector<std::string> texts{"kestrel",
                                   chain.the_case.pseudonym.reveal(),
                                   chain.site_operator.name,
                                   chain.site_operator.mail,
                                   chain.site_operator.channels[0].address.reveal(),
                                   chain.site.name,
                                   chain.sighting.address.canonical().reveal(),
                                   chain.sighting.address.host(),
                                   chain.letter.letter.subject.reveal(),
                                   chain.letter.letter.body.reveal(),
                                   answer.body,
                                   inspection.note.reveal(),
                                   inspection.address.canonical().reveal(),
                                   entry.note.reveal(),
                                   chain.sighting.evidence->peer,
                                   chain.sighting.evidence->body_sha256,
                                   check.evidence->body_sha256,
                                   "kestrel-secret-of-an-access-key",
                                   "kestrel-idempotency-key",
                                   "kestrel digest of a request"};
    for (const auto& fingerprint : chain.footage.fingerprints) {
      texts.push_back(fingerprint.hex());
      texts.emplace_back(text_of(fingerprint.value()));  // its bytes as they are
    }
    return texts;
  }

  ScratchFolder folder;
  sample::Chain chain;
  GivenAnswer answer{200, ""};
  removal::Check check{sample::at(3), removal::CheckOutcome::still_there, 3, sample::evidence()};
  casework::HistoryEntry entry{.the_case = chain.the_case.id,
                               .at = sample::at(1),
                               .actor = "jium",
                               .event = casework::Event::case_opened,
                               .subject = chain.the_case.id.text(),
                               .note = {}};
  Inspection inspection{.id = InspectionId::random(),
                        .organisation = chain.organisation.id,
                        .actor = "jium",
                        .address = sample::address(),
                        .finding = std::nullopt,
                        .sighting = std::nullopt,
                        .distance = std::nullopt,
                        .note = {},
                        .asked_at = sample::at(1),
                        .done_at = std::nullopt};
};

TEST_F(AtRest, NothingSealedIsFoundInTheFiles) {
  std::string while_open;
  {
    auto store = Store::open(folder.path()).value();
    const auto kept = store->write([&](Transaction& tx) { return insert_all(tx); });
    ASSERT_TRUE(kept) << kept.fault().what;
    while_open = all_files_in(folder.path());
    ASSERT_TRUE(std::filesystem::exists(folder.file("jium.db-wal")));
  }
  const std::string closed = all_files_in(folder.path());
  // What is not sealed is there, so that the search itself is known to work.
  ASSERT_NE(while_open.find(chain.organisation.name), std::string::npos);
  ASSERT_NE(closed.find(chain.organisation.name), std::string::npos);
  for (const std::string& canary : canaries()) {
    expect_absent(while_open, canary);
    expect_absent(closed, canary);
  }
}

TEST_F(AtRest, ADestroyedKeyIsNotLeftInTheFiles) {
  const DataKeyId id(chain.the_case.id.value());
  std::string wrapped;
  {
    auto store = Store::open(folder.path()).value();
    ASSERT_TRUE(store->write([&](Transaction& tx) { return insert_all(tx); }));
    ASSERT_TRUE(store->read([&](Transaction& tx) {
      return tx.database().query("select wrapped from data_key where id = ?", {id},
                                 [&](const Row& row) -> Result<void> {
                                   wrapped = text_of(row.blob(0));
                                   return {};
                                 });
    }));
  }
  ASSERT_NE(all_files_in(folder.path()).find(wrapped), std::string::npos);
  {
    auto store = Store::open(folder.path()).value();
    ASSERT_TRUE(store->write([&](Transaction& tx) { return tx.destroy_data_key(id); }));
  }
  // What takes its place may cover a part of it.
  const std::string files = all_files_in(folder.path());
  for (std::size_t at = 0; at + 16 <= wrapped.size(); ++at) {
    EXPECT_EQ(files.find(wrapped.substr(at, 16)), std::string::npos) << "from byte " << at;
  }
}

}  // namespace
}  // namespace jium::store
