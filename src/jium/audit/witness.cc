#include "jium/audit/witness.h"

#include <fmt/format.h>

#include <algorithm>

#include "jium/audit/exact_text.h"
#include "jium/audit/succession.h"

namespace jium::audit {
namespace {

constexpr std::size_t kMostProofLines = 63;
constexpr std::string_view kStateHead = "jium-audit-witness/1\nlog ";

Result<Hash> read_proof_line(std::string_view line) {
  JIUM_TRY(const Bytes bytes, from_base64(line));
  return hash_of_bytes(bytes);
}

// What the witness keeps of a note: the signatures that it has checked or made itself.
SignedNote kept_note(const SignedCheckpoint& opened, const NoteKey& log) {
  SignedNote note{opened.note.text, {}};
  const auto by_log = [&](const NoteSignature& s) { return s.name == log.name() && s.key_id == log.id(); };
  note.signatures.push_back(*std::ranges::find_if(opened.note.signatures, by_log));
  return note;
}

Result<void> must_follow(const WitnessState& state, const WitnessRequest& request, const Checkpoint& next) {
  if (request.old_size > next.size)
    return fault(FaultKind::malformed, "the checkpoint is older than the size that the request starts from");
  if (request.old_size != state.size())
    return fault(FaultKind::conflict,
                 fmt::format("this witness last saw size {}: send a proof from there", state.size()));
  const Hash old_root = state.last ? state.last->checkpoint.root : empty_root();
  if (request.old_size == next.size && old_root != next.root)
    return fault(
        FaultKind::conflict,
        fmt::format("the log has signed two different histories of {} entries: keep this request and "
                    "the state of this witness, together they are the proof",
                    next.size));
  if (!verify_consistency(request.old_size, old_root, next.size, next.root, request.proof))
    return fault(FaultKind::conflict,
                 fmt::format("the proof does not show that {} entries grew out of the {} seen before",
                             next.size, request.old_size));
  return {};
}

}  // namespace

std::string write_witness_request(const WitnessRequest& request) {
  std::string text = fmt::format("old {}\n", request.old_size);
  for (const Hash& hash : request.proof) text += to_base64(hash) + "\n";
  return text + "\n" + request.checkpoint;
}

Result<WitnessRequest> read_witness_request(std::string_view text) {
  const Fault wrong = fault(FaultKind::malformed,
                            "a request to a witness is: old SIZE, a proof, an empty line, the checkpoint");
  WitnessRequest request;
  ExactText exact(text);
  if (!exact.skip("old ") || !exact.number(request.old_size) || !exact.skip("\n")) return wrong;
  while (!exact.rest().starts_with('\n')) {
    std::string_view line;
    if (!exact.until('\n', line) || request.proof.size() == kMostProofLines) return wrong;
    JIUM_TRY(const Hash hash, read_proof_line(line));
    request.proof.push_back(hash);
  }
  request.checkpoint = exact.rest().substr(1);
  JIUM_CHECK(read_note(request.checkpoint));
  return request;
}

std::string write_witness_state(const WitnessState& state) {
  std::string text = fmt::format("{}{}\nwitness {}\n", kStateHead, state.log.text(), state.witness.text());
  if (state.last) text += "\n" + write_note(state.last->note);
  return text;
}

Result<WitnessState> read_witness_state(std::string_view text) {
  const Fault wrong = fault(FaultKind::malformed, "this is not the state of a witness");
  ExactText exact(text);
  std::string_view log_text, witness_text;
  if (!exact.skip(kStateHead) || !exact.until('\n', log_text) || !exact.skip("witness ") ||
      !exact.until('\n', witness_text))
    return wrong;
  JIUM_TRY(NoteKey log, NoteKey::parse(log_text));
  JIUM_TRY(NoteKey witness, NoteKey::parse(witness_text));
  if (log.use() != KeyUse::sign || witness.use() != KeyUse::cosign) return wrong;
  WitnessState state{std::move(log), std::move(witness), {}};
  if (exact.ended()) return state;
  if (!exact.skip("\n")) return wrong;
  JIUM_TRY(state.last, open_checkpoint(exact.rest(), state.log));
  JIUM_TRY(const auto own, endorsements_of(state.last->note, std::span(&state.witness, 1)));
  if (own.empty() || state.last->note.signatures.size() != 2)
    return fault(FaultKind::conflict, "the checkpoint in this state was not cosigned by this witness");
  return state;
}

Result<Cosigned> cosign(const WitnessState& state, const WitnessRequest& request, const NoteSigner& witness,
                        Instant now, std::span<const std::string> successions) {
  if (witness.key() != state.witness)
    return fault(FaultKind::malformed, "this key is not the one that the witness's state was made for");
  const auto keys = keys_after(state.log, successions);
  const auto has_signed = [&](const NoteKey& key) {
    return open_checkpoint(request.checkpoint, key).has_value();
  };
  const auto newest = std::find_if(keys.rbegin(), keys.rend(), has_signed);
  const NoteKey log = newest == keys.rend() ? state.log : *newest;
  JIUM_TRY(SignedCheckpoint next, open_checkpoint(request.checkpoint, log));
  JIUM_CHECK(must_follow(state, request, next.checkpoint));
  next.note = kept_note(next, log);
  next.note.sign(witness, now);
  std::string line = write_signature_line(next.note.signatures.back());
  return Cosigned{{log, state.witness, std::move(next)}, std::move(line)};
}

}  // namespace jium::audit
