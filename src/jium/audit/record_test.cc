#include "jium/audit/record.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "jium/audit/log_fixture.h"

namespace jium::audit {
namespace {

const std::string kKeyed(48, 'a');

Record full_record() {
  Record record = LogFixture::sample_record(17);
  record.at = kStart + Duration{3'723'456};
  record.act = Act::erasure_done;
  record.subject = kKeyed;
  record.outcome = Outcome::refused;
  record.details = std::string(48, '0');
  return record;
}

TEST(Record, has_one_line_of_text_with_its_members_in_a_fixed_order) {
  const auto text = write_record(full_record());
  ASSERT_TRUE(text);
  EXPECT_EQ(
      *text,
      R"({"seq":17,"at":"2026-11-22T01:02:03.456Z","actor":"K-7K3M-9QX2-PD4T",)"
      R"("organisation":"O-0001-0002-0003","act":"erasure_done","subject_kind":"the_case","subject":")" +
          kKeyed + R"(","outcome":"refused","details":")" + std::string(48, '0') + "\"}");
  EXPECT_EQ(*read_record(*text), full_record());
  EXPECT_EQ(shape_of_record(*text)->seq, 17U);
}

TEST(Record, has_no_place_for_a_name_an_address_or_a_fingerprint) {
  for (const std::string word :
       {"Kim Minji", "minji", "https://a.example/1", "a.example", "김민지", "", "010-1234-5678",
        "k-7K3M-9QX2-PD4T", "K-7K3M-9QX2-PDIT", "K-7K3M-9QX2PD4T-"}) {
    Record record = full_record();
    record.actor = word;
    EXPECT_FALSE(write_record(record)) << word;
    record = full_record();
    record.organisation = word;
    EXPECT_FALSE(write_record(record)) << word;
    record = full_record();
    record.subject = word;
    EXPECT_FALSE(write_record(record)) << word;
    record = full_record();
    record.details = word;
    EXPECT_FALSE(write_record(record)) << word;
  }
  Record record = full_record();
  for (const std::size_t digits : {32U, 40U, 64U, 128U}) {
    record.subject = std::string(digits, 'a');
    EXPECT_FALSE(write_record(record)) << "MD5, SHA-1, SHA-256 and PDQ have " << digits << " digits";
  }
  record.subject = "C-7K3M-9QX2-PD4T";
  EXPECT_FALSE(write_record(record)) << "a case stands there as its keyed id only";
}

TEST(Record, any_other_spelling_of_the_same_is_refused) {
  const std::string text = *write_record(full_record());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string other = text;
    return other.replace(other.find(from), from.size(), to);
  };
  EXPECT_FALSE(read_record(with(R"("seq":17)", R"("seq":017)")));
  EXPECT_FALSE(read_record(with(R"("seq":17)", R"("seq": 17)")));
  EXPECT_FALSE(read_record(with(R"("seq":17)", R"("seq":+17)")));
  EXPECT_FALSE(read_record(with("03.456Z", "03Z")));
  EXPECT_FALSE(read_record(with("2026", "1969")));
  EXPECT_FALSE(read_record(with("aaaa", "AAAA")));
  EXPECT_FALSE(read_record(text + " "));
  EXPECT_FALSE(read_record(text.substr(0, text.size() - 1)));
  EXPECT_FALSE(read_record(with("erasure_done", "erasure_made"))) << "no such act";
  EXPECT_TRUE(shape_of_record(with("erasure_done", "erasure_made"))) << "a later jium may know it";
  EXPECT_FALSE(shape_of_record(with("erasure_done", "Erasure"))) << "no word is spelt so";
}

RC_GTEST_PROP(Record, a_text_with_a_byte_changed_is_another_record_or_none, ()) {
  std::string text = *write_record(full_record());
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  text[at] = static_cast<char>(text[at] ^ *rc::gen::inRange(1, 256));
  const auto read = read_record(text);
  if (!read) return;
  RC_ASSERT(*read != full_record());
  RC_ASSERT(*write_record(*read) == text);
}

TEST(Record, equal_values_have_equal_keyed_ids_under_one_key_and_one_use_only) {
  const Bytes key(32, 1), other(32, 2);
  const auto id = keyed_id(key, "case", bytes_of("C-1"));
  EXPECT_EQ(*id, *keyed_id(key, "case", bytes_of("C-1")));
  EXPECT_EQ(id->size(), 48U);
  EXPECT_NE(*id, *keyed_id(other, "case", bytes_of("C-1")));
  EXPECT_NE(*id, *keyed_id(key, "person", bytes_of("C-1")));
  EXPECT_NE(*keyed_id(key, "ab", bytes_of("c")), *keyed_id(key, "a", bytes_of("bc")));
  EXPECT_FALSE(keyed_id(Bytes(15, 1), "case", bytes_of("C-1")));
}

TEST(Record, a_leaf_is_the_hash_of_a_commitment_that_needs_nonce_and_record) {
  Nonce nonce{};
  // printf '\0...' | sha256sum, by hand: SHA-256(0x00 || SHA-256(32 zero bytes || "x")).
  const Hash commitment = commitment_of(nonce, "x");
  Bytes message(32, 0);
  message.push_back('x');
  EXPECT_EQ(commitment, sha256({message}));
  EXPECT_EQ(leaf_of(nonce, "x"), leaf_hash(commitment));
  nonce[31] = 1;
  EXPECT_NE(commitment_of(nonce, "x"), commitment);
  EXPECT_NE(random_nonce(), random_nonce());
}

TEST(Record, the_words_of_acts_are_all_different_and_what_shows_secrets_is_called_secret) {
  std::set<std::string_view> words;
  for (auto act = Act::log_started; act <= Act::store_migrated;
       act = static_cast<Act>(static_cast<int>(act) + 1)) {
    EXPECT_TRUE(words.insert(word_of(act)).second) << word_of(act);
    EXPECT_EQ(*parse_act(word_of(act)), act);
  }
  EXPECT_EQ(class_of(Act::address_revealed), AuditClass::secret);
  EXPECT_EQ(class_of(Act::case_shown), AuditClass::read);
  EXPECT_EQ(class_of(Act::case_opened), AuditClass::change);
}

}  // namespace
}  // namespace jium::audit
