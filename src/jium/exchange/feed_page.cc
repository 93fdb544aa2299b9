#include "jium/exchange/feed_page.h"

#include <algorithm>

#include "jium/audit/sha256.h"

namespace jium::exchange {

using registry::FeedAct;
using registry::FeedEntry;

namespace {

std::string text_of_class(const registry::SchemeCode& what) {
  return "class " + what.scheme + ' ' + what.version + ' ' + what.code + '\n';
}

}  // namespace

std::string text_of_entry(const FeedEntry& entry) {
  std::string text = "jium-feed-entry/1\nseq " + std::to_string(entry.seq) + '\n' +
                     std::string(to_text(entry.act)) + ' ' + entry.entry.text() + "\nat " +
                     to_text(entry.at) + '\n';
  if (entry.item) {
    text += "kind " + std::string(to_text(entry.item->kind)) + '\n' + text_of_class(entry.item->legal_class) +
            "decided_by " + std::string(to_text(entry.item->decided_by)) + '\n';
    for (const auto& one : entry.item->fingerprints) {
      text += std::string(fingerprint::name_of(one.algorithm())) + ' ' + std::to_string(one.quality()) + ' ' +
              one.hex() + '\n';
    }
    text += "salt " + to_hex(entry.salt) + '\n';
  }
  return text;
}

EntryDigest digest_of_entry(const FeedEntry& entry) {
  return audit::sha256({bytes_of(text_of_entry(entry))});
}

std::string key_name_of(registry::FeedId feed) {
  return std::string(FeedKind::kWords.key) + feed.text();
}

}  // namespace jium::exchange
