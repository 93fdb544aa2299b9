// The log's key changes hands: the old key signs which key follows it, and where the log stood then (its size
// and root), and the new one signs the same to show that it is there. A signed note (C2SP signed-note), so
// that whoever trusts the old key can go on to the new one by arithmetic alone:
//
//   jium-audit-succession/1
//   centre.example/audit
//   20852163
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//   centre.example/audit+3f1c...+AR...
//
//   — centre.example/audit <of the old key>
//   — centre.example/audit <of the new key>
//
// Size and root bind it to one history: a succession of one branch of a log that forked stands in no other.
// The log keeps its name, which is its origin; the keys are told apart by their ids.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jium/audit/checkpoint.h"

namespace jium::audit {

// For how long after it both keys sign each checkpoint, so that readers and witnesses who know the old one
// have time to learn the new one (shared rule of the house for signing keys: 90 days).
inline constexpr Duration kOverlap = std::chrono::hours{24 * 90};

struct Succession {
  NoteKey to;
  std::uint64_t size = 0;
  Hash root{};
};

[[nodiscard]] std::string write_succession(const NoteSigner& from, const NoteSigner& to, std::uint64_t size,
                                           const Hash& root);
// Malformed for another text; missing when it is of another log; conflict unless both have signed it, the old
// key first, and nobody else.
[[nodiscard]] Result<Succession> open_succession(std::string_view note, const NoteKey& from);
// `from`, and the keys that followed it by those of the notes that hold, in order. Notes that do not go on
// from the last of them are passed over.
[[nodiscard]] std::vector<NoteKey> keys_after(const NoteKey& from, std::span<const std::string> notes);

}  // namespace jium::audit
