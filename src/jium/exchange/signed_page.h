// A page of an ordered list as it travels: signed, chained, without gaps. There are two kinds: the feed of a
// platform (feed_page.h) and the block list of an access provider (block_page.h).
//
// Each entry has a digest: SHA-256 of its text, one spelling for each entry. The chain after entry n is
// SHA-256("jium-feed-chain/1\n" || chain before || digest of n); before the first entry it is 32 zero bytes.
// A page says where it begins (after, chain_before) and ends (upto, chain) and is signed as a whole: Ed25519
// (RFC 8032) over the statement, as C2SP signed-note signs a note's text. Who holds the chain of what it has
// applied notices a page that was changed, left out, put elsewhere or served again.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "jium/audit/note_key.h"
#include "jium/exchange/members.h"
#include "jium/registry/feed.h"

namespace jium::exchange {

using registry::EntryDigest;

struct PageHead {
  std::uint64_t after = 0;
  EntryDigest chain_before{};
  std::uint64_t upto = 0;
  EntryDigest chain{};
  std::uint64_t newest = 0;  // the list's last entry: more pages follow while upto is less
  Instant issued_at{};
  std::string key;  // the public key, as a note's vkey
  Bytes signature;
};

// How a kind of page is written and spoken of.
struct PageWords {
  std::string_view format;  // "jium-feed-page/1": first line of the statement, and a member
  std::string_view list;    // "feed": the member with the list's id
  std::string_view key;     // "jium-feed/": what its key is named, before the id
  std::string_view words;   // "the feed", to people
};

// Kind: Id and Entry; kWords, kGone (the act of an entry whose text is told to nobody any more), kLimit;
// digest_of(Entry), json_of(Entry) and read(json).
template <class Kind>
struct SignedPage : PageHead {
  typename Kind::Id list;
  std::vector<typename Kind::Entry> entries;  // after + 1, after + 2, ...
};

[[nodiscard]] EntryDigest chain_after(const EntryDigest& before, const EntryDigest& digest);

// The same for every kind; `id` is that of the list.
[[nodiscard]] std::string write_statement(const PageHead& head, const PageWords& words,
                                          const std::string& id);
[[nodiscard]] Fault broken_page(const PageWords& words, std::string_view what);
[[nodiscard]] Result<void> check_signature(const PageHead& head, const PageWords& words,
                                           const std::string& id, const audit::NoteKey& key);
[[nodiscard]] boost::json::object json_of_page(const PageHead& head, const PageWords& words,
                                               const std::string& id, boost::json::array entries);
// Everything but the list's id and the entries, which are returned unless there are too many.
[[nodiscard]] const boost::json::array* read_head(Members& in, PageHead& head, const PageWords& words,
                                                  std::size_t limit);

// What is signed.
template <class Kind>
[[nodiscard]] std::string statement_of(const SignedPage<Kind>& page) {
  return write_statement(page, Kind::kWords, page.list.text());
}

template <class Kind>
void sign(SignedPage<Kind>& page, const audit::NoteSigner& signer) {
  page.key = signer.key().text();
  page.signature = signer.sign(statement_of(page));
}

// Does the page hold together and is it signed with `key`? Malformed, saying what is wrong with it, when not.
template <class Kind>
[[nodiscard]] Result<void> check_page(const SignedPage<Kind>& page, const audit::NoteKey& key) {
  const auto broken = [](std::string_view what) { return broken_page(Kind::kWords, what); };
  JIUM_CHECK(check_signature(page, Kind::kWords, page.list.text(), key));
  EntryDigest chain = page.chain_before;
  std::uint64_t seq = page.after;
  for (const auto& entry : page.entries) {
    if (entry.seq != ++seq) return broken("its entries have a gap");
    if (entry.act != Kind::kGone && entry.digest != Kind::digest_of(entry))
      return broken("an entry was changed");
    chain = chain_after(chain, entry.digest);
  }
  if (seq != page.upto) return broken("entries are missing at its end");
  if (chain != page.chain) return broken("its entries do not lead to its chain");
  if (page.newest < page.upto) return broken("it ends after the list does");
  return {};
}

template <class Kind>
[[nodiscard]] boost::json::object to_json(const SignedPage<Kind>& page) {
  boost::json::array entries;
  for (const auto& entry : page.entries) entries.push_back(Kind::json_of(entry));
  return json_of_page(page, Kind::kWords, page.list.text(), std::move(entries));
}

// Malformed for a missing, unknown or wrongly typed member. Says nothing about signature and chain.
template <class Kind>
[[nodiscard]] Result<SignedPage<Kind>> read_page(const boost::json::value& value) {
  Members in(value);
  SignedPage<Kind> page;
  page.list = in.parsed<typename Kind::Id>(Kind::kWords.list, &Kind::Id::parse);
  const boost::json::array* entries = read_head(in, page, Kind::kWords, Kind::kLimit);
  JIUM_CHECK(in.finish());
  for (const boost::json::value& one : *entries) {
    JIUM_TRY(auto entry, Kind::read(one));
    page.entries.push_back(std::move(entry));
  }
  return page;
}

}  // namespace jium::exchange
