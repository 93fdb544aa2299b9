// All footage that may match, following the store's ordered feed of changes. Several processes may write to
// one store: each follows before it searches, so none has to be told.
//
// Prints are in memory, read from the store at the start. Plain hashes lie in a bank that may have a folder:
// then the start reads no more than what changed since the folder's mark. The folder is a cache of the store
// and never more; when its mark says something that this store never was (a backup put back), or when a file
// of it is damaged, it is made right from the store, before the first search.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_set>
#include <vector>

#include "jium/fingerprint/fingerprint.h"
#include "jium/match/catalogue.h"
#include "jium/store/footages.h"

namespace jium::desk {

struct KnownMatch {
  store::StoredFootage stored;
  match::Match match;
};

// Footage that another organisation shares: without whose it is, and without its case.
struct KnownElsewhere {
  registry::FootageId footage;
  registry::OrganisationId owner;  // for jium's own errands, never to be shown
  match::Match match;
};

// A song is in many videos: sound alone neither makes a sighting nor proves that footage is still there.
[[nodiscard]] inline bool is_a_hint_only(const match::Match& match) {
  return match.witness == "sound";
}

class KnownFootage {
 public:
  KnownFootage() = default;
  explicit KnownFootage(std::unique_ptr<match::HashBank> hashes) : catalogue_(std::move(hashes)) {}

  // What the organisation's own footage these fingerprints match, best first; in `elsewhere`, when it is
  // asked for, what others share with the organisation. Call it before the transaction
  // has changed any footage: only committed changes may be followed.
  [[nodiscard]] Result<std::vector<KnownMatch>> find(
      store::Transaction& tx, registry::OrganisationId organisation,
      const std::vector<fingerprint::Fingerprint>& fingerprints,
      std::vector<KnownElsewhere>* elsewhere = nullptr);
  // Whoever's it is, best first, what sound alone says included: for jium's own errands
  // (desk/suggest_links.h), never to be shown. Call it before the transaction has changed any footage.
  [[nodiscard]] Result<std::vector<KnownMatch>> find_anywhere(
      store::Transaction& tx, const std::vector<fingerprint::Fingerprint>& fingerprints);
  [[nodiscard]] Result<void> follow(store::Transaction& tx);
  [[nodiscard]] std::size_t items() const;
  // The last change of the store that was followed.
  [[nodiscard]] std::int64_t reached() const;

 private:
  // following_ is held by whoever calls these.
  [[nodiscard]] Result<void> start(store::Transaction& tx);
  [[nodiscard]] Result<void> catch_up(store::Transaction& tx);
  void say_how_far(store::Transaction& tx);

  match::Catalogue catalogue_;
  mutable std::mutex following_;
  std::unordered_set<std::uint64_t> known_;
  bool started_ = false;
  std::int64_t seq_ = 0;
};

// Hands the plain hashes of all footage that may match to a check of the bank (match/hash_bank.h).
[[nodiscard]] match::EveryItem hashes_in_store(store::Transaction& tx);

// How far a folder is, as its mark has it: the last change and what changed then. Nothing when the mark does
// not fit this store's history.
[[nodiscard]] Result<std::optional<std::int64_t>> marked_change(store::Transaction& tx,
                                                                const match::HashBank& bank);
[[nodiscard]] Result<std::string> mark_at(store::Transaction& tx, std::int64_t seq);

}  // namespace jium::desk
