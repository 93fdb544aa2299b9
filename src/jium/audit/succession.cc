#include "jium/audit/succession.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "jium/audit/exact_text.h"

namespace jium::audit {
namespace {

constexpr std::string_view kHead = "jium-audit-succession/1\n";

}  // namespace

std::string write_succession(const NoteSigner& from, const NoteSigner& to, std::uint64_t size,
                             const Hash& root) {
  SignedNote note{
      fmt::format("{}{}\n{}\n{}\n{}\n", kHead, from.key().name(), size, to_base64(root), to.key().text()),
      {}};
  note.sign(from);
  note.sign(to);
  return write_note(note);
}

Result<Succession> open_succession(std::string_view text, const NoteKey& from) {
  const Fault wrong = fault(FaultKind::malformed, "this does not say which key of a log follows another");
  JIUM_TRY(const SignedNote note, read_note(text));
  ExactText exact(note.text);
  std::string_view origin, root_text, key_text;
  std::uint64_t size = 0;
  if (!exact.skip(kHead) || !exact.until('\n', origin) || !exact.number(size) || !exact.skip("\n") ||
      !exact.until('\n', root_text) || !exact.until('\n', key_text) || !exact.ended())
    return wrong;
  if (origin != from.name())
    return fault(FaultKind::missing, "this is about the keys of another log than " + from.name());
  JIUM_TRY(const Bytes root, from_base64(root_text));
  JIUM_TRY(NoteKey to, NoteKey::parse(key_text));
  if (to.use() != KeyUse::sign || to.name() != from.name() || to == from) return wrong;
  Succession read{std::move(to), size, {}};
  JIUM_TRY(read.root, hash_of_bytes(root));
  const std::array<NoteKey, 2> both{from, read.to};
  JIUM_TRY(const auto signers, endorsements_of(note, both));
  const bool by_both = signers.size() == 2 && note.signatures.size() == 2 && signers[0].key == from &&
                       signers[1].key == read.to;
  if (!by_both)
    return fault(FaultKind::conflict, "the key of the log did not sign the key that is said to follow it");
  return read;
}

std::vector<NoteKey> keys_after(const NoteKey& from, std::span<const std::string> notes) {
  std::vector<NoteKey> keys{from};
  for (const std::string& note : notes) {
    const auto next = open_succession(note, keys.back());
    if (next && std::ranges::find(keys, next->to) == keys.end()) keys.push_back(next->to);
  }
  return keys;
}

}  // namespace jium::audit
