#include "jium/match/index_tree.h"

#include <algorithm>
#include <new>

#include "jium/match/index_order.h"

namespace jium::match {
namespace {

// A segment is merged with what comes when it is at most this many times as large: sizes then fall by threes,
// and ten million values lie in about six segments.
constexpr std::uint64_t kReach = 2;
// A segment of which this part is dead is made anew.
constexpr std::uint64_t kDeadPart = 4;

}  // namespace

HammingIndex::Tree::Tree(const IndexSettings& settings, std::unique_ptr<IndexFolder> folder)
    : settings_(settings), folder_(std::move(folder)) {
  settings_.list = std::clamp<std::size_t>(settings_.list, 1, Delta::kCapacity);
  auto first = std::make_shared<Snapshot>();
  if (folder_ == nullptr) first->lists.push_back({0, std::make_shared<Delta>(), nullptr});
  snapshot_ = std::move(first);
}

HammingIndex::Tree::~Tree() {
  {
    const std::lock_guard lock(changing_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void HammingIndex::Tree::replay(const IndexFolder::Content& content, Snapshot& snapshot) {
  next_log_ = content.first_log;  // where no log is left: older numbers would not be read again
  for (const auto& [number, records] : content.logs) {
    next_log_ = number + 1;
    snapshot.lists.push_back({number, std::make_shared<Delta>(), nullptr});
    for (const LogRecord& record : records) {
      if (record.kind == LogRecord::Kind::remove) {
        for (const Snapshot::Part& part : snapshot.parts) part.segment->kill(record.entry.key);
        for (const Snapshot::List& list : snapshot.lists) list.delta->kill(record.entry.key);
        continue;
      }
      if (snapshot.lists.back().delta->count() == Delta::kCapacity)
        snapshot.lists.push_back({number, std::make_shared<Delta>(), nullptr});
      snapshot.lists.back().delta->reserve();
      snapshot.lists.back().delta->add(record.entry);
    }
  }
}

Result<void> HammingIndex::Tree::load() {
  if (folder_ == nullptr) return {};
  JIUM_TRY(const IndexFolder::Content content, folder_->read(settings_.check, settings_.into_memory));
  const std::lock_guard making(making_);
  const std::lock_guard lock(changing_);
  refused_ = content.refused;
  incomplete_ = !refused_.empty();
  next_number_ = content.next_number;
  auto loaded = std::make_shared<Snapshot>();
  for (const IndexFolder::Content::Part& part : content.parts) {
    loaded->parts.push_back({part.number, part.segment, nullptr});
    graves_.push_back({part.number, {part.grave, part.segment->count() - part.segment->alive()}});
  }
  replay(content, *loaded);
  if (settings_.read_only) {
    loaded->lists.push_back({0, std::make_shared<Delta>(), nullptr});
    snapshot_ = std::move(loaded);
    shared_ = std::move(folder_);
    return {};
  }
  JIUM_TRY(std::shared_ptr<LogWriter> log, LogWriter::create(folder_->log_path(next_log_), next_log_));
  loaded->lists.push_back({next_log_++, std::make_shared<Delta>(), std::move(log)});
  const bool first_time = content.parts.empty() && content.logs.empty();
  const bool many = loaded->lists.size() > 1;
  const std::uint64_t first_log = loaded->lists.front().number;
  snapshot_ = std::move(loaded);
  if (first_time) JIUM_CHECK(folder_->commit({next_number_, first_log, incomplete_, {}}));
  if (many) start_thread();
  return {};
}

std::shared_ptr<const Snapshot> HammingIndex::Tree::snapshot() const {
  const std::lock_guard lock(changing_);
  return snapshot_;
}

std::optional<Fault> HammingIndex::Tree::trouble() const {
  const std::lock_guard lock(changing_);
  return trouble_;
}

void HammingIndex::Tree::note(Fault fault) {
  const std::lock_guard lock(changing_);
  if (!trouble_) trouble_ = std::move(fault);
}

void HammingIndex::Tree::append(std::span<const LogRecord> records) {
  const std::shared_ptr<LogWriter>& log = snapshot_->lists.back().log;
  if (log == nullptr) return;
  auto done = log->append(records);
  if (!done && !trouble_) trouble_ = std::move(done).fault();
}

void HammingIndex::Tree::start_thread() {
  if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
  wake_.notify_all();
}

void HammingIndex::Tree::start_list() {
  auto next = std::make_shared<Snapshot>(*snapshot_);
  next->lists.push_back({0, std::make_shared<Delta>(), nullptr});
  if (folder_ != nullptr) {
    auto log = LogWriter::create(folder_->log_path(next_log_), next_log_);
    next->lists.back().number = next_log_++;
    if (log) next->lists.back().log = std::move(*log);
    if (!log && !trouble_) trouble_ = std::move(log).fault();
  }
  snapshot_ = std::move(next);
  start_thread();
}

void HammingIndex::Tree::add(const KeyedBits& entry) {
  const std::lock_guard lock(changing_);
  if (snapshot_->lists.back().delta->count() >= settings_.list) start_list();
  Delta& delta = *snapshot_->lists.back().delta;
  delta.reserve();
  const LogRecord record{LogRecord::Kind::add, entry};
  append({&record, 1});
  delta.add(entry);
}

void HammingIndex::Tree::add_many(std::span<const KeyedBits> entries) {
  if (entries.size() <= settings_.list) {
    for (const KeyedBits& entry : entries) add({entry.key, spread(entry.bits)});
    return;
  }
  for (; entries.size() > settings_.most_in_segment; entries = entries.subspan(settings_.most_in_segment))
    merge(entries.first(settings_.most_in_segment));
  merge(entries);
}

void HammingIndex::Tree::remove(std::uint64_t key) {
  const std::lock_guard lock(changing_);
  const auto part_holds = [key](const Snapshot::Part& part) { return part.segment->holds(key); };
  const auto list_holds = [key](const Snapshot::List& list) { return list.delta->holds(key); };
  // A log grows by what changes alone: whoever puts an item removes it first, and most are new.
  if (std::ranges::none_of(snapshot_->parts, part_holds) &&
      std::ranges::none_of(snapshot_->lists, list_holds))
    return;
  if (merging_) removed_meanwhile_.push_back(key);
  const LogRecord record{LogRecord::Kind::remove, {key, {}}};
  append({&record, 1});
  for (const Snapshot::Part& part : snapshot_->parts) part.segment->kill(key);
  for (const Snapshot::List& list : snapshot_->lists) list.delta->kill(key);
}

Result<void> HammingIndex::Tree::sync() {
  if (auto lagging = trouble()) return std::move(*lagging);
  const std::shared_ptr<const Snapshot> now = snapshot();
  for (const Snapshot::List& list : now->lists) {
    if (list.log != nullptr) JIUM_CHECK(list.log->sync());
  }
  if (folder_ != nullptr) JIUM_CHECK(sync_folder(folder_->path()));
  return {};
}

Result<void> HammingIndex::Tree::say_complete() {
  if (folder_ == nullptr) return {};
  settle(true);
  const std::lock_guard making(making_);
  incomplete_ = false;
  return commit();
}

void HammingIndex::Tree::settle(bool lists) {
  std::unique_lock lock(changing_);
  if (lists && snapshot_->lists.back().delta->count() > 0) start_list();
  rested_.wait(lock, [&] {
    return !merging_ && (snapshot_->lists.size() == 1 || gave_up_at_ == snapshot_->lists.size());
  });
}

void HammingIndex::Tree::work() {
  std::unique_lock lock(changing_);
  while (true) {
    wake_.wait(lock, [&] {
      const std::size_t lists = snapshot_->lists.size();
      return stopping_ || (lists > 1 && lists != gave_up_at_);
    });
    if (stopping_) return;
    lock.unlock();
    merge({});
    lock.lock();
  }
}

HammingIndex::Tree::Job HammingIndex::Tree::choose(std::size_t fresh) const {
  Job job;
  std::uint64_t size = fresh;
  for (const Snapshot::List& list : snapshot_->lists) {
    if (&list == &snapshot_->lists.back()) break;
    job.lists.push_back(list);
    size += list.delta->alive();
  }
  std::vector<Snapshot::Part> parts = snapshot_->parts;
  std::ranges::sort(parts, {}, [](const Snapshot::Part& part) { return part.segment->alive(); });
  for (const Snapshot::Part& part : parts) {
    const std::uint64_t alive = part.segment->alive();
    if (size + alive > settings_.most_in_segment) continue;
    const bool worn = part.segment->count() - alive > part.segment->count() / kDeadPart;
    const bool only_here = folder_ != nullptr && part.number == 0;
    if (alive > size * kReach && !worn && !only_here) continue;
    job.parts.push_back(part);
    size += alive;
  }
  return job;
}

std::shared_ptr<Segment> HammingIndex::Tree::made_of(const Job& job, std::span<const KeyedBits> fresh) const {
  std::vector<std::shared_ptr<Segment>> segments;
  for (const Snapshot::Part& part : job.parts) segments.push_back(part.segment);
  std::vector<KeyedBits> young;
  for (const Snapshot::List& list : job.lists) {
    const std::vector<KeyedBits> living = list.delta->living();
    young.insert(young.end(), living.begin(), living.end());
  }
  std::ranges::stable_sort(young, {}, &KeyedBits::key);
  return merged(segments, young, fresh);
}

void HammingIndex::Tree::put_in_place(const Job& job, Snapshot::Part part) {
  auto next = std::make_shared<Snapshot>();
  const std::lock_guard lock(changing_);
  const auto kept = [](const auto& gone, const auto& one, auto member) {
    return std::ranges::none_of(gone, [&](const auto& other) { return other.*member == one.*member; });
  };
  for (const Snapshot::Part& one : snapshot_->parts) {
    if (kept(job.parts, one, &Snapshot::Part::segment)) next->parts.push_back(one);
  }
  for (const Snapshot::List& one : snapshot_->lists) {
    if (kept(job.lists, one, &Snapshot::List::delta)) next->lists.push_back(one);
  }
  if (part.segment != nullptr) {
    for (const std::uint64_t key : removed_meanwhile_) part.segment->kill(key);
    next->parts.push_back(std::move(part));
  }
  snapshot_ = std::move(next);
  gave_up_at_ = 0;
}

void HammingIndex::Tree::merge(std::span<const KeyedBits> fresh) {
  const std::lock_guard making(making_);
  Job job;
  {
    const std::lock_guard lock(changing_);
    // What is written down as removed until now must not be played again upon what comes now.
    if (!fresh.empty() && folder_ != nullptr) start_list();
    job = choose(fresh.size());
    if (job.lists.empty() && fresh.empty()) return;
    merging_ = true;
    removed_meanwhile_.clear();
  }
  bool done = false;
  try {
    Snapshot::Part part{0, made_of(job, fresh), nullptr};
    Result<void> written;
    if (part.segment != nullptr && folder_ != nullptr) {
      const std::uint64_t number = next_number_++;
      written = part.segment->write(folder_->segment_path(number));
      if (written) part.number = number;
    }
    if (part.segment != nullptr && settings_.loose && part.segment->count() >= settings_.loose_from)
      part.loose = LooseTables::of(part.segment);
    if (!written) note(std::move(written).fault());
    if (written || !fresh.empty()) {
      put_in_place(job, std::move(part));
      done = true;
    }
    if (done && folder_ != nullptr) {
      if (auto committed = commit(); !committed) note(std::move(committed).fault());
    }
  } catch (const std::bad_alloc&) {
    note(fault(FaultKind::busy, "there is no memory to merge the index"));
    if (!fresh.empty()) {
      const std::lock_guard lock(changing_);
      merging_ = false;
      rested_.notify_all();
      throw;
    }
  }
  const std::lock_guard lock(changing_);
  merging_ = false;
  if (!done) gave_up_at_ = snapshot_->lists.size();
  rested_.notify_all();
}

Result<void> HammingIndex::Tree::commit() {
  const std::shared_ptr<const Snapshot> now = snapshot();
  Manifest manifest{0, now->lists.front().number, incomplete_, {}};
  std::vector<std::pair<std::uint64_t, Grave>> graves;
  for (const Snapshot::Part& part : now->parts) {
    // Then the logs that hold its values must stay, and the old manifest with them.
    if (part.number == 0) return fault(FaultKind::outside, "a segment is not on the disk");
    Grave grave;
    for (const auto& [number, known] : graves_) {
      if (number == part.number) grave = known;
    }
    const std::uint64_t dead = part.segment->count() - part.segment->alive();
    if (dead != grave.dead) {
      grave = {next_number_++, dead};
      JIUM_CHECK(folder_->write_grave(grave.number, part.number, part.segment->grave()));
    }
    graves.emplace_back(part.number, grave);
    manifest.parts.push_back({part.number, grave.number});
  }
  manifest.next_number = next_number_;
  JIUM_CHECK(folder_->commit(manifest));
  graves_ = std::move(graves);
  return {};
}

}  // namespace jium::match
