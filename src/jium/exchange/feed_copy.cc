#include "jium/exchange/feed_copy.h"

#include <boost/json.hpp>

namespace jium::exchange {

using registry::FeedAct;
using registry::FeedEntry;

namespace {

constexpr std::string_view kFormat = "jium-feed-copy/1";

Fault not_a_copy(const char* what) {
  return fault(FaultKind::malformed, std::string("this copy of a feed cannot be trusted: ") + what +
                                         ". Remove it and follow the feed anew");
}

}  // namespace

Result<void> FeedCopy::continues(const FeedPage& page) const {
  if (!last_.list.empty() && page.list != last_.list)
    return fault(FaultKind::conflict, "this page is of another feed than the copy");
  if (page.after != seq() || page.chain_before != last_.chain) {
    return fault(FaultKind::conflict,
                 "this page does not follow what the copy holds: an entry was left out, or the feed was "
                 "rewritten. Ask whoever runs the registry, and keep both");
  }
  if (page.issued_at < last_.issued_at || page.newest < last_.newest) {
    return fault(FaultKind::conflict,
                 "this page is older than one that was seen before: somebody serves it again");
  }
  return {};
}

Result<void> FeedCopy::take(const FeedPage& page) {
  JIUM_CHECK(check_page(page, key_));
  JIUM_CHECK(continues(page));
  for (const FeedEntry& entry : page.entries) apply(entry);
  last_ = page;
  last_.entries.clear();
  return {};
}

void FeedCopy::apply(const FeedEntry& entry) {
  if (entry.act == FeedAct::added) places_[entry.entry] = entries_.size();
  if (entry.act == FeedAct::withdrawn) {
    if (const auto known = places_.find(entry.entry); known != places_.end()) {
      FeedEntry& earlier = entries_[known->second];
      earlier.act = FeedAct::gone;
      earlier.item.reset();
      earlier.salt = {};
      places_.erase(known);
    }
  }
  entries_.push_back(entry);
}

std::string FeedCopy::write() const {
  FeedPage head = last_;
  head.key = key_.text();
  std::string text =
      boost::json::serialize(boost::json::object{{"format", std::string(kFormat)}, {"page", to_json(head)}}) +
      '\n';
  for (const FeedEntry& entry : entries_) text += boost::json::serialize(to_json(entry)) + '\n';
  return text;
}

Result<FeedCopy> FeedCopy::read(std::string_view text) {
  const auto line = [&]() -> std::string_view {
    const auto end = text.find('\n');
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return one;
  };
  JIUM_TRY(const auto first, parse_feed_json(line()));
  const auto* head = first.if_object();
  const auto* page = head == nullptr ? nullptr : head->if_contains("page");
  const auto* format = head == nullptr ? nullptr : head->if_contains("format");
  if (page == nullptr || format == nullptr || head->size() != 2 || !format->is_string() ||
      std::string_view(format->get_string().data(), format->get_string().size()) != kFormat)
    return not_a_copy("it does not begin as one");
  JIUM_TRY(const FeedPage statement, read_feed_page(*page));
  JIUM_TRY(auto key, audit::NoteKey::parse(statement.key));
  if (!key.verifies(statement_of(statement), statement.signature) ||
      key.name() != key_name_of(statement.list))
    return not_a_copy("its statement is not signed by its key");
  FeedCopy copy(std::move(key));
  EntryDigest chain{};
  while (!text.empty()) {
    JIUM_TRY(const auto parsed, parse_feed_json(line()));
    JIUM_TRY(const FeedEntry entry, read_feed_entry(parsed));
    if (entry.seq != copy.seq() + 1) return not_a_copy("an entry is missing");
    chain = chain_after(chain, entry.digest);
    copy.apply(entry);
  }
  if (copy.seq() != statement.upto || chain != statement.chain)
    return not_a_copy("its entries are not those that were signed");
  copy.last_ = statement;
  return copy;
}

std::string FeedCopy::hash_list() const {
  std::string list;
  for (const FeedEntry& entry : entries_) {
    if (!entry.item) continue;
    for (const auto& one : entry.item->fingerprints) {
      list += std::string(to_text(entry.item->kind)) + '\t' +
              std::string(fingerprint::name_of(one.algorithm())) + '\t' + one.hex() + '\t' +
              std::to_string(one.quality()) + '\t' + entry.entry.text() + '\n';
    }
  }
  return list;
}

}  // namespace jium::exchange
