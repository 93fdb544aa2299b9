// jium audit verify | witness | witness-key: offline, for auditors and for those who watch the log; a witness
// may go to the server itself (--fetch).
#include <fmt/format.h>

#include <fstream>
#include <iostream>

#include "jium/audit/bundle.h"
#include "jium/audit/witness.h"
#include "jium/base/clock.h"
#include "jium/base/text_file.h"
#include "jium/cli/audit_log_commands.h"
#include "jium/cli/commands.h"
#include "jium/cli/credentials.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/witness_file.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct VerifyOptions {
  std::string bundle;
  std::string key;
  std::vector<std::string> known;
  std::vector<std::string> witnesses;
  std::size_t quorum = 0;
};

Result<audit::BundlePolicy> policy_of(const VerifyOptions& options) {
  audit::BundlePolicy policy;
  policy.quorum = options.quorum;
  if (!options.key.empty()) {
    JIUM_TRY(policy.log, audit::NoteKey::parse(options.key));
  }
  for (const std::string& text : options.witnesses) {
    JIUM_TRY(audit::NoteKey key, audit::NoteKey::parse(text));
    if (key.use() != audit::KeyUse::cosign)
      return fault(FaultKind::malformed, "this is not the key of a witness: " + key.name());
    policy.witnesses.push_back(std::move(key));
  }
  for (const std::string& path : options.known) {
    JIUM_TRY(const std::string text, read_text_file(path));
    auto note = audit::read_note(text);
    auto known =
        note ? audit::read_checkpoint(note->text) : Result<audit::Checkpoint>(std::move(note).fault());
    if (!known) return Fault(std::move(known).fault()).within(path);
    policy.known.push_back(std::move(*known));
  }
  return policy;
}

json::object report_json(const audit::BundleReport& report) {
  json::array witnesses;
  for (const audit::Endorsement& one : report.witnesses)
    witnesses.push_back({{"name", one.key.name()}, {"at", to_text(*one.at)}});
  return {{"holds", true},
          {"key", report.key},
          {"key_given", report.key_given},
          {"earlier_keys", json::array(report.earlier_keys.begin(), report.earlier_keys.end())},
          {"size", report.size},
          {"root", to_hex(report.root)},
          {"entries", report.entries},
          {"erased", report.erased},
          {"withheld", report.withheld},
          {"checkpoints", report.checkpoints},
          {"times_backwards", report.times_backwards},
          {"first", report.first ? json::value(to_text(*report.first)) : json::value()},
          {"last", report.last ? json::value(to_text(*report.last)) : json::value()},
          {"witnesses", witnesses}};
}

void print_report(const audit::BundleReport& report) {
  fmt::print("everything holds: {} entries, {} erased, {} withheld, {} in all\n", report.entries,
             report.erased, report.withheld, report.size);
  fmt::print("checkpoints: {}, each the root of the same tree\n", report.checkpoints);
  if (report.first) fmt::print("from {} to {}\n", to_text(*report.first), to_text(*report.last));
  if (report.times_backwards > 0)
    fmt::print("{} entries bear an earlier time than the one before them: a clock was set back\n",
               report.times_backwards);
  for (const audit::Endorsement& one : report.witnesses)
    fmt::print("cosigned by {} at {}\n", one.key.name(), to_text(*one.at));
  fmt::print("root {}\nsigned with {}\n", to_hex(report.root), report.key);
  for (const std::string& key : report.earlier_keys) fmt::print("a key that followed {}\n", key);
  if (!report.key_given)
    fmt::print(
        "that key is what the bundle itself names: compare it with the one that you were given (--key)\n");
}

Result<int> run_verify(const Session& session, const VerifyOptions& options) {
  JIUM_TRY(const audit::BundlePolicy policy, policy_of(options));
  std::ifstream bundle(options.bundle, std::ios::binary);
  if (!bundle) return fault(FaultKind::outside, options.bundle + " cannot be opened");
  const auto report = audit::verify_bundle(bundle, policy);
  if (bundle.bad()) return fault(FaultKind::outside, options.bundle + " cannot be read to its end");
  if (!report) {
    session.show(json::object{{"holds", false}, {"why", report.error().what}},
                 [&](const json::value&) { fmt::print("this does not hold: {}\n", report.error().what); });
    return kNo;
  }
  session.show(report_json(*report), [&](const json::value&) { print_report(*report); });
  return kDone;
}

struct WitnessOptions {
  std::string state;
  std::string key_file;
  std::string begin;
  std::string request = "-";
  std::vector<std::string> successions;
  bool fetch = false;
};

Result<audit::NoteSigner> witness_key(const std::string& path) {
  JIUM_TRY(std::string text, read_word_file(path));
  return audit::NoteSigner::parse(Secret<std::string>(std::move(text)), audit::KeyUse::cosign);
}

