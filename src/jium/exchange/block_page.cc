#include "jium/exchange/block_page.h"

#include "jium/audit/exact_text.h"
#include "jium/audit/sha256.h"
#include "jium/exchange/members.h"

namespace jium::exchange {

using registry::BlockAct;
using registry::BlockEntry;
namespace json = boost::json;

namespace {

Fault broken(const char* what) {
  return fault(FaultKind::malformed,
               std::string("this page of the block list is not what was signed: ") + what);
}

Result<void> check_entries(const BlockPage& page) {
  EntryDigest chain = page.chain_before;
  std::uint64_t seq = page.after;
  for (const BlockEntry& entry : page.entries) {
    if (entry.seq != ++seq) return broken("its entries have a gap");
    if (entry.act != BlockAct::gone && entry.digest != digest_of_entry(entry))
      return broken("an entry was changed");
    chain = chain_after(chain, entry.digest);
  }
  if (seq != page.upto) return broken("entries are missing at its end");
  if (chain != page.chain) return broken("its entries do not lead to its chain");
  if (page.newest < page.upto) return broken("it ends after the list does");
  return {};
}

// As it was written, so that it is hashed as it was.
Result<registry::WebAddress> canonical_address(const std::string& text) {
  JIUM_TRY(auto address, registry::WebAddress::parse(text));
  if (address.canonical().reveal() != text)
    return fault(FaultKind::malformed, "an address in another spelling than the canonical one");
  return address;
}

}  // namespace

std::string text_of_entry(const BlockEntry& entry) {
  std::string text = "jium-block-entry/1\nseq " + std::to_string(entry.seq) + '\n' +
                     std::string(to_text(entry.act)) + ' ' + entry.entry.text() + "\nat " +
                     to_text(entry.at) + '\n';
  if (entry.address) {
    text += "address " + entry.address->canonical().reveal() + "\nsalt " + to_hex(entry.salt) + '\n';
  }
  return text;
}

EntryDigest digest_of_entry(const BlockEntry& entry) {
  return audit::sha256({bytes_of(text_of_entry(entry))});
}

std::string statement_of(const BlockPage& page) {
  return "jium-block-page/1\nlist " + page.list.text() + "\nafter " + std::to_string(page.after) +
         "\nbefore " + to_hex(page.chain_before) + "\nupto " + std::to_string(page.upto) + "\nchain " +
         to_hex(page.chain) + "\nnewest " + std::to_string(page.newest) + "\nissued " +
         to_text(page.issued_at) + '\n';
}

std::string key_name_of(registry::BlockListId list) {
  return "jium-block-list/" + list.text();
}

void sign(BlockPage& page, const audit::NoteSigner& signer) {
  page.key = signer.key().text();
  page.signature = signer.sign(statement_of(page));
}

Result<void> check_page(const BlockPage& page, const audit::NoteKey& key) {
  if (key.use() != audit::KeyUse::sign || key.name() != key_name_of(page.list))
    return broken("the key is one of another list");
  if (!key.verifies(statement_of(page), page.signature)) return broken("its signature is not of this key");
  return check_entries(page);
}

json::object to_json(const BlockEntry& entry) {
  json::object object{{"seq", entry.seq},
                      {"act", text_value(to_text(entry.act))},
                      {"entry", entry.entry.text()},
                      {"at", to_text(entry.at)}};
  if (entry.act == BlockAct::gone) object["digest"] = to_hex(entry.digest);
  if (entry.address) {
    object["address"] = entry.address->canonical().reveal();
    object["salt"] = to_hex(entry.salt);
  }
  return object;
}

json::object to_json(const BlockPage& page) {
  json::array entries;
  for (const BlockEntry& entry : page.entries) entries.push_back(to_json(entry));
  return {{"format", "jium-block-page/1"},
          {"list", page.list.text()},
          {"after", page.after},
          {"chain_before", to_hex(page.chain_before)},
          {"entries", std::move(entries)},
          {"upto", page.upto},
          {"chain", to_hex(page.chain)},
          {"newest", page.newest},
          {"issued_at", to_text(page.issued_at)},
          {"key", page.key},
          {"signature", audit::to_base64(page.signature)}};
}

Result<BlockEntry> read_block_entry(const json::value& value) {
  Members in(value);
  BlockEntry entry;
  entry.seq = in.number("seq");
  entry.act = in.word<BlockAct>("act");
  entry.entry = in.parsed<registry::EntryId>("entry", &registry::EntryId::parse);
  entry.at = in.parsed<Instant>("at", &parse_instant);
  if (entry.act == BlockAct::gone) {
    entry.digest = in.hex<32>("digest");
    JIUM_CHECK(in.finish());
    return entry;
  }
  std::string address;
  if (entry.act == BlockAct::listed) {
    entry.salt = in.hex<16>("salt");
    address = in.text("address");
  }
  JIUM_CHECK(in.finish());
  if (entry.act == BlockAct::listed) {
    JIUM_TRY(entry.address, canonical_address(address));
  }
  entry.digest = digest_of_entry(entry);
  return entry;
}

Result<BlockPage> read_block_page(const json::value& value) {
  Members in(value);
  BlockPage page;
  if (in.text("format") != "jium-block-page/1") in.refuse("format");
  page.list = in.parsed<registry::BlockListId>("list", &registry::BlockListId::parse);
  page.after = in.number("after");
  page.chain_before = in.hex<32>("chain_before");
  page.upto = in.number("upto");
  page.chain = in.hex<32>("chain");
  page.newest = in.number("newest");
  page.issued_at = in.parsed<Instant>("issued_at", &parse_instant);
  page.key = in.text("key");
  page.signature = in.parsed<Bytes>("signature", [](const auto& text) { return audit::from_base64(text); });
  const json::value* entries = in.find("entries");
  if (entries == nullptr || !entries->is_array() || entries->get_array().size() > kBlockPageLimit)
    in.refuse("entries");
  JIUM_CHECK(in.finish());
  for (const json::value& one : entries->get_array()) {
    JIUM_TRY(auto entry, read_block_entry(one));
    page.entries.push_back(std::move(entry));
  }
  return page;
}

}  // namespace jium::exchange
