// A checkpoint is the log's signed word about itself: so many entries, under this root. Text and signatures
// as C2SP signed-note, tlog-checkpoint and tlog-cosignature have them, so that any witness of that world can
// read ours and our witnesses can read others:
//
//   centre.example/audit
//   20852163
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//
//   — centre.example/audit Az3grlgtzPICa5OS8npVmf1M...=
//   — witness.example/w1 jWbPPwAAAABkGFDLEZMHwSRaJN...=
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jium/audit/merkle.h"
#include "jium/audit/note_key.h"

namespace jium::audit {

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  Bytes signature;
  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

// "— NAME base64(key id, signature)" and the line end.
[[nodiscard]] std::string write_signature_line(const NoteSignature& signature);
[[nodiscard]] Result<NoteSignature> read_signature_line(std::string_view line);

struct SignedNote {
  std::string text;  // ends with a line end
  std::vector<NoteSignature> signatures;

  // Adds the signer's signature.
  void sign(const NoteSigner& signer, Instant at = Instant{});
  friend bool operator==(const SignedNote&, const SignedNote&) = default;
};

[[nodiscard]] std::string write_note(const SignedNote& note);
// Malformed unless it is exactly what write_note would write; at most 1 MiB and 100 signatures. Says nothing
// about whether the signatures hold.
[[nodiscard]] Result<SignedNote> read_note(std::string_view text);

// A signature that holds, by a key that was asked for.
struct Endorsement {
  NoteKey key;
  std::optional<Instant> at;  // of a cosignature
};
// Signatures by other keys are passed over, as the format wants it; a key counts once. Conflict when a
// signature by one of the keys does not hold.
[[nodiscard]] Result<std::vector<Endorsement>> endorsements_of(const SignedNote& note,
                                                               std::span<const NoteKey> keys);

struct Checkpoint {
  std::string origin;  // which log this is
  std::uint64_t size = 0;
  Hash root{};
  std::vector<std::string> extensions;  // further lines that the log signed; ours has none

  [[nodiscard]] std::string text() const;
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// Malformed unless it is exactly what text() would write; the root of size 0 is that of the empty tree.
[[nodiscard]] Result<Checkpoint> read_checkpoint(std::string_view note_text);

struct SignedCheckpoint {
  Checkpoint checkpoint;
  SignedNote note;
};
// Signs with the log's key; its name is the origin. With several, while one takes over from another
// (audit/succession.h): all of one name, the newest first.
[[nodiscard]] SignedCheckpoint sign_checkpoint(std::uint64_t size, const Hash& root, const NoteSigner& log);
[[nodiscard]] SignedCheckpoint sign_checkpoint(std::uint64_t size, const Hash& root,
                                               std::span<const NoteSigner> keys);
// Missing when it is of another log than the key's, forbidden when the log's signature is not on it,
// conflict when it is and does not hold.
[[nodiscard]] Result<SignedCheckpoint> open_checkpoint(std::string_view note, const NoteKey& log);

}  // namespace jium::audit
