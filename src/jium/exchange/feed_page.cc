#include "jium/exchange/feed_page.h"

#include <algorithm>

#include "jium/audit/sha256.h"

namespace jium::exchange {

using registry::FeedAct;
using registry::FeedEntry;

namespace {

Fault broken(const char* what) {
  return fault(FaultKind::malformed, std::string("this page of the feed is not what was signed: ") + what);
}

std::string text_of_class(const registry::SchemeCode& what) {
  return "class " + what.scheme + ' ' + what.version + ' ' + what.code + '\n';
}

Result<void> check_entries(const FeedPage& page) {
  EntryDigest chain = page.chain_before;
  std::uint64_t seq = page.after;
  for (const FeedEntry& entry : page.entries) {
    if (entry.seq != ++seq) return broken("its entries have a gap");
    if (entry.act != FeedAct::gone && entry.digest != digest_of_entry(entry))
      return broken("an entry was changed");
    chain = chain_after(chain, entry.digest);
  }
  if (seq != page.upto) return broken("entries are missing at its end");
  if (chain != page.chain) return broken("its entries do not lead to its chain");
  if (page.newest < page.upto) return broken("it ends after the feed does");
  return {};
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

EntryDigest chain_after(const EntryDigest& before, const EntryDigest& digest) {
  return audit::sha256({bytes_of("jium-feed-chain/1\n"), before, digest});
}

std::string statement_of(const FeedPage& page) {
  return "jium-feed-page/1\nfeed " + page.feed.text() + "\nafter " + std::to_string(page.after) +
         "\nbefore " + to_hex(page.chain_before) + "\nupto " + std::to_string(page.upto) + "\nchain " +
         to_hex(page.chain) + "\nnewest " + std::to_string(page.newest) + "\nissued " +
         to_text(page.issued_at) + '\n';
}

std::string key_name_of(registry::FeedId feed) {
  return "jium-feed/" + feed.text();
}

void sign(FeedPage& page, const audit::NoteSigner& signer) {
  page.key = signer.key().text();
  page.signature = signer.sign(statement_of(page));
}

Result<void> check_page(const FeedPage& page, const audit::NoteKey& key) {
  if (key.use() != audit::KeyUse::sign || key.name() != key_name_of(page.feed))
    return broken("the key is one of another feed");
  if (!key.verifies(statement_of(page), page.signature)) return broken("its signature is not of this key");
  return check_entries(page);
}

}  // namespace jium::exchange
