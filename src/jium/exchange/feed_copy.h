// A platform's own copy of its feed: every entry that it has applied, those that were taken back as `gone`,
// and the signed statement up to which it holds. Nothing is believed that the chain and the signature do not
// say. Text form: JSON lines, docs/formats/feed.md.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "jium/exchange/feed_page.h"

namespace jium::exchange {

class FeedCopy {
 public:
  // Trusts this key and no other.
  explicit FeedCopy(audit::NoteKey key) : key_(std::move(key)) {}

  // Applies a page. Malformed when it is not what the feed's key signed. Conflict, in words that say which,
  // when it does not continue this copy: of another feed, of another place, from before what was seen.
  // The copy is as it was then.
  [[nodiscard]] Result<void> take(const FeedPage& page);

  // Every line, read back; everything is verified again: each digest, the chain, the signature.
  [[nodiscard]] static Result<FeedCopy> read(std::string_view text);
  [[nodiscard]] std::string write() const;

  [[nodiscard]] std::uint64_t seq() const { return entries_.size(); }
  [[nodiscard]] const audit::NoteKey& key() const { return key_; }
  [[nodiscard]] const std::vector<registry::FeedEntry>& entries() const { return entries_; }
  // What is to be compared with: `added` and not taken back.
  [[nodiscard]] std::size_t live() const { return places_.size(); }
  // The same as a hash list (docs/formats/hash_list.md); labels are entry ids.
  [[nodiscard]] std::string hash_list() const;

 private:
  [[nodiscard]] Result<void> continues(const FeedPage& page) const;
  void apply(const registry::FeedEntry& entry);

  audit::NoteKey key_;
  std::vector<registry::FeedEntry> entries_;
  std::map<registry::EntryId, std::size_t> places_;  // of live entries
  FeedPage last_;                                    // its statement; without entries
};

}  // namespace jium::exchange
