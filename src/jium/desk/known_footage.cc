#include "jium/desk/known_footage.h"

#include <charconv>

#include "jium/base/log.h"
#include "jium/store/footage_lives.h"

namespace jium::desk {

using registry::Footage;
using registry::FootageId;

match::EveryItem hashes_in_store(store::Transaction& tx) {
  return [&tx](const auto& visit) {
    return store::read_known_footage(tx, store::Reading::all, [&](const Footage& footage) {
      visit({footage.id.value(), footage.fingerprints});
    });
  };
}

Result<std::string> mark_at(store::Transaction& tx, std::int64_t seq) {
  JIUM_TRY(const auto changed, store::footage_changed_at(tx, seq));
  return std::to_string(seq) + " " + (changed ? changed->text() : "nothing");
}

Result<std::optional<std::int64_t>> marked_change(store::Transaction& tx, const match::HashBank& bank) {
  const auto mark = bank.mark();
  if (!mark) return std::optional<std::int64_t>();
  std::int64_t seq = 0;
  std::from_chars(mark->data(), mark->data() + mark->size(), seq);
  JIUM_TRY(const std::string here, mark_at(tx, seq));
  return here == *mark ? std::optional(seq) : std::nullopt;
}

Result<void> KnownFootage::start(store::Transaction& tx) {
  match::HashBank& bank = catalogue_.hashes();
  const auto put_prints = [&](const Footage& footage) {
    catalogue_.put_prints(footage.id.value(), footage.fingerprints);
  };
  known_.clear();
  JIUM_CHECK(store::each_known_footage(tx, [&](FootageId id) { known_.insert(id.value()); }));
  JIUM_TRY(const auto marked, marked_change(tx, bank));
  if (marked) {
    seq_ = *marked;
    return store::read_known_footage(tx, store::Reading::with_prints, put_prints);
  }
  JIUM_TRY(seq_, store::last_footage_change(tx));
  // Everything is unsealed once, for its plain hashes and for its prints.
  const match::EveryItem every = [&](const auto& visit) {
    return store::read_known_footage(tx, store::Reading::all, [&](const Footage& footage) {
      visit({footage.id.value(), footage.fingerprints});
      put_prints(footage);
    });
  };
  JIUM_CHECK(bank.check(every, true));
  say_how_far(tx);
  return {};
}

// An index that lags behind costs a slower start, nothing else.
void KnownFootage::say_how_far(store::Transaction& tx) {
  const auto mark = mark_at(tx, seq_);
  const auto marked = mark ? catalogue_.hashes().set_mark(*mark) : Result<void>(Fault(mark.fault()));
  if (!marked) log::warning("index_mark_not_written", {{"kind", marked.fault().kind}});
}

Result<void> KnownFootage::catch_up(store::Transaction& tx) {
  const std::int64_t before = seq_;
  JIUM_TRY(seq_, store::footage_changed_since(tx, seq_, [&](const Footage& footage) {
             if (registry::may_match(footage.state)) {
               catalogue_.put(footage.id.value(), footage.fingerprints);
               known_.insert(footage.id.value());
             } else {
               catalogue_.remove(footage.id.value());
               known_.erase(footage.id.value());
             }
           }));
  if (seq_ != before) say_how_far(tx);
  return {};
}

Result<void> KnownFootage::follow(store::Transaction& tx) {
  const std::lock_guard lock(following_);
  if (!started_) JIUM_CHECK(start(tx));
  started_ = true;
  return catch_up(tx);
}

std::int64_t KnownFootage::reached() const {
  const std::lock_guard lock(following_);
  return seq_;
}

std::size_t KnownFootage::items() const {
  const std::lock_guard lock(following_);
  return known_.size();
}

namespace {

// What is not shared with this viewer answers like what is not there.
Result<void> look_elsewhere(store::Transaction& tx, registry::OrganisationId organisation,
                            const match::Match& match, std::optional<registry::Viewer>& viewer,
                            std::vector<KnownElsewhere>& elsewhere) {
  if (is_a_hint_only(match)) return {};
  const auto file = store::load_any_file(tx, FootageId(match.item));
  if (!file && file.fault().kind == FaultKind::missing) return {};
  if (!file) return file.fault();
  const Footage& footage = file->stored.footage;
  if (!registry::may_match(footage.state)) return {};
  if (!viewer) {
    JIUM_TRY(viewer, store::viewer_of(tx, organisation));
  }
  if (registry::may_see(registry::sharing_in_force(file->life, file->consent), footage.organisation, *viewer))
    elsewhere.push_back({footage.id, footage.organisation, match});
  return {};
}

}  // namespace

Result<std::vector<KnownMatch>> KnownFootage::find(store::Transaction& tx,
                                                   registry::OrganisationId organisation,
                                                   const std::vector<fingerprint::Fingerprint>& fingerprints,
                                                   std::vector<KnownElsewhere>* elsewhere) {
  // The catalogue is of all footage; what it finds is then loaded for the organisation alone.
  JIUM_CHECK(tx.for_the_house([&] { return follow(tx); }));
  std::vector<KnownMatch> known;
  std::optional<registry::Viewer> viewer;
  for (const match::Match& match : catalogue_.find(fingerprints)) {
    auto stored = store::load_footage(tx, organisation, FootageId(match.item));
    if (!stored && stored.fault().kind == FaultKind::missing) {  // another organisation's
      if (elsewhere != nullptr) {
        JIUM_CHECK(
            tx.for_the_house([&] { return look_elsewhere(tx, organisation, match, viewer, *elsewhere); }));
      }
      continue;
    }
    if (!stored) return Fault(std::move(stored).fault());
    // A reader with an older view of the store than another follower must not see what that one has yet to
    // learn.
    if (!registry::may_match(stored->footage.state)) continue;
    known.push_back({std::move(*stored), match});
  }
  return known;
}

Result<std::vector<KnownMatch>> KnownFootage::find_anywhere(
    store::Transaction& tx, const std::vector<fingerprint::Fingerprint>& fingerprints) {
  return tx.for_the_house([&]() -> Result<std::vector<KnownMatch>> {
    JIUM_CHECK(follow(tx));
    std::vector<KnownMatch> known;
    for (const match::Match& match : catalogue_.find(fingerprints)) {
      auto stored = store::load_any_footage(tx, FootageId(match.item));
      if (!stored && stored.fault().kind == FaultKind::missing) continue;
      if (!stored) return Fault(std::move(stored).fault());
      if (registry::may_match(stored->footage.state)) known.push_back({std::move(*stored), match});
    }
    return known;
  });
}

}  // namespace jium::desk
