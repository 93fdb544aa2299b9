#include "jium/audit/checkpoint.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "jium/audit/exact_text.h"
#include "jium/audit/log_fixture.h"

namespace jium::audit {
namespace {

// From Go's golang.org/x/mod/sumdb/note, where the format comes from.
const std::string kPeter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string kPeterPrivate =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const std::string kEnoch = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const std::string kPeterText =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const std::string kPeterLine =
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const std::string kEnochLine =
    "— EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

// A checkpoint of Go's own checksum database.
const std::string kSumKey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
const std::string kSumNote =
    "go.sum database tree\n6476701\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n\n— sum.golang.org "
    "Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=\n";

// A checkpoint of a public certificate log, cosigned by a public witness on 23 May 2026.
const std::string kArcheKey =
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
const std::string kRemoraKey = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
const std::string kArcheNote =
    "arche2025h1.staging.ct.transparency.dev\n1432088532\nU7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n"
    "— arche2025h1.staging.ct.transparency.dev "
    "zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5"
    "zRNZ55lvGt0=\n"
    "— arche2025h1.staging.ct.transparency.dev "
    "ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n"
    "— transparency.dev/DEV:witness-little-garden "
    "2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/"
    "KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==\n"
    "— remora.n621.de "
    "2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw=="
    "\n";

TEST(NoteKey, is_read_and_written_as_others_write_it) {
  for (const std::string& text : {kPeter, kEnoch, kSumKey, kArcheKey, kRemoraKey}) {
    const auto key = NoteKey::parse(text);
    ASSERT_TRUE(key) << text;
    EXPECT_EQ(key->text(), text);
  }
  EXPECT_EQ(NoteKey::parse(kRemoraKey)->use(), KeyUse::cosign);
  EXPECT_EQ(NoteKey::parse(kPeter)->id(), 0xc74f20a3U);
}

TEST(NoteKey, with_a_slip_of_the_pen_is_refused) {
  EXPECT_FALSE(NoteKey::parse("PeterNeumann+c74f20a4" + kPeter.substr(21))) << "another id";
  EXPECT_FALSE(NoteKey::parse("PeterNeumann+C74F20A3" + kPeter.substr(21))) << "another spelling";
  EXPECT_FALSE(NoteKey::parse("PeterNeuman+c74f20a3" + kPeter.substr(21))) << "another name";
  EXPECT_FALSE(NoteKey::parse(kPeter.substr(0, kPeter.size() - 4)));
  EXPECT_FALSE(NoteKey::parse(kPeter + "="));
  EXPECT_FALSE(NoteKey::parse(""));
  NoteKey::Public key{};
  for (const std::string name : {"", "a b", "a+b", "a\nb", "a\u3000b", "a\u00a0b", "\xff", "a\x7f"})
    EXPECT_FALSE(NoteKey::make(name, KeyUse::sign, key)) << name;
  EXPECT_TRUE(NoteKey::make("centre.example/기록", KeyUse::sign, key));
}

TEST(NoteKey, the_private_part_signs_as_go_signs) {
  const auto signer = NoteSigner::parse(Secret<std::string>(kPeterPrivate), KeyUse::sign);
  ASSERT_TRUE(signer);
  EXPECT_EQ(signer->key().text(), kPeter);
  EXPECT_EQ(signer->text().reveal(), kPeterPrivate);
  SignedNote note{kPeterText, {}};
  note.sign(*signer);
  EXPECT_EQ(write_note(note), kPeterText + "\n" + kPeterLine);
  const auto cosigner = NoteSigner::parse(Secret<std::string>(kPeterPrivate), KeyUse::cosign);
  ASSERT_TRUE(cosigner);
  EXPECT_NE(cosigner->key().id(), signer->key().id()) << "one use cannot stand for the other";
  EXPECT_EQ(cosigner->text().reveal(), kPeterPrivate);
  EXPECT_FALSE(NoteSigner::parse(Secret<std::string>(kPeter), KeyUse::sign));
  std::string other_id = kPeterPrivate;
  other_id.replace(other_id.find("c74f20a3"), 8, "c74f20a4");
  EXPECT_FALSE(NoteSigner::parse(Secret<std::string>(other_id), KeyUse::sign));
}

TEST(Note, with_two_signatures_is_read_and_each_key_verifies_its_own) {
  const auto note = read_note(kPeterText + "\n" + kPeterLine + kEnochLine);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->text, kPeterText);
  EXPECT_EQ(write_note(*note), kPeterText + "\n" + kPeterLine + kEnochLine);
  const std::vector<NoteKey> both{*NoteKey::parse(kPeter), *NoteKey::parse(kEnoch)};
  EXPECT_EQ(endorsements_of(*note, both)->size(), 2U);
  EXPECT_EQ(endorsements_of(*note, std::span(both).first(1))->size(), 1U);
  EXPECT_TRUE(endorsements_of(*note, {})->empty());
  const auto twice = read_note(kPeterText + "\n" + kPeterLine + kPeterLine);
  EXPECT_EQ(endorsements_of(*twice, both)->size(), 1U) << "a key counts once";
}

TEST(Note, of_which_the_text_was_changed_is_refused_by_a_known_key_and_ignored_by_others) {
  const auto note = read_note("If you think cryptography is not the answer,\n\n" + kPeterLine);
  ASSERT_TRUE(note);
  const NoteKey peter = *NoteKey::parse(kPeter), enoch = *NoteKey::parse(kEnoch);
  EXPECT_EQ(endorsements_of(*note, std::span(&peter, 1)).error().kind, FaultKind::conflict);
  EXPECT_TRUE(endorsements_of(*note, std::span(&enoch, 1))->empty());
}

TEST(Note, in_another_form_is_refused) {
  for (const std::string& text : std::vector<std::string>{
           kPeterText, kPeterText + "\n", kPeterText + kPeterLine, "\n" + kPeterLine,
           kPeterText + "\n" + kPeterLine + "x",
           kPeterText + "\n" + kPeterLine.substr(0, kPeterLine.size() - 1), "a\tb\n\n" + kPeterLine,
           "a\r\n\n" + kPeterLine, "a\xff\n\n" + kPeterLine, "a\n\n- PeterNeumann AAAAAAA=\n",
           std::string("a\n\n— PeterNeumann AAAAAA==\n"), std::string("a\n\n— Peter Neumann AAAAAAA=\n"),
           std::string("a\n\n— PeterNeumann AAAAAAB=\n"), std::string("a\n\n— PeterNeumann AAAAAAA\n"),
           std::string("a\n\n— PeterNeumann  AAAAAAA=\n")})
    EXPECT_FALSE(read_note(text)) << text;
  EXPECT_TRUE(read_note("a\n\n— PeterNeumann AAAAAAA=\n"));
  EXPECT_EQ(read_note("a\n\nb\n\n\n— P AAAAAAA=\n")->text, "a\n\nb\n\n") << "the last empty line parts them";
  std::string many = "a\n\n";
  for (int i = 0; i < 16; ++i) many += kPeterLine;
  EXPECT_TRUE(read_note(many)) << "16 signatures are to be taken";
  for (int i = 0; i < 100; ++i) many += kPeterLine;
  EXPECT_FALSE(read_note(many));
}

TEST(Checkpoint, of_gos_checksum_database_holds) {
  const auto note = read_note(kSumNote);
  ASSERT_TRUE(note);
  const auto checkpoint = read_checkpoint(note->text);
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(checkpoint->origin, "go.sum database tree");
  EXPECT_EQ(checkpoint->size, 6'476'701U);
  const NoteKey key = *NoteKey::parse(kSumKey);
  EXPECT_EQ(endorsements_of(*note, std::span(&key, 1))->size(), 1U);
}

TEST(Checkpoint, of_a_public_log_holds_with_the_cosignature_of_a_public_witness_and_its_time) {
  const auto opened = open_checkpoint(kArcheNote, *NoteKey::parse(kArcheKey));
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->checkpoint.size, 1'432'088'532U);
  const NoteKey witness = *NoteKey::parse(kRemoraKey);
  const auto cosigned = endorsements_of(opened->note, std::span(&witness, 1));
  ASSERT_TRUE(cosigned);
  ASSERT_EQ(cosigned->size(), 1U);
  EXPECT_EQ(to_text(*cosigned->front().at), "2026-05-23T21:50:24.000Z");
  std::string changed = kArcheNote;
  changed.replace(changed.find("1432088532"), 10, "1432088533");
  const auto altered = read_note(changed);
  EXPECT_EQ(endorsements_of(*altered, std::span(&witness, 1)).error().kind, FaultKind::conflict);
}

TEST(Checkpoint, has_one_spelling) {
  const std::string root = to_base64(empty_root());
  EXPECT_EQ(read_checkpoint("a\n0\n" + root + "\n")->text(), "a\n0\n" + root + "\n");
  EXPECT_EQ(read_checkpoint("a\n7\n" + root + "\nmore\nand more\n")->extensions.size(), 2U);
  for (const std::string& text :
       {"a\n07\n" + root + "\n", "a\n7\n" + root, "\n7\n" + root + "\n", "a\n-7\n" + root + "\n",
        "a\n+7\n" + root + "\n", "a\n7 \n" + root + "\n", "a\n9223372036854775808\n" + root + "\n",
        "a\n7\n" + root.substr(1) + "\n", "a\n7\n" + root + "\n\n", "a\n7\n" + root + "\nx\n\ny\n",
        "a\n0\n" + to_base64(leaf_hash({})) + "\n", std::string("a\n7\n"), std::string("a\n")})
    EXPECT_FALSE(read_checkpoint(text)) << text;
  EXPECT_TRUE(read_checkpoint("a\n9223372036854775807\n" + root + "\n"));
}

TEST(Checkpoint, of_another_log_or_without_its_signature_is_not_opened) {
  LogFixture log;
  log.append(3);
  const SignedCheckpoint made = sign_checkpoint(log.tree.size(), log.tree.root(), log.key);
  ASSERT_TRUE(open_checkpoint(write_note(made.note), log.key.key()));
  EXPECT_EQ(open_checkpoint(write_note(made.note), signer_of("other", KeyUse::sign, 1).key()).error().kind,
            FaultKind::missing);
  EXPECT_EQ(open_checkpoint(write_note(made.note), signer_of(std::string(kOrigin), KeyUse::sign, 9).key())
                .error()
                .kind,
            FaultKind::forbidden);
  SignedNote cosigned{made.note.text, {}};
  cosigned.sign(log.witness, kStart);
  EXPECT_EQ(open_checkpoint(write_note(cosigned), log.key.key()).error().kind, FaultKind::forbidden)
      << "a witness's word is not the log's";
}

TEST(Checkpoint, any_byte_of_it_changed_is_no_checkpoint_of_this_log_any_more) {
  LogFixture log;
  log.append(3);
  log.checkpoint();
  const std::string note = log.checkpoints.at(3);
  const std::size_t end_of_log_line = note.find('\n', note.find("— "));
  for (std::size_t at = 0; at <= end_of_log_line; ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = note;
      changed[at] = static_cast<char>(changed[at] ^ (1U << bit));
      EXPECT_FALSE(open_checkpoint(changed, log.key.key())) << "byte " << at << " bit " << bit;
    }
  }
}

TEST(Utf8, is_told_from_what_only_looks_like_it) {
  EXPECT_TRUE(is_utf8("a\xC2\xA2\xED\x95\x9C\xF0\x9F\x98\x80"));
  for (const std::string text :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x80", "\xE2\x80\x41"})
    EXPECT_FALSE(is_utf8(text));
}

}  // namespace
}  // namespace jium::audit
