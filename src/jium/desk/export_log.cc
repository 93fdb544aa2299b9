#include "jium/desk/export_log.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "jium/audit/bundle.h"
#include "jium/desk/sign_checkpoint.h"
#include "jium/desk/witness_log.h"
#include "jium/store/audit_keys.h"
#include "jium/store/audit_log.h"

namespace jium::desk {
namespace {

constexpr std::uint64_t kMostCheckpoints = 100;

// Where withheld entries must be told apart: a checkpoint stands there, the log's key changed hands, or the
// reader knows a checkpoint.
struct Cut {
  std::optional<std::string> checkpoint, succession;
};
using Cuts = std::map<std::uint64_t, Cut>;

Result<store::LogCheckpoint> where_to_end(const Desk& desk, store::Transaction& tx, bool cosigned) {
  JIUM_TRY(auto newest, sign_checkpoint(desk, tx));
  if (!cosigned) return newest;
  JIUM_TRY(auto last, store::cosigned_checkpoints(tx, 1));
  if (last.empty()) return fault(FaultKind::missing, "no witness has cosigned the log yet");
  return std::move(last.front());
}

Result<void> add_checkpoint(store::Transaction& tx, const store::LogCheckpoint& checkpoint, Cuts& cuts) {
  JIUM_TRY(cuts[checkpoint.size].checkpoint, cosigned_note(tx, checkpoint.size, checkpoint.note));
  return {};
}

Result<Cuts> cuts_of(store::Transaction& tx, const store::LogCheckpoint& end, const ExportLog& ask) {
  Cuts cuts;
  for (const std::uint64_t size : ask.through) {
    if (size > end.size)
      return fault(FaultKind::conflict, "the log has " + std::to_string(end.size) +
                                            " entries here, and you know " + std::to_string(size) +
                                            ": it was put back to an older state, or shows another history");
    cuts.try_emplace(size);
  }
  JIUM_TRY(const auto cosigned, store::cosigned_checkpoints(tx, kMostCheckpoints));
  for (const store::LogCheckpoint& one : cosigned) {
    if (one.size < end.size) JIUM_CHECK(add_checkpoint(tx, one, cuts));
  }
  JIUM_CHECK(add_checkpoint(tx, end, cuts));
  JIUM_TRY(const auto successions, store::all_successions(tx));
  for (const store::LogSuccession& one : successions) {
    if (one.size < end.size) cuts[one.size].succession = one.note;
  }
  cuts.erase(0);
  return cuts;
}

// Of the log's keys, oldest first: which one signed where the bundle ends, and which one was the first.
struct Sealer {
  audit::NoteSigner key;
  audit::NoteKey first;
};
Result<Sealer> sealer_of(store::Transaction& tx, const store::LogCheckpoint& end) {
  JIUM_TRY(auto newest_first, store::all_log_signers(tx));
  JIUM_TRY(const auto successions, store::all_successions(tx));
  const auto followed = static_cast<std::size_t>(
      std::ranges::count_if(successions, [&](const auto& one) { return one.size < end.size; }));
  if (followed >= newest_first.size())
    return fault(FaultKind::internal, "a key of the audit log is missing: run `jium fsck`");
  audit::NoteKey first = newest_first.back().key();
  return Sealer{std::move(newest_first[newest_first.size() - 1 - followed]), std::move(first)};
}

// Those that the reader is shown, one more than kMostShownAtOnce at most.
Result<std::vector<store::LogEntry>> shown_of(store::Transaction& tx, registry::OrganisationId organisation,
                                              const ExportLog& ask, std::uint64_t to) {
  if (!ask.about) return store::log_entries_to_show(tx, organisation, ask.from, to, kMostShownAtOnce + 1);
  std::vector<store::LogEntry> shown;
  for (std::uint64_t from = ask.from; from < to && shown.size() <= kMostShownAtOnce;) {
    JIUM_TRY(auto some, store::log_entries_to_show(tx, organisation, from, to, kMostShownAtOnce));
    if (some.empty()) break;
    from = some.back().seq + 1;
    for (store::LogEntry& entry : some) {
      if (!entry.record || !entry.nonce) continue;
      JIUM_TRY(const audit::Record record, audit::read_record(*entry.record));
      if (ask.about->contains(record.subject)) shown.push_back(std::move(entry));
    }
  }
  return shown;
}

class BundleOfOne {
 public:
  BundleOfOne(audit::BundleWriter& writer, store::Transaction& tx, std::uint64_t size, Cuts cuts)
      : writer_(writer), tiles_(tx), tree_(tiles_, size), cuts_(std::move(cuts)) {}

  // Everything below `seq` stands, by its hash at least, and so does every checkpoint up to there.
  Result<void> reach(std::uint64_t seq) {
    for (; !cuts_.empty() && cuts_.begin()->first <= seq; cuts_.erase(cuts_.begin())) {
      const auto& [size, cut] = *cuts_.begin();
      JIUM_CHECK(writer_.withhold(next_, size, tree_));
      next_ = size;
      if (cut.checkpoint) JIUM_CHECK(writer_.checkpoint(*cut.checkpoint));
      if (cut.succession) JIUM_CHECK(writer_.succession(*cut.succession));
    }
    JIUM_CHECK(writer_.withhold(next_, seq, tree_));
    next_ = seq;
    return {};
  }
  Result<void> add(const store::LogEntry& entry) {
    JIUM_CHECK(reach(entry.seq));
    if (entry.nonce && entry.record) {
      writer_.entry(*entry.nonce, *entry.record);
    } else {
      writer_.erased(entry.seq, entry.leaf);
    }
    next_ = entry.seq + 1;
    return {};
  }

 private:
  audit::BundleWriter& writer_;
  store::LogTiles tiles_;
  audit::TreeReader tree_;
  Cuts cuts_;
  std::uint64_t next_ = 0;
};

}  // namespace

Result<LogBundle> export_log(const Desk& desk, store::Transaction& tx, const Actor& actor,
                             const ExportLog& ask) {
  JIUM_TRY(const auto end, where_to_end(desk, tx, ask.cosigned));
  JIUM_TRY(const Sealer sealer, sealer_of(tx, end));
  JIUM_TRY(Cuts cuts, cuts_of(tx, end, ask));
  const std::uint64_t to = std::min(ask.to.value_or(end.size), end.size);
  JIUM_TRY(const auto shown, shown_of(tx, actor.organisation, ask, to));
  if (shown.size() > kMostShownAtOnce)
    return fault(FaultKind::conflict, "more than 20,000 entries: ask for them in parts, by their numbers");
  std::ostringstream text;
  JIUM_TRY(audit::BundleWriter writer, audit::BundleWriter::start(text, sealer.key, sealer.first));
  BundleOfOne bundle(writer, tx, end.size, std::move(cuts));
  for (const store::LogEntry& entry : shown) JIUM_CHECK(bundle.add(entry));
  JIUM_CHECK(bundle.reach(end.size));
  writer.seal();
  const auto erased = static_cast<std::uint64_t>(
      std::ranges::count_if(shown, [](const store::LogEntry& entry) { return !entry.nonce; }));
  return LogBundle{sealer.key.key().text(), end.size, shown.size(), erased, std::move(text).str()};
}

}  // namespace jium::desk
