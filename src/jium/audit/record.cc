#include "jium/audit/record.h"

#include <fmt/format.h>
#include <sodium.h>

#include "jium/audit/exact_text.h"
#include "jium/audit/merkle.h"

namespace jium::audit {
namespace {

constexpr std::size_t kKeyedBytes = 24;
constexpr std::string_view kWordLetters = "abcdefghijklmnopqrstuvwxyz_";
constexpr std::string_view kIdLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

bool is_keyed_id(std::string_view text) {
  return text.size() == 2 * kKeyedBytes && all_of(text, "0123456789abcdef");
}

// "K-7K3M-9QX2-PD4T"
bool is_id(std::string_view text) {
  if (text.size() != 16 || text[0] < 'A' || text[0] > 'Z') return false;
  for (const std::size_t at : {1U, 6U, 11U}) {
    if (text[at] != '-' || !all_of(text.substr(at + 1, 4), kIdLetters)) return false;
  }
  return true;
}

bool is_party(std::string_view text) {
  return text == "-" || text == "jium" || is_id(text) || is_keyed_id(text);
}

bool is_subject(std::string_view text) {
  return text == "-" || is_keyed_id(text);
}

// Every member as its text.
struct Cells {
  std::uint64_t seq = 0;
  std::string_view at, actor, organisation, act, subject_kind, subject, outcome, details;
};

bool read_cells(std::string_view text, Cells& cells) {
  ExactText exact(text);
  return exact.skip(R"({"seq":)") && exact.number(cells.seq) && exact.skip(R"(,"at":")") &&
         exact.until('"', cells.at) && exact.skip(R"(,"actor":")") && exact.until('"', cells.actor) &&
         exact.skip(R"(,"organisation":")") && exact.until('"', cells.organisation) &&
         exact.skip(R"(,"act":")") && exact.until('"', cells.act) && exact.skip(R"(,"subject_kind":")") &&
         exact.until('"', cells.subject_kind) && exact.skip(R"(,"subject":")") &&
         exact.until('"', cells.subject) && exact.skip(R"(,"outcome":")") &&
         exact.until('"', cells.outcome) && exact.skip(R"(,"details":")") &&
         exact.until('"', cells.details) && exact.skip("}") && exact.ended();
}

bool is_word(std::string_view text) {
  return text.size() <= 40 && all_of(text, kWordLetters);
}

Result<Instant> read_time(std::string_view text) {
  JIUM_TRY(const Instant at, parse_instant(text));
  if (at < Instant{} || to_text(at) != text)
    return fault(FaultKind::malformed, "a time in a record has milliseconds: 2026-11-22T01:02:03.000Z");
  return at;
}

Result<Cells> shaped_cells(std::string_view text) {
  Cells cells;
  if (!read_cells(text, cells) || !is_word(cells.act) || !is_word(cells.subject_kind) ||
      !is_word(cells.outcome) || !is_party(cells.actor) || !is_party(cells.organisation) ||
      !is_subject(cells.subject) || !is_subject(cells.details))
    return fault(FaultKind::malformed, "this is not the canonical text of a record");
  return cells;
}

}  // namespace

Result<std::string> keyed_id(ByteView key, std::string_view use, ByteView value) {
  if (key.size() < crypto_generichash_KEYBYTES_MIN || key.size() > crypto_generichash_KEYBYTES_MAX)
    return fault(FaultKind::malformed, "a key for keyed ids has 16 to 64 bytes");
  Bytes message(use.begin(), use.end());
  message.push_back(0);
  message.insert(message.end(), value.begin(), value.end());
  Bytes keyed(kKeyedBytes);
  crypto_generichash(keyed.data(), keyed.size(), message.data(), message.size(), key.data(), key.size());
  return to_hex(keyed);
}

Result<std::string> write_record(const Record& record) {
  std::string text =
      fmt::format(R"({{"seq":{},"at":"{}","actor":"{}","organisation":"{}","act":"{}","subject_kind":"{}",)"
                  R"("subject":"{}","outcome":"{}","details":"{}"}})",
                  record.seq, to_text(record.at), record.actor, record.organisation, word_of(record.act),
                  to_text(record.subject_kind), record.subject, to_text(record.outcome), record.details);
  JIUM_CHECK(read_record(text));
  return text;
}

Result<Record> read_record(std::string_view text) {
  JIUM_TRY(const Cells cells, shaped_cells(text));
  Record record;
  record.seq = cells.seq;
  JIUM_TRY(record.at, read_time(cells.at));
  record.actor = cells.actor;
  record.organisation = cells.organisation;
  JIUM_TRY(record.act, parse_act(cells.act));
  JIUM_TRY(record.subject_kind, parse_enum<SubjectKind>("kind of subject", cells.subject_kind));
  record.subject = cells.subject;
  JIUM_TRY(record.outcome, parse_enum<Outcome>("outcome", cells.outcome));
  record.details = cells.details;
  return record;
}

Result<RecordShape> shape_of_record(std::string_view text) {
  JIUM_TRY(const Cells cells, shaped_cells(text));
  RecordShape shape;
  shape.seq = cells.seq;
  JIUM_TRY(shape.at, read_time(cells.at));
  return shape;
}

Nonce random_nonce() {
  Nonce nonce{};
  randombytes_buf(nonce.data(), nonce.size());
  return nonce;
}

Hash commitment_of(const Nonce& nonce, std::string_view record) {
  return sha256({nonce, bytes_of(record)});
}

Hash leaf_of(const Nonce& nonce, std::string_view record) {
  return leaf_hash(commitment_of(nonce, record));
}

}  // namespace jium::audit
