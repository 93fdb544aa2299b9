#include "jium/exchange/block_page.h"

#include "jium/audit/exact_text.h"
#include "jium/audit/sha256.h"
#include "jium/exchange/members.h"

namespace jium::exchange {

using registry::BlockAct;
using registry::BlockEntry;
namespace json = boost::json;

namespace {

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

std::string key_name_of(registry::BlockListId list) {
  return std::string(BlockKind::kWords.key) + list.text();
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

}  // namespace jium::exchange
