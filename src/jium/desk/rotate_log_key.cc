#include "jium/desk/rotate_log_key.h"

#include "jium/desk/sign_checkpoint.h"
#include "jium/store/audit_keys.h"
#include "jium/store/audit_log.h"

namespace jium::desk {

Result<RotatedLogKey> rotate_log_key(store::Transaction& tx, Instant now, bool at_once) {
  // Proves too that the log has only grown since the old key last signed.
  JIUM_TRY(const store::LogCheckpoint here, sign_checkpoint(now, tx));
  JIUM_TRY(const audit::NoteSigner from, store::log_signer(tx));
  const store::LogTiles tiles(tx);
  JIUM_TRY(const audit::Hash root, audit::TreeReader(tiles, here.size).root());
  const Instant both_until = at_once ? now : now + audit::kOverlap;
  JIUM_TRY(const audit::NoteSigner to, store::make_next_log_signer(tx, now, both_until));
  JIUM_CHECK(store::insert(
      tx, store::LogSuccession{here.size, audit::write_succession(from, to, here.size, root), now}));
  store::LogLine line;
  line.act = audit::Act::key_rotated;
  line.actor = "jium";
  line.at = now;
  JIUM_CHECK(store::append_to_log(tx, line));
  JIUM_CHECK(sign_checkpoint(now, tx));
  return RotatedLogKey{from.key(), to.key(), here.size, both_until};
}

}  // namespace jium::desk
