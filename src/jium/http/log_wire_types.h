// What the API gives of the audit log, and takes from its witnesses (docs/formats/audit_log.md).
#pragma once

#include "jium/http/wire.h"

namespace jium::http::wire {

// What an entry says, but for nonce and proof, which are for the export.
struct LogEntry {
  std::int64_t seq = 0;
  Instant at{};
  std::string actor;
  std::string act;
  std::string subject_kind;
  std::string subject;  // a keyed id
  std::string outcome;
};
JIUM_WIRE_VIEW(LogEntry, (seq, at, actor, act, subject_kind, subject, outcome))

struct LogEntries {
  std::vector<LogEntry> entries;
};
JIUM_WIRE_VIEW(LogEntries, (entries))

// That an entry stands in the tree whose root the checkpoint signs (RFC 9162, section 2.1.3.2); in base 64,
// but for the record, which is what was hashed with the nonce (docs/formats/audit_log.md).
struct LogProof {
  std::int64_t seq = 0;
  std::int64_t size = 0;  // of the tree
  std::string leaf;
  std::optional<std::string> nonce, record;  // null: what it said was erased
  std::vector<std::string> proof;            // from the leaf to the root
  std::string key;                           // the log's, as a vkey
  std::string checkpoint;                    // a signed note
};
JIUM_WIRE_VIEW(LogProof, (seq, size, leaf, nonce, record, proof, key, checkpoint))

struct LogCheckpoint {
  std::string key;         // the log's, as a vkey
  std::int64_t size = 0;   // of the log at this checkpoint
  std::string checkpoint;  // a signed note
  std::int64_t since = 0;
  std::vector<std::string> proof;  // that it grew from the `since` entries that the asker has seen; base 64
  std::vector<std::string> successions;  // signed notes: how its keys followed one another
};
JIUM_WIRE_VIEW(LogCheckpoint, (key, size, checkpoint, since, proof, successions))

struct Cosign {
  std::int64_t size = 0;
  Exact key;        // the witness's, as a vkey
  Exact signature;  // the line of a signed note, without its end
};
JIUM_WIRE_ASK(Cosign, (size, key, signature))

struct LogBundle {
  std::string key;
  std::int64_t size = 0;    // of the log
  std::int64_t shown = 0;   // entries that stand opened, or as erased
  std::int64_t erased = 0;  // of these
  std::string bundle;       // one JSON document a line
};
JIUM_WIRE_VIEW(LogBundle, (key, size, shown, erased, bundle))

}  // namespace jium::http::wire
