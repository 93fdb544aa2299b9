#include "jium/report/court_manifest.h"

#include <boost/json.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "jium/audit/record.h"

namespace jium::report {

BOOST_DESCRIBE_STRUCT(CountedFootage, (), (record, medium, legal_class, registered))
BOOST_DESCRIBE_STRUCT(CountedPlace, (),
                      (record, site, site_kind, country, seen, gone, returned, identity_data))
BOOST_DESCRIBE_STRUCT(CountedRequest, (),
                      (record, site_kind, country, sent, done, verified, by_word, refused, false_claims))
BOOST_DESCRIBE_STRUCT(CourtRecords, (), (footage, places, requests))
BOOST_DESCRIBE_STRUCT(Tally, (), (key, count))
BOOST_DESCRIBE_STRUCT(Work, (), (key, sites, places, returned, requested, done, verified, refused))
BOOST_DESCRIBE_STRUCT(Month, (), (month, found, requested, verified, returned))
BOOST_DESCRIBE_STRUCT(JointCount::Centre, (), (name, victims, requested, key))
BOOST_DESCRIBE_STRUCT(JointCount, (),
                      (victims, age_bands, requested, verified, centres, method_ko, method_en))
BOOST_DESCRIBE_STRUCT(CourtFigures, (),
                      (victims, age_bands, harm_types, grounds, joint, images, videos, classes, places, sites,
                       countries, live, returned, identity_leaks, first, last, days, requested, done,
                       verified, by_word, refused, false_claims, by_kind, by_country, months))
BOOST_DESCRIBE_STRUCT(PolicyDigest, (), (name, sha256))

namespace {

namespace json = boost::json;

constexpr std::string_view kStart = R"({"jium":"court_report","format":1,)",
                           kLogStart = R"({"jium":"audit",)";
constexpr std::size_t kMostBytes = 64U << 20U;

struct Line {
  std::string kind;
  std::int64_t count = 0, minutes = 0, per_hour = 0;
  std::string currency;
  std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(Line, (), (kind, count, minutes, per_hour, currency, amount))
struct Sum {
  std::string currency;
  std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(Sum, (), (currency, amount))
struct Cost {
  std::vector<Line> lines;
  std::vector<Sum> fees, total;
  std::string source;
};
BOOST_DESCRIBE_STRUCT(Cost, (), (lines, fees, total, source))
// As it stands on the line, in this order.
struct Written {
  std::string jium = "court_report";
  int format = 1;
  std::string paper, made_at, centre, organisation, key, reference, language, program;
  std::vector<PolicyDigest> policies;
  std::int64_t log_size = 0;
  std::string log_root, log_key;
  Cost cost;
  CourtFigures figures;
  CourtRecords records;
};
BOOST_DESCRIBE_STRUCT(Written, (),
                      (jium, format, paper, made_at, centre, organisation, key, reference, language, program,
                       policies, log_size, log_root, log_key, cost, figures, records))

std::vector<Sum> sums_of(const std::vector<Money>& money) {
  std::vector<Sum> sums;
  for (const auto& [currency, amount] : money) sums.push_back({currency, amount});
  return sums;
}

std::vector<Money> money_of(const std::vector<Sum>& sums) {
  std::vector<Money> money;
  for (const auto& [currency, amount] : sums) money.push_back({currency, amount});
  return money;
}

Result<RecoveryStatement> statement_of(const Cost& cost) {
  RecoveryStatement made;
  for (const Line& line : cost.lines) {
    JIUM_TRY(const auto kind, parse_enum<removal::CostKind>("kind of cost", line.kind));
    made.lines.push_back({kind, line.count, line.minutes, line.per_hour, line.currency, line.amount});
  }
  made.fees = money_of(cost.fees);
  made.total = money_of(cost.total);
  made.source = cost.source;
  return made;
}

// A keyed id is 48 hexadecimal digits, and each record is counted once.
Result<std::set<std::string>> names_of(const CourtRecords& records) {
  std::set<std::string> names;
  const auto add = [&](const std::string& name) -> Result<void> {
    const bool keyed = name.size() == 48 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (keyed && names.insert(name).second) return {};
    return fault(FaultKind::conflict, keyed ? "a record is counted twice" : "a record has no keyed name");
  };
  for (const auto& one : records.footage) JIUM_CHECK(add(one.record));
  for (const auto& one : records.places) JIUM_CHECK(add(one.record));
  for (const auto& one : records.requests) JIUM_CHECK(add(one.record));
  return names;
}

Result<void> must_have_days(const CourtRecords& records) {
  for (const auto& one : records.footage) JIUM_CHECK(number_of(one.registered));
  for (const auto& one : records.places) JIUM_CHECK(number_of(one.seen));
  for (const auto& one : records.requests) {
    JIUM_CHECK(number_of(one.sent));
    if (one.verified) JIUM_CHECK(number_of(*one.verified));
    if (one.by_word) JIUM_CHECK(number_of(*one.by_word));
  }
  return {};
}

// From the one occurrence of `start` on.
Result<std::string_view> only(std::string_view file, std::string_view start) {
  const auto at = file.find(start);
  if (at == std::string_view::npos || file.find(start, at + 1) != std::string_view::npos)
    return fault(FaultKind::malformed, "this is no report that jium has made, or a part of it is missing");
  return file.substr(at);
}

Result<std::string_view> bundle_in(std::string_view file) {
  JIUM_TRY(const std::string_view rest, only(file, kLogStart));
  const auto seal = rest.find("\n{\"seal\":");
  const auto end = seal == std::string_view::npos ? seal : rest.find('\n', seal + 1);
  if (end == std::string_view::npos)
    return fault(FaultKind::malformed, "the part of the audit log has no end");
  return rest.substr(0, end + 1);
}

Result<CourtManifest> manifest_in(std::string_view file) {
  JIUM_TRY(const std::string_view rest, only(file, kStart));
  return read_manifest(rest.substr(0, rest.find('\n')));
}

// The centre that made it has signed; of the centres counted jointly each may have; nobody else.
Result<void> check_signature(std::string_view file, const PaperPolicy& policy, PaperVerdict& verdict) {
  const CourtManifest& manifest = verdict.manifest;
  JIUM_TRY(const audit::SignedNote note, audit::open_signed_file(file));
  const auto own = audit::NoteKey::parse(manifest.key);
  if (!own || own->use() != audit::KeyUse::sign || own->name() != manifest.organisation)
    return fault(FaultKind::malformed, "the key that the report names is none, or not of its centre");
  if (policy.centre && *policy.centre != *own)
    return fault(FaultKind::conflict,
                 "the report is signed with another key than the centre's that you gave");
  std::vector<audit::NoteKey> keys{*own};
  const auto joint = manifest.figures.joint.value_or(JointCount{});
  for (const JointCount::Centre& centre : joint.centres) {
    if (centre.key.empty() || centre.key == manifest.key) continue;
    const auto key = audit::NoteKey::parse(centre.key);
    if (!key || key->use() != audit::KeyUse::sign || std::ranges::find(keys, *key) != keys.end())
      return fault(FaultKind::malformed, "the key of a centre that the report names is none, or there twice");
    keys.push_back(*key);
  }
  const auto by = audit::endorsements_of(note, keys);
  const auto has_signed = [&](const std::string& key) {
    return std::ranges::any_of(*by, [&](const auto& one) { return one.key.text() == key; });
  };
  if (!by || by->size() != note.signatures.size() || !has_signed(manifest.key))
    return fault(FaultKind::conflict, "a signature on the report is not good");
  for (const JointCount::Centre& centre : joint.centres)
    (has_signed(centre.key) ? verdict.signed_too : verdict.not_signed).push_back(centre.name);
  return {};
}

// Every line has been proved by now: an entry names what it is about.
Result<void> look_up(std::string_view bundle, const std::set<std::string>& names, PaperVerdict& verdict) {
  std::set<std::string> found;
  while (!bundle.empty()) {
    const auto end = bundle.find('\n');
    const std::string_view line = bundle.substr(0, end);
    bundle.remove_prefix(end + 1);
    if (!line.starts_with("{\"nonce\"")) continue;
    json::error_code failed;
    const json::value value = json::parse(json::string_view(line.data(), line.size()), failed);
    if (failed) return fault(FaultKind::malformed, "an entry of the audit log cannot be read");
    const std::string subject(value.at("record").at("subject").as_string());
    if (!names.contains(subject)) continue;
    found.insert(subject);
    ++verdict.entries;
    JIUM_TRY(const Instant at, parse_instant(value.at("record").at("at").as_string()));
    if (!verdict.first_entry || at < *verdict.first_entry) verdict.first_entry = at;
    if (!verdict.last_entry || at > *verdict.last_entry) verdict.last_entry = at;
  }
  verdict.records_in_log = found.size();
  return {};
}

}  // namespace

std::string write_manifest(const CourtManifest& from) {
  Cost cost;
  for (const auto& [kind, count, minutes, per_hour, currency, amount] : from.cost.lines)
    cost.lines.push_back({std::string(to_text(kind)), count, minutes, per_hour, currency, amount});
  cost.fees = sums_of(from.cost.fees);
  cost.total = sums_of(from.cost.total);
  cost.source = from.cost.source;
  const Written written{.paper = from.paper,
                        .made_at = from.made_at,
                        .centre = from.centre,
                        .organisation = from.organisation,
                        .key = from.key,
                        .reference = from.reference,
                        .language = from.language,
                        .program = from.program,
                        .policies = from.policies,
                        .log_size = from.log_size,
                        .log_root = from.log_root,
                        .log_key = from.log_key,
                        .cost = std::move(cost),
                        .figures = from.figures,
                        .records = from.records};
  return json::serialize(json::value_from(written)) + "\n";
}

Result<CourtManifest> read_manifest(std::string_view line) {
  const auto not_one = [] {
    return fault(FaultKind::malformed, "what the report says of itself cannot be read, or was changed");
  };
  if (line.size() > kMostBytes) return not_one();
  json::error_code failed;
  const json::value parsed = json::parse(json::string_view(line.data(), line.size()), failed);
  if (failed) return not_one();
  const auto read = json::try_value_to<Written>(parsed);
  if (!read || read->jium != "court_report" || read->format != 1) return not_one();
  CourtManifest manifest{.paper = read->paper,
                         .made_at = read->made_at,
                         .centre = read->centre,
                         .organisation = read->organisation,
                         .key = read->key,
                         .reference = read->reference,
                         .language = read->language,
                         .program = read->program,
                         .policies = read->policies,
                         .log_size = read->log_size,
                         .log_root = read->log_root,
                         .log_key = read->log_key,
                         .cost = {},
                         .figures = read->figures,
                         .records = read->records};
  const auto cost = statement_of(read->cost);
  if (!cost) return not_one();
  manifest.cost = *cost;
  if (write_manifest(manifest) != std::string(line) + "\n") return not_one();
  return manifest;
}

std::string figures_json(const CourtFigures& figures) {
  return json::serialize(json::value_from(figures));
}

Result<PaperVerdict> verify_paper(std::string_view pdf, const PaperPolicy& policy) {
  PaperVerdict verdict;
  JIUM_TRY(verdict.manifest, manifest_in(pdf));
  verdict.centre_given = policy.centre.has_value();
  JIUM_CHECK(check_signature(pdf, policy, verdict));
  const CourtManifest& manifest = verdict.manifest;
  JIUM_TRY(const auto names, names_of(manifest.records));
  JIUM_CHECK(must_have_days(manifest.records));
  CourtFigures counted = manifest.figures;
  count_again(counted, manifest.records);
  if (figures_json(counted) != figures_json(manifest.figures))
    return fault(FaultKind::conflict, "the figures are not those of the records that the report lists");
  JIUM_TRY(const std::string_view bundle, bundle_in(pdf));
  auto log = audit::verify_bundle(bundle, policy.log);
  if (!log) return Fault(std::move(log).fault()).within("the audit log in the report");
  verdict.log = *std::move(log);
  if (verdict.log.size != static_cast<std::uint64_t>(manifest.log_size) ||
      to_hex(verdict.log.root) != manifest.log_root || verdict.log.key != manifest.log_key)
    return fault(FaultKind::conflict, "the audit log in the report is not the one that the report names");
  verdict.records = names.size();
  JIUM_CHECK(look_up(bundle, names, verdict));
  return verdict;
}

}  // namespace jium::report
