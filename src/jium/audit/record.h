// What the log says about one act: who did what to what, when, and how it ended. It holds no address, no
// name, no fingerprint and no free text; the grammar below has no place where one could stand. What was acted
// on is a keyed hash of 24 bytes, a length that no digest or fingerprint of ours has.
//
// The canonical text of a record is one line of JSON with all members, in this order, without blanks:
//
//   {"seq":17,"at":"2026-11-22T01:02:03.456Z","actor":"K-7K3M-9QX2-PD4T","organisation":"O-...","act":
//    "case_opened","subject_kind":"the_case","subject":"<48 hex>","outcome":"done","details":"<48 hex>"}
//
// The log does not hash the record itself but a commitment, SHA-256(nonce || record), whose 32 random bytes
// keep anybody from guessing the record: with nonce and record erased, what is left says nothing, and the
// tree still stands. docs/formats/audit_log.md.
#pragma once

#include <string>
#include <string_view>

#include "jium/audit/act.h"
#include "jium/audit/sha256.h"
#include "jium/base/clock.h"

namespace jium::audit {

enum class SubjectKind {
  nothing,
  the_case,
  footage,
  sighting,
  inspection,
  removal_request,
  letter,
  organisation,
  person,
  access_key,
  group,
  site_operator,
  site,
  alarm,
  feed,
  report,
  log,
  store,
  appeal,
  block_request,
  batch,
  reply,
  form_recipe,
  task,
  platform_link,
  passkey,
  webhook,
  vigil,
  hold,
  erasure,
  decision,
  session,
  trace,
  case_link,
  series_group,
  court_paper,
  outcome,
  post,
  question
};
BOOST_DESCRIBE_ENUM(SubjectKind, nothing, the_case, footage, sighting, inspection, removal_request, letter,
                    organisation, person, access_key, group, site_operator, site, alarm, feed, report, log,
                    store, appeal, block_request, batch, reply, form_recipe, task, platform_link, passkey,
                    webhook, vigil, hold, erasure, decision, session, trace, case_link, series_group,
                    court_paper, outcome, post, question)

// failed: it was allowed, and did not come about.
enum class Outcome { done, refused, failed };
BOOST_DESCRIBE_ENUM(Outcome, done, refused, failed)

struct Record {
  std::uint64_t seq = 0;  // the index of its leaf
  Instant at{};
  // Each of these is one of: the text of an id (K-7K3M-9QX2-PD4T), a keyed id, "jium" for the house itself,
  // "-" for nobody.
  std::string actor = "-";
  std::string organisation = "-";
  Act act = Act::log_started;
  SubjectKind subject_kind = SubjectKind::nothing;
  // Each of these is a keyed id, or "-" for none.
  std::string subject = "-";
  Outcome outcome = Outcome::done;
  std::string details = "-";
  friend bool operator==(const Record&, const Record&) = default;
};

// A keyed hash (BLAKE2b, 24 bytes, as 48 hexadecimal digits) of a value, apart for each use: equal values are
// equal under one key and one use, and say nothing to whoever lacks the key. Keys have 16 to 64 bytes.
[[nodiscard]] Result<std::string> keyed_id(ByteView key, std::string_view use, ByteView value);

// Malformed when a member has no canonical text: see Record; years 1970 to 9999.
[[nodiscard]] Result<std::string> write_record(const Record& record);
// Malformed unless the text is exactly what write_record would write.
[[nodiscard]] Result<Record> read_record(std::string_view text);

// Of a record's text, the two members that a verifier must know, read without knowing the words: a later
// jium may have more of them. Malformed unless the text has the canonical form.
struct RecordShape {
  std::uint64_t seq = 0;
  Instant at{};
};
[[nodiscard]] Result<RecordShape> shape_of_record(std::string_view text);

using Nonce = std::array<std::uint8_t, 32>;
[[nodiscard]] Nonce random_nonce();

// SHA-256(nonce || record): the data of the log's leaf.
[[nodiscard]] Hash commitment_of(const Nonce& nonce, std::string_view record);
// The leaf of the tree: leaf_hash(commitment_of(...)).
[[nodiscard]] Hash leaf_of(const Nonce& nonce, std::string_view record);

}  // namespace jium::audit
