#include "jium/exchange/signed_page.h"

#include "jium/audit/exact_text.h"
#include "jium/audit/sha256.h"

namespace jium::exchange {

namespace json = boost::json;

EntryDigest chain_after(const EntryDigest& before, const EntryDigest& digest) {
  return audit::sha256({bytes_of("jium-feed-chain/1\n"), before, digest});
}

std::string write_statement(const PageHead& head, const PageWords& words, const std::string& id) {
  return std::string(words.format) + "\n" + std::string(words.list) + " " + id + "\nafter " +
         std::to_string(head.after) + "\nbefore " + to_hex(head.chain_before) + "\nupto " +
         std::to_string(head.upto) + "\nchain " + to_hex(head.chain) + "\nnewest " +
         std::to_string(head.newest) + "\nissued " + to_text(head.issued_at) + '\n';
}

Fault broken_page(const PageWords& words, std::string_view what) {
  return fault(FaultKind::malformed,
               "this page of " + std::string(words.words) + " is not what was signed: " + std::string(what));
}

Result<void> check_signature(const PageHead& head, const PageWords& words, const std::string& id,
                             const audit::NoteKey& key) {
  if (key.use() != audit::KeyUse::sign || key.name() != std::string(words.key) + id)
    return broken_page(words, "the key is one of another list");
  if (!key.verifies(write_statement(head, words, id), head.signature))
    return broken_page(words, "its signature is not of this key");
  return {};
}

json::object json_of_page(const PageHead& head, const PageWords& words, const std::string& id,
                          json::array entries) {
  return {{"format", text_value(words.format)},
          {name(words.list), json::string(id)},
          {"after", head.after},
          {"chain_before", to_hex(head.chain_before)},
          {"entries", std::move(entries)},
          {"upto", head.upto},
          {"chain", to_hex(head.chain)},
          {"newest", head.newest},
          {"issued_at", to_text(head.issued_at)},
          {"key", head.key},
          {"signature", audit::to_base64(head.signature)}};
}

const json::array* read_head(Members& in, PageHead& head, const PageWords& words, std::size_t limit) {
  if (in.text("format") != words.format) in.refuse("format");
  head.after = in.number("after");
  head.chain_before = in.hex<32>("chain_before");
  head.upto = in.number("upto");
  head.chain = in.hex<32>("chain");
  head.newest = in.number("newest");
  head.issued_at = in.parsed<Instant>("issued_at", &parse_instant);
  head.key = in.text("key");
  head.signature = in.parsed<Bytes>("signature", [](const auto& text) { return audit::from_base64(text); });
  const json::value* entries = in.find("entries");
  if (entries == nullptr || !entries->is_array() || entries->get_array().size() > limit) {
    in.refuse("entries");
    return nullptr;
  }
  return &entries->get_array();
}

}  // namespace jium::exchange
