#include "jium/store/audit_soundness.h"

#include <algorithm>
#include <optional>

#include "jium/audit/succession.h"
#include "jium/store/audit_checkpoints.h"
#include "jium/store/audit_keys.h"
#include "jium/store/audit_log.h"

namespace jium::store {
namespace {

constexpr std::size_t kMostFaults = 100;

class LogCheck {
 public:
  LogCheck(Transaction& tx, LogSoundness& found) : tx_(tx), found_(found) {}

  Result<void> run(const std::function<void()>& step) {
    JIUM_TRY(keys_, log_public_keys(tx_));
    JIUM_TRY(checkpoints_, all_checkpoints(tx_));
    JIUM_TRY(successions_, all_successions(tx_));
    current_ = first_key();
    JIUM_CHECK(each_log_entry(tx_, 0, [&](const LogEntry& entry) -> Result<bool> {
      JIUM_CHECK(take(entry));
      if (step) step();
      return entry.seq + 1 == tree_.size();
    }));
    pass_checkpoints();
    pass_successions();
    if (next_succession_ < successions_.size() ||
        keys_.size() != (keys_.empty() ? 0 : successions_.size() + 1))
      say("audit log: it does not stand in it how its keys followed one another");
    for (; next_ < checkpoints_.size(); ++next_)
      say("the audit log was signed with " + std::to_string(checkpoints_[next_].size) + " entries and has " +
          std::to_string(tree_.size()) + ": its end was cut off");
    JIUM_CHECK(check_hashes());
    found_.size = tree_.size();
    found_.root = tree_.root();
    return {};
  }

 private:
  void say(std::string what) {
    if (found_.faults.size() < kMostFaults) found_.faults.push_back(std::move(what));
  }

  Result<void> take(const LogEntry& entry) {
    pass_checkpoints();
    pass_successions();
    if (entry.seq != tree_.size()) {
      say("audit log: entry " + std::to_string(tree_.size()) + " is not there");
      return {};
    }
    const std::string place = "audit log, entry " + std::to_string(entry.seq) + ": ";
    if (entry.nonce.has_value() != entry.record.has_value()) {
      say(place + "half of it was erased");
    } else if (!entry.nonce) {
      ++found_.erased;
    } else {
      const auto shape = audit::shape_of_record(*entry.record);
      if (!shape || shape->seq != entry.seq || audit::leaf_of(*entry.nonce, *entry.record) != entry.leaf)
        say(place + "what it says is not what was logged");
    }
    std::vector<audit::TileCell> grown;
    tree_.append(entry.leaf, &grown);
    for (const audit::TileCell& cell : grown) {
      if (cell.level > 0) upper_.push_back(cell);
    }
    return {};
  }

  // Those whose size the tree has now.
  void pass_checkpoints() {
    for (; next_ < checkpoints_.size() && checkpoints_[next_].size <= tree_.size(); ++next_) {
      const LogCheckpoint& kept = checkpoints_[next_];
      ++found_.checkpoints;
      const auto note = audit::read_note(kept.note);
      const auto checkpoint =
          note ? audit::read_checkpoint(note->text) : Result<audit::Checkpoint>(note.fault());
      const auto signers =
          note ? audit::endorsements_of(*note, keys_) : Result<std::vector<audit::Endorsement>>(note.fault());
      const bool holds = checkpoint && signers && !signers->empty() && checkpoint->size == kept.size;
      if (!holds) {
        say("audit log: the checkpoint of size " + std::to_string(kept.size) + " is not one that it signed");
      } else if (checkpoint->root != tree_.root()) {
        say("audit log: its first " + std::to_string(kept.size) + " entries are not those that it signed");
      }
    }
  }

  // Keys stand newest first.
  std::optional<audit::NoteKey> first_key() const {
    return keys_.empty() ? std::nullopt : std::optional(keys_.back());
  }
  void pass_successions() {
    for (; current_ && next_succession_ < successions_.size() &&
           successions_[next_succession_].size <= tree_.size();
         ++next_succession_) {
      const LogSuccession& kept = successions_[next_succession_];
      const auto next = audit::open_succession(kept.note, *current_);
      if (!next || next->size != kept.size || next->root != tree_.root() ||
          std::ranges::find(keys_, next->to) == keys_.end()) {
        say("audit log: the change of its key after " + std::to_string(kept.size) +
            " entries is not one that it signed");
      } else {
        current_ = next->to;
      }
    }
  }

  // The hashes that proofs are made from, beside those that the leaves give.
  Result<void> check_hashes() {
    std::uint64_t kept = 0;
    JIUM_CHECK(
        tx_.database().query("select count(*) from audit_hash", {}, [&](const Row& row) -> Result<void> {
          kept = static_cast<std::uint64_t>(row.integer(0));
          return {};
        }));
    if (kept != upper_.size()) say("audit log: hashes of its tree are missing, or there are too many");
    const LogTiles tiles(tx_);
    for (const audit::TileCell& cell : upper_) {
      const std::uint64_t inside = cell.position % audit::kTileWidth;
      JIUM_TRY(const auto tile, tiles.tile({cell.level, cell.position / audit::kTileWidth, inside + 1}));
      if (tile.size() <= inside || tile[inside] != cell.hash)
        say("audit log: a hash of its tree is wrong: level " + std::to_string(cell.level) + ", position " +
            std::to_string(cell.position));
    }
    return {};
  }

  Transaction& tx_;
  LogSoundness& found_;
  std::vector<audit::NoteKey> keys_;
  std::vector<LogCheckpoint> checkpoints_;
  std::size_t next_ = 0;
  std::vector<LogSuccession> successions_;
  std::size_t next_succession_ = 0;
  std::optional<audit::NoteKey> current_;
  audit::Frontier tree_;
  std::vector<audit::TileCell> upper_;
};

}  // namespace

Result<LogSoundness> check_log(Transaction& tx, const std::function<void()>& step) {
  LogSoundness found;
  JIUM_CHECK(LogCheck(tx, found).run(step));
  return found;
}

}  // namespace jium::store
