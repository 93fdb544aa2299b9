#include "jium/desk/witness_log.h"

#include "jium/store/audit_checkpoints.h"
#include "jium/store/audit_keys.h"
#include "jium/store/audit_log.h"

namespace jium::desk {
namespace {

// A note has room for a hundred signatures (audit/checkpoint.h), a few of them the log's own.
constexpr std::size_t kMostCosignatures = 90;

}  // namespace

Result<LogGrowth> log_growth(store::Transaction& tx, std::uint64_t since) {
  JIUM_TRY(const auto last, store::last_checkpoint(tx));
  if (!last) return fault(FaultKind::missing, "the log has signed nothing yet: try again in a minute");
  if (since > last->size)
    return fault(FaultKind::conflict,
                 "the log has " + std::to_string(last->size) +
                     " entries under its last signature, and you have seen more: it was put back to an older "
                     "state, or shows you another history. Keep what you have: it is the proof");
  JIUM_TRY(const audit::NoteSigner signer, store::log_signer(tx));
  const store::LogTiles tiles(tx);
  JIUM_TRY(auto proof, audit::TreeReader(tiles, last->size).consistency_proof(since));
  JIUM_TRY(const auto successions, store::all_successions(tx));
  LogGrowth growth{signer.key(), last->size, last->note, std::move(proof), {}};
  for (const store::LogSuccession& one : successions) growth.successions.push_back(one.note);
  return growth;
}

Result<void> take_cosignature(const Desk& desk, store::Transaction& tx, const Actor& actor,
                              const Cosign& ask) {
  JIUM_TRY(const audit::NoteKey key, audit::NoteKey::parse(ask.key));
  if (key.use() != audit::KeyUse::cosign)
    return fault(FaultKind::malformed, "this is not the key of a witness: " + key.name());
  JIUM_TRY(const auto signature, audit::read_signature_line(ask.line));
  JIUM_TRY(const auto checkpoint, store::load_checkpoint(tx, ask.size));
  JIUM_TRY(audit::SignedNote note, audit::read_note(checkpoint.note));
  note.signatures = {signature};
  const auto holds = audit::endorsements_of(note, std::span(&key, 1));
  if (!holds || holds->empty())
    return fault(FaultKind::forbidden, "this is not the cosignature of that key under that checkpoint");
  JIUM_TRY(const auto others, store::cosignatures_of(tx, ask.size));
  if (others.size() >= kMostCosignatures)
    return fault(FaultKind::conflict, "this checkpoint has as many cosignatures as a note can hold");
  return store::insert(tx, store::LogCosignature{ask.size, actor.organisation, key.text(),
                                                 audit::write_signature_line(signature), desk.clock.now()});
}

Result<std::string> cosigned_note(store::Transaction& tx, std::uint64_t size, const std::string& note) {
  JIUM_TRY(audit::SignedNote signed_note, audit::read_note(note));
  JIUM_TRY(const auto cosignatures, store::cosignatures_of(tx, size));
  for (const store::LogCosignature& one : cosignatures) {
    JIUM_TRY(auto signature, audit::read_signature_line(one.line));
    signed_note.signatures.push_back(std::move(signature));
  }
  return audit::write_note(signed_note);
}

}  // namespace jium::desk
