#include <boost/json.hpp>

#include "jium/audit/exact_text.h"
#include "jium/exchange/feed_page.h"
#include "jium/exchange/members.h"

namespace jium::exchange {

using registry::FeedAct;
using registry::FeedEntry;
namespace json = boost::json;

namespace {

// Words of schemes stand in the text that is hashed: no blanks, no line ends.
Result<std::string> scheme_word(const std::string& text) {
  const bool plain = !text.empty() && text.size() <= 60 &&
                     audit::all_of(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
  if (!plain) return fault(FaultKind::malformed, "not a word of a scheme");
  return text;
}

Result<registry::SchemeCode> read_class(const json::value& value) {
  Members in(value);
  registry::SchemeCode what{in.parsed<std::string>("scheme", scheme_word),
                            in.parsed<std::string>("version", scheme_word),
                            in.parsed<std::string>("code", scheme_word)};
  JIUM_CHECK(in.finish());
  return what;
}

Result<fingerprint::Fingerprint> read_fingerprint(const json::value& value) {
  Members in(value);
  const std::string algorithm = in.text("algorithm");
  const std::string hex = in.text("value");
  const std::uint64_t quality = in.number("quality");
  JIUM_CHECK(in.finish());
  if (quality > 100) return fault(FaultKind::malformed, "a quality is 0 to 100");
  return fingerprint::Fingerprint::parse(algorithm, hex, static_cast<int>(quality));
}

Result<registry::FeedItem> read_item(Members& in) {
  registry::FeedItem item;
  item.kind = in.word<registry::FootageKind>("kind");
  item.decided_by = in.word<registry::DecidedBy>("decided_by");
  const json::value* legal_class = in.find("legal_class");
  const json::value* fingerprints = in.find("fingerprints");
  if (legal_class == nullptr || fingerprints == nullptr || !fingerprints->is_array() ||
      fingerprints->get_array().size() > 64) {
    in.refuse("fingerprints");
    return item;
  }
  JIUM_TRY(item.legal_class, read_class(*legal_class));
  for (const json::value& one : fingerprints->get_array()) {
    JIUM_TRY(auto fingerprint, read_fingerprint(one));
    item.fingerprints.push_back(std::move(fingerprint));
  }
  return item;
}

json::object json_of(const registry::SchemeCode& what) {
  return {{"scheme", what.scheme}, {"version", what.version}, {"code", what.code}};
}

json::array json_of(const std::vector<fingerprint::Fingerprint>& fingerprints) {
  json::array list;
  for (const auto& one : fingerprints) {
    list.push_back(json::object{{"algorithm", text_value(fingerprint::name_of(one.algorithm()))},
                                {"value", one.hex()},
                                {"quality", one.quality()}});
  }
  return list;
}

}  // namespace

Result<json::value> parse_feed_json(std::string_view text) {
  json::error_code failed;
  json::parse_options limits;
  limits.max_depth = 8;
  json::value value = json::parse(name(text), failed, {}, limits);
  if (failed) return fault(FaultKind::malformed, "a feed is JSON, and this is none");
  return value;
}

json::object to_json(const FeedEntry& entry) {
  json::object object{{"seq", entry.seq},
                      {"act", text_value(to_text(entry.act))},
                      {"entry", entry.entry.text()},
                      {"at", to_text(entry.at)}};
  if (entry.act == FeedAct::gone) {
    object["digest"] = to_hex(entry.digest);
    return object;
  }
  if (!entry.item) return object;
  object["salt"] = to_hex(entry.salt);
  object["kind"] = text_value(to_text(entry.item->kind));
  object["decided_by"] = text_value(to_text(entry.item->decided_by));
  object["legal_class"] = json_of(entry.item->legal_class);
  object["fingerprints"] = json_of(entry.item->fingerprints);
  return object;
}

Result<FeedEntry> read_feed_entry(const json::value& value) {
  Members in(value);
  FeedEntry entry;
  entry.seq = in.number("seq");
  entry.act = in.word<FeedAct>("act");
  entry.entry = in.parsed<registry::EntryId>("entry", &registry::EntryId::parse);
  entry.at = in.parsed<Instant>("at", &parse_instant);
  if (entry.act == FeedAct::gone) {
    entry.digest = in.hex<32>("digest");
    JIUM_CHECK(in.finish());
    return entry;
  }
  if (entry.act == FeedAct::added) {
    entry.salt = in.hex<16>("salt");
    JIUM_TRY(entry.item, read_item(in));
  }
  JIUM_CHECK(in.finish());
  entry.digest = digest_of_entry(entry);
  return entry;
}

}  // namespace jium::exchange
