#include <charconv>

#include "jium/audit/exact_text.h"
#include "jium/desk/export_log.h"
#include "jium/desk/prove_log_entry.h"
#include "jium/desk/witness_log.h"
#include "jium/http/log_wire_types.h"
#include "jium/http/routes.h"
#include "jium/http/wire_types.h"
#include "jium/store/audit_log.h"

namespace jium::http {
namespace {

constexpr std::uint64_t kEntriesAPage = 100;
constexpr std::size_t kMostKnown = 100;

Result<std::uint64_t> read_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || failed != std::errc() || end != text.data() + text.size() ||
      number > audit::kLargestTree)
    return fault(FaultKind::malformed, "numbers and sizes of the log are whole numbers: 0, 1, 2 ...");
  return number;
}

Result<std::optional<std::uint64_t>> number_in(const Request& request, std::string_view name) {
  const std::string* given = request.query(name);
  if (given == nullptr) return std::optional<std::uint64_t>();
  JIUM_TRY(const std::uint64_t number, read_number(*given));
  return std::optional(number);
}

Result<wire::LogEntry> present(const store::LogEntry& entry) {
  JIUM_TRY(const audit::Record record, audit::read_record(entry.record.value_or("")));
  return wire::LogEntry{.seq = static_cast<std::int64_t>(entry.seq),
                        .at = record.at,
                        .actor = record.actor,
                        .act = std::string(audit::word_of(record.act)),
                        .subject_kind = std::string(to_text(record.subject_kind)),
                        .subject = record.subject,
                        .outcome = std::string(to_text(record.outcome))};
}

Result<Reply> show_log(const Call& call) {
  JIUM_TRY(const auto before, number_in(call.request, "before"));
  JIUM_TRY(const auto entries, store::log_entries_of(call.tx, call.actor.organisation,
                                                     before.value_or(audit::kLargestTree), kEntriesAPage));
  wire::LogEntries shown;
  for (const store::LogEntry& entry : entries) {
    auto one = present(entry);
    if (!one)
      return fault(FaultKind::conflict, "entry " + std::to_string(entry.seq) +
                                            " is not what jium wrote: its database was changed from outside");
    shown.entries.push_back(*std::move(one));
  }
  return reply(200, shown);
}

Result<Reply> prove_entry(const Call& call) {
  const std::string* given = call.request.named("entry");
  JIUM_TRY(const std::uint64_t seq, read_number(given == nullptr ? std::string_view() : *given));
  JIUM_TRY(const auto proved, desk::prove_log_entry(call.desk, call.tx, call.actor, seq));
  wire::LogProof shown{.seq = static_cast<std::int64_t>(seq),
                       .size = static_cast<std::int64_t>(proved.size),
                       .leaf = audit::to_base64(proved.entry.leaf),
                       .nonce = std::nullopt,
                       .record = proved.entry.record,
                       .proof = {},
                       .key = proved.key,
                       .checkpoint = proved.checkpoint};
  if (proved.entry.nonce) shown.nonce = audit::to_base64(*proved.entry.nonce);
  for (const audit::Hash& hash : proved.proof) shown.proof.push_back(audit::to_base64(hash));
  return reply(200, shown);
}

Result<Reply> show_checkpoint(const Call& call) {
  JIUM_TRY(const auto since, number_in(call.request, "since"));
  JIUM_TRY(const auto growth, desk::log_growth(call.tx, since.value_or(0)));
  wire::LogCheckpoint shown{.key = growth.key.text(),
                            .size = static_cast<std::int64_t>(growth.size),
                            .checkpoint = growth.checkpoint,
                            .since = static_cast<std::int64_t>(since.value_or(0)),
                            .proof = {},
                            .successions = growth.successions};
  for (const audit::Hash& hash : growth.proof) shown.proof.push_back(audit::to_base64(hash));
  return reply(200, shown);
}

Result<Reply> cosign_checkpoint(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::Cosign>());
  if (ask.size < 0) return fault(FaultKind::malformed, "a checkpoint has a size of 0 or more");
  JIUM_CHECK(
      desk::take_cosignature(call.desk, call.tx, call.actor,
                             {static_cast<std::uint64_t>(ask.size), ask.key, ask.signature.text + '\n'}));
  return reply(201, wire::Nothing{});
}

Result<desk::ExportLog> export_asked(const Request& request) {
  desk::ExportLog ask;
  JIUM_TRY(const auto from, number_in(request, "from"));
  JIUM_TRY(ask.to, number_in(request, "to"));
  ask.from = from.value_or(0);
  if (const std::string* given = request.query("cosigned")) {
    if (*given != "true" && *given != "false")
      return fault(FaultKind::malformed, "the query parameter cosigned is true or false");
    ask.cosigned = *given == "true";
  }
  const std::string* through = request.query("through");
  std::string_view rest = through == nullptr ? std::string_view() : std::string_view(*through);
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    JIUM_TRY(const std::uint64_t size, read_number(rest.substr(0, comma)));
    ask.through.push_back(size);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  if (ask.through.size() > kMostKnown)
    return fault(FaultKind::malformed, "at most 100 checkpoints can be compared at once");
  return ask;
}

Result<Reply> export_log(const Call& call) {
  JIUM_TRY(const auto ask, export_asked(call.request));
  JIUM_TRY(auto bundle, desk::export_log(call.desk, call.tx, call.actor, ask));
  return reply(200, wire::LogBundle{std::move(bundle.key), static_cast<std::int64_t>(bundle.size),
                                    static_cast<std::int64_t>(bundle.shown),
                                    static_cast<std::int64_t>(bundle.erased), std::move(bundle.text)});
}

void add_witness_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/log/checkpoint",
                    .operation = "show_checkpoint",
                    .summary = "What the audit log last signed, and the proof that it grew from what the "
                               "asker has seen before.",
                    .gives = &schema_of<wire::LogCheckpoint>,
                    .query = {{"since", "how many entries the asker has seen; default 0"}},
                    .handle = &show_checkpoint});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/log/cosignatures",
                    .operation = "cosign_checkpoint",
                    .summary = "Brings the cosignature of the organisation's witness under a checkpoint.",
                    .asks = &schema_of<wire::Cosign>,
                    .gives = &schema_of<wire::Nothing>,
                    .success = {201},
                    .handle = &cosign_checkpoint});
}

}  // namespace

void add_log_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/log",
                    .operation = "show_log",
                    .summary = "The organisation's own entries of the audit log, the newest first, a hundred "
                               "at a time.",
                    .gives = &schema_of<wire::LogEntries>,
                    .query = {{"before", "only entries before this number"}},
                    .handle = &show_log});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/log/{entry}/proof",
                    .operation = "prove_log_entry",
                    .summary = "An entry of the organisation's own with the proof that it stands in the tree "
                               "that the log last signed.",
                    .gives = &schema_of<wire::LogProof>,
                    .handle = &prove_entry});
  routes.push_back(
      {.method = "GET",
       .path = "/api/v1/log/export",
       .operation = "export_log",
       .summary = "The audit log as a bundle that proves itself offline: the organisation's own entries "
                  "opened, all others as hashes.",
       .gives = &schema_of<wire::LogBundle>,
       .query = {{"from", "entries from this number on are opened; default 0"},
                 {"to", "and below this one; default all"},
                 {"through", "sizes of checkpoints that the reader knows, with commas between"},
                 {"cosigned", "true: ends at the newest checkpoint that a witness has cosigned"}},
       .handle = &export_log,
       .costly = true});
  add_witness_routes(routes);
}

}  // namespace jium::http
