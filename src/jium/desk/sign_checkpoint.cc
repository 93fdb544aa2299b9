#include "jium/desk/sign_checkpoint.h"

#include "jium/audit/append.h"
#include "jium/audit/checkpoint.h"
#include "jium/store/audit_keys.h"
#include "jium/store/audit_log.h"

namespace jium::desk {
namespace {

Fault was_changed() {
  return fault(
      FaultKind::conflict,
      "the audit log is not the one that was signed: its database was changed from outside. Nothing "
      "more is signed; run `jium fsck`, and keep the data folder as it is to find out what happened");
}

// The tree as it stands, cut off where the last checkpoint was made, still has the root that was signed then.
Result<void> must_have_grown_from(store::Transaction& tx, const store::LogCheckpoint& last,
                                  std::uint64_t size) {
  JIUM_TRY(const auto keys, store::log_public_keys(tx));
  const auto note = audit::read_note(last.note);
  if (!note || last.size > size) return was_changed();
  const auto signers = audit::endorsements_of(*note, keys);
  const auto checkpoint = audit::read_checkpoint(note->text);
  if (!signers || signers->empty() || !checkpoint || checkpoint->size != last.size) return was_changed();
  const store::LogTiles tiles(tx);
  const auto root = audit::TreeReader(tiles, last.size).root();
  if (!root || *root != checkpoint->root) return was_changed();
  return {};
}

}  // namespace

Result<bool> checkpoint_is_due(const Desk& desk, store::Transaction& tx) {
  JIUM_TRY(const std::uint64_t size, store::log_size(tx));
  if (size == 0) return false;
  JIUM_TRY(const auto last, store::last_checkpoint(tx));
  if (!last) return true;
  return audit::checkpoint_is_due(last->size, last->made_at, size, desk.clock.now());
}

Result<store::LogCheckpoint> sign_checkpoint(const Desk& desk, store::Transaction& tx) {
  return sign_checkpoint(desk.clock.now(), tx);
}

Result<store::LogCheckpoint> sign_checkpoint(Instant now, store::Transaction& tx) {
  JIUM_TRY(const auto signers, store::log_signers(tx, now));
  if (signers.empty())
    return fault(FaultKind::missing,
                 "the audit log has not begun: it does with the first thing that happens here");
  JIUM_TRY(const std::uint64_t size, store::log_size(tx));
  JIUM_TRY(auto last, store::last_checkpoint(tx));
  if (last) {
    JIUM_CHECK(must_have_grown_from(tx, *last, size));
    if (last->size == size) return *std::move(last);
  }
  const store::LogTiles tiles(tx);
  JIUM_TRY(const audit::Hash root, audit::TreeReader(tiles, size).root());
  const auto made = audit::sign_checkpoint(size, root, signers);
  store::LogCheckpoint checkpoint{size, audit::write_note(made.note), now};
  JIUM_CHECK(store::insert(tx, checkpoint));
  return checkpoint;
}

}  // namespace jium::desk
