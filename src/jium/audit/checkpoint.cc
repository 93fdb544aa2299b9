#include "jium/audit/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>

#include "jium/audit/exact_text.h"

namespace jium::audit {
namespace {

constexpr std::size_t kLargestNote = std::size_t{1} << 20U;
constexpr std::size_t kMostSignatures = 100;
constexpr std::string_view kDash = "\xE2\x80\x94 ";

Fault not_a_note() {
  return fault(FaultKind::malformed, "this is not a signed note: text, an empty line, lines of signatures");
}

bool is_note_text(std::string_view text) {
  const auto control = [](char c) { return static_cast<std::uint8_t>(c) < 0x20 && c != '\n'; };
  return !text.empty() && text.back() == '\n' && std::ranges::none_of(text, control) && is_utf8(text);
}

}  // namespace

std::string write_signature_line(const NoteSignature& signature) {
  Bytes marked;
  for (unsigned shift = 32; shift > 0; shift -= 8)
    marked.push_back(static_cast<std::uint8_t>(signature.key_id >> (shift - 8)));
  marked.insert(marked.end(), signature.signature.begin(), signature.signature.end());
  return fmt::format("{}{} {}\n", kDash, signature.name, to_base64(marked));
}

Result<NoteSignature> read_signature_line(std::string_view line) {
  ExactText exact(line);
  std::string_view name, encoded;
  if (!exact.skip(kDash) || !exact.until(' ', name) || !exact.all_but("\n", encoded) || !is_key_name(name))
    return not_a_note();
  JIUM_TRY(const Bytes marked, from_base64(encoded));
  if (marked.size() < 5) return not_a_note();
  NoteSignature signature{std::string(name), 0, Bytes(marked.begin() + 4, marked.end())};
  for (std::size_t i = 0; i < 4; ++i) signature.key_id = signature.key_id << 8U | marked[i];
  return signature;
}

void SignedNote::sign(const NoteSigner& signer, Instant at) {
  signatures.push_back({signer.key().name(), signer.key().id(), signer.sign(text, at)});
}

std::string write_note(const SignedNote& note) {
  std::string written = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) written += write_signature_line(signature);
  return written;
}

Result<SignedNote> read_note(std::string_view text) {
  const std::size_t gap = text.rfind("\n\n");
  if (text.size() > kLargestNote || gap == std::string_view::npos || !is_note_text(text)) return not_a_note();
  SignedNote note{std::string(text.substr(0, gap + 1)), {}};
  for (std::string_view rest = text.substr(gap + 2); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n') + 1);
    JIUM_TRY(NoteSignature signature, read_signature_line(line));
    note.signatures.push_back(std::move(signature));
    if (note.signatures.size() > kMostSignatures) return not_a_note();
    rest.remove_prefix(line.size());
  }
  if (note.signatures.empty()) return not_a_note();
  return note;
}

Result<std::vector<Endorsement>> endorsements_of(const SignedNote& note, std::span<const NoteKey> keys) {
  std::vector<Endorsement> found;
  for (const NoteSignature& line : note.signatures) {
    const auto key = std::ranges::find_if(
        keys, [&](const NoteKey& k) { return k.name() == line.name && k.id() == line.key_id; });
    if (key == keys.end()) continue;
    if (!key->verifies(note.text, line.signature))
      return fault(FaultKind::conflict, "the signature of " + line.name + " does not hold");
    if (std::ranges::any_of(found, [&](const Endorsement& one) { return one.key == *key; })) continue;
    Endorsement endorsement{*key, {}};
    if (key->use() == KeyUse::cosign) {
      JIUM_TRY(endorsement.at, time_of_cosignature(line.signature));
    }
    found.push_back(std::move(endorsement));
  }
  return found;
}

std::string Checkpoint::text() const {
  std::string written = fmt::format("{}\n{}\n{}\n", origin, size, to_base64(root));
  for (const std::string& line : extensions) written += line + "\n";
  return written;
}

Result<Checkpoint> read_checkpoint(std::string_view note_text) {
  const Fault wrong =
      fault(FaultKind::malformed, "a checkpoint is an origin, a size and a root, a line each");
  Checkpoint checkpoint;
  ExactText exact(note_text);
  std::string_view origin, root, line;
  if (!is_note_text(note_text) || !exact.until('\n', origin) || !exact.number(checkpoint.size) ||
      !exact.skip("\n") || !exact.until('\n', root))
    return wrong;
  checkpoint.origin = origin;
  const auto bytes = from_base64(root);
  if (!bytes || bytes->size() != checkpoint.root.size()) return wrong;
  std::ranges::copy(*bytes, checkpoint.root.begin());
  while (!exact.ended()) {
    if (!exact.until('\n', line)) return wrong;
    checkpoint.extensions.emplace_back(line);
  }
  if (checkpoint.size == 0 && checkpoint.root != empty_root()) return wrong;
  return checkpoint;
}

SignedCheckpoint sign_checkpoint(std::uint64_t size, const Hash& root, const NoteSigner& log) {
  return sign_checkpoint(size, root, std::span(&log, 1));
}

SignedCheckpoint sign_checkpoint(std::uint64_t size, const Hash& root, std::span<const NoteSigner> keys) {
  SignedCheckpoint made{{keys.front().key().name(), size, root, {}}, {}};
  made.note.text = made.checkpoint.text();
  for (const NoteSigner& key : keys) made.note.sign(key);
  return made;
}

Result<SignedCheckpoint> open_checkpoint(std::string_view note, const NoteKey& log) {
  SignedCheckpoint opened;
  JIUM_TRY(opened.note, read_note(note));
  JIUM_TRY(opened.checkpoint, read_checkpoint(opened.note.text));
  if (opened.checkpoint.origin != log.name())
    return fault(FaultKind::missing, "this checkpoint is of another log than " + log.name());
  JIUM_TRY(const auto endorsements, endorsements_of(opened.note, std::span(&log, 1)));
  if (endorsements.empty())
    return fault(FaultKind::forbidden, "this checkpoint is not signed with the key of " + log.name());
  return opened;
}

}  // namespace jium::audit