Result<int> begin_witness(const Session& session, const WitnessOptions& options) {
  JIUM_TRY(const audit::NoteSigner signer, witness_key(options.key_file));
  JIUM_TRY(const audit::NoteKey log, audit::NoteKey::parse(options.begin));
  if (log.use() != audit::KeyUse::sign) return fault(FaultKind::malformed, "this is not the key of a log");
  JIUM_CHECK(WitnessFile::begin(options.state, {log, signer.key(), {}}));
  session.show(json::object{{"log", log.text()}, {"witness", signer.key().text()}}, [&](const json::value&) {
    fmt::print("{} now watches {}; nothing was seen yet\n", signer.key().name(), log.name());
  });
  return kDone;
}

Result<audit::WitnessRequest> read_request(const std::string& path) {
  if (path == "-")
    return audit::read_witness_request(std::string(std::istreambuf_iterator<char>(std::cin), {}));
  JIUM_TRY(const std::string text, read_text_file(path));
  return audit::read_witness_request(text);
}

Result<FetchedRequest> read_offline(const WitnessOptions& options) {
  FetchedRequest asked;
  JIUM_TRY(asked.request, read_request(options.request));
  for (const std::string& path : options.successions) {
    JIUM_TRY(std::string note, read_text_file(path));
    asked.successions.push_back(std::move(note));
  }
  return asked;
}

Result<int> run_witness(const Session& session, const WitnessOptions& options) {
  if (!options.begin.empty()) return begin_witness(session, options);
  JIUM_TRY(const audit::NoteSigner signer, witness_key(options.key_file));
  JIUM_TRY(WitnessFile file, WitnessFile::open(options.state));
  JIUM_TRY(const FetchedRequest asked,
           options.fetch ? fetch_witness_request(session, file.state()) : read_offline(options));
  const audit::WitnessRequest& request = asked.request;
  JIUM_TRY(const audit::Cosigned cosigned,
           audit::cosign(file.state(), request, signer, SystemClock().now(), asked.successions));
  JIUM_CHECK(file.replace(cosigned.state));
  if (options.fetch) JIUM_CHECK(bring_cosignature(session, cosigned, request.old_size));
  session.show(json::object{{"size", cosigned.state.size()}, {"signature", cosigned.signature}},
               [&](const json::value&) { fmt::print("{}", cosigned.signature); });
  return kDone;
}

Result<int> run_key(const Session& session, const std::string& name, const std::string& path) {
  JIUM_TRY(const audit::NoteSigner signer, audit::NoteSigner::generate(name, audit::KeyUse::cosign));
  JIUM_TRY(SecretFile file, SecretFile::make(path));
  JIUM_CHECK(file.write(signer.text()));
  session.show(json::object{{"key", signer.key().text()}},
               [&](const json::value&) { fmt::print("{}\n", signer.key().text()); });
  return kDone;
}

void add_verify(CLI::App& audit, Session& session) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* verify = audit.add_subcommand("verify", "does this bundle of an audit log hold?");
  verify->add_option("BUNDLE", options->bundle, "the file that you were given")->required();
  verify->add_option("--key", options->key, "the log's key as you were given it");
  verify->add_option("--known", options->known, "a file with a checkpoint that you saw before");
  verify->add_option("--witness", options->witnesses, "the key of a witness that you trust");
  verify->add_option("--quorum", options->quorum, "how many of them must have cosigned the last checkpoint");
  verify->callback(
      [=, &session] { session.action = [=, &session] { return run_verify(session, *options); }; });
}

void add_witness(CLI::App& audit, Session& session) {
  auto options = std::make_shared<WitnessOptions>();
  CLI::App* witness = audit.add_subcommand(
      "witness", "cosigns a checkpoint of a log after checking that it grew from the last one seen");
  witness->add_option("REQUEST", options->request, "the request, or - for what is piped in");
  witness->add_option("--state", options->state, "the file in which this witness remembers")->required();
  witness->add_option("--witness-key", options->key_file, "the file with its private key")->required();
  witness->add_flag("--fetch", options->fetch,
                    "fetches the request from the server and brings the cosignature back to it");
  witness->add_option(
      "--succession", options->successions,
      "a file with a note by which the log's key changed, in order, where nothing is fetched");
  witness->add_option("--begin", options->begin, "once, at first: the key of the log to watch");
  witness->callback(
      [=, &session] { session.action = [=, &session] { return run_witness(session, *options); }; });
}

void add_key(CLI::App& audit, Session& session) {
  auto name = std::make_shared<std::string>();
  auto path = std::make_shared<std::string>();
  CLI::App* key =
      audit.add_subcommand("witness-key", "makes a private key for a witness and prints the open one");
  key->add_option("NAME", *name, "police.example/witness")->required();
  key->add_option("--out", *path, "a new file for the private key")->required();
  key->callback([=, &session] { session.action = [=, &session] { return run_key(session, *name, *path); }; });
}

}  // namespace

void add_audit_command(CLI::App& app, Session& session) {
  CLI::App* audit = app.add_subcommand("audit", "the audit log: checking what was exported, witnessing it");
  audit->require_subcommand(1);
  add_verify(*audit, session);
  add_witness(*audit, session);
  add_key(*audit, session);
  add_log_commands(*audit, session);
}

}  // namespace jium::cli
