#include "jium/desk/prove_log_entry.h"

#include "jium/desk/sign_checkpoint.h"
#include "jium/desk/witness_log.h"

namespace jium::desk {

Result<LogProof> prove_log_entry(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                 std::uint64_t seq) {
  JIUM_TRY(auto own, store::log_entries_of(tx, actor.organisation, seq + 1, 1));
  if (own.empty() || own.front().seq != seq)
    return fault(FaultKind::missing, "no such entry of your organisation's log");
  JIUM_CHECK(sign_checkpoint(desk, tx));
  JIUM_TRY(auto signed_last, log_growth(tx, 0));
  store::LogTiles tiles(tx);
  audit::TreeReader tree(tiles, signed_last.size);
  JIUM_TRY(auto proof, tree.inclusion_proof(seq));
  return LogProof{std::move(own.front()), signed_last.size, std::move(proof), signed_last.key.text(),
                  std::move(signed_last.checkpoint)};
}

}  // namespace jium::desk
