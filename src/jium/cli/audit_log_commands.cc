#include "jium/cli/audit_log_commands.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include "jium/audit/exact_text.h"
#include "jium/base/text_file.h"
#include "jium/cli/exit_code.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct ExportOptions {
  std::string out;
  std::optional<std::uint64_t> from, to;
  std::vector<std::string> known;
  bool cosigned = false;
};

struct EntriesOptions {
  std::optional<std::uint64_t> before;
};

Fault not_understood() {
  return fault(FaultKind::outside, "the server's answer is not one that this version of jium understands");
}

Result<std::string> text_in(const json::value& answer, const char* member) {
  const json::value* value = answer.is_object() ? answer.as_object().if_contains(member) : nullptr;
  if (value == nullptr || !value->is_string()) return not_understood();
  return std::string(value->get_string());
}

Result<std::vector<std::string>> successions_in(const json::value& answer) {
  const json::value* notes = answer.is_object() ? answer.as_object().if_contains("successions") : nullptr;
  if (notes == nullptr || !notes->is_array()) return not_understood();
  std::vector<std::string> read;
  for (const json::value& note : notes->as_array()) {
    if (!note.is_string()) return not_understood();
    read.emplace_back(note.get_string());
  }
  return read;
}

// A new file, whole and on the disk, or none: neither an older export nor what a link points at is
// overwritten.
Result<void> write_new_file(const std::string& path, const std::string& text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0)
    return fault(FaultKind::conflict, errno == EEXIST ? path + " is there already: choose another name"
                                                      : path + " cannot be made");
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t more = ::write(descriptor, text.data() + written, text.size() - written);
    if (more <= 0) break;
    written += static_cast<std::size_t>(more);
  }
  const bool whole = written == text.size() && ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (whole) return {};
  ::unlink(path.c_str());
  return fault(FaultKind::outside, path + " cannot be written: is the disk full?");
}

// So that the bundle can be compared with them, entries are told apart where these stand.
Result<std::string> sizes_of(const std::vector<std::string>& paths) {
  std::string sizes;
  for (const std::string& path : paths) {
    JIUM_TRY(const std::string text, read_text_file(path));
    auto note = audit::read_note(text);
    auto known =
        note ? audit::read_checkpoint(note->text) : Result<audit::Checkpoint>(std::move(note).fault());
    if (!known) return Fault(std::move(known).fault()).within(path);
    sizes += (sizes.empty() ? "" : ",") + std::to_string(known->size);
  }
  return sizes;
}

Result<int> run_export(const Session& session, const ExportOptions& options) {
  JIUM_TRY(const std::string through, sizes_of(options.known));
  std::string path = std::string("/log/export?cosigned=") + (options.cosigned ? "true" : "false");
  if (options.from) path += "&from=" + std::to_string(*options.from);
  if (options.to) path += "&to=" + std::to_string(*options.to);
  if (!through.empty()) path += "&through=" + through;
  JIUM_TRY(const json::value answer, session.get(path));
  JIUM_TRY(const std::string bundle, text_in(answer, "bundle"));
  JIUM_CHECK(write_new_file(options.out, bundle));
  const json::object shown{{"out", options.out},
                           {"key", answer.at("key")},
                           {"size", answer.at("size")},
                           {"shown", answer.at("shown")},
                           {"erased", answer.at("erased")}};
  session.show(shown, [](const json::value& a) {
    fmt::print("{}: {} of {} entries shown, {} of them erased, the others as hashes\nkey {}\n",
               text_at(a, "out"), text_at(a, "shown"), text_at(a, "size"), text_at(a, "erased"),
               text_at(a, "key"));
    fmt::print("check it with `jium audit verify {0}` or `python3 audit_verify.py {0}`\n", text_at(a, "out"));
  });
  return kDone;
}

Result<int> run_entries(const Session& session, const EntriesOptions& options) {
  const std::string query = options.before ? "?before=" + std::to_string(*options.before) : "";
  JIUM_TRY(const json::value answer, session.get("/log" + query));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("entries").as_array()) {
      fmt::print("{:>8}  {}  {:<16}  {:<20} {:<8} {} {}\n", text_at(one, "seq"), text_at(one, "at"),
                 text_at(one, "actor"), text_at(one, "act"), text_at(one, "outcome"),
                 text_at(one, "subject_kind"), text_at(one, "subject"));
    }
  });
  return kDone;
}

struct CheckpointOptions {
  std::string out, succession_out;
};

Result<int> run_checkpoint(const Session& session, const CheckpointOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/log/checkpoint"));
  JIUM_TRY(const std::string note, text_in(answer, "checkpoint"));
  JIUM_TRY(const auto successions, successions_in(answer));
  if (!options.succession_out.empty() && successions.empty())
    return fault(FaultKind::missing, "the log has had one key only: there is no succession to write");
  if (!options.succession_out.empty()) JIUM_CHECK(write_new_file(options.succession_out, successions.back()));
  if (!options.out.empty()) JIUM_CHECK(write_new_file(options.out, note));
  const json::object shown{{"key", answer.at("key")},
                           {"size", answer.at("size")},
                           {"checkpoint", answer.at("checkpoint")},
                           {"successions", answer.at("successions")}};
  session.show(shown, [](const json::value& a) {
    fmt::print("{}\nthe log's key: {}\n", text_at(a, "checkpoint"), text_at(a, "key"));
  });
  return kDone;
}

}  // namespace

Result<FetchedRequest> fetch_witness_request(const Session& session, const audit::WitnessState& state) {
  JIUM_TRY(const json::value answer, session.get("/log/checkpoint?since=" + std::to_string(state.size())));
  audit::WitnessRequest request;
  request.old_size = state.size();
  JIUM_TRY(request.checkpoint, text_in(answer, "checkpoint"));
  const json::value* proof = answer.as_object().if_contains("proof");
  if (proof == nullptr || !proof->is_array()) return not_understood();
  for (const json::value& hash : proof->as_array()) {
    if (!hash.is_string()) return not_understood();
    JIUM_TRY(const Bytes bytes, audit::from_base64(std::string_view(hash.get_string())));
    JIUM_TRY(const audit::Hash read, audit::hash_of_bytes(bytes));
    request.proof.push_back(read);
  }
  JIUM_TRY(auto successions, successions_in(answer));
  return FetchedRequest{std::move(request), std::move(successions)};
}

Result<void> bring_cosignature(const Session& session, const audit::Cosigned& cosigned, std::uint64_t seen) {
  const std::string line = cosigned.signature.substr(0, cosigned.signature.find('\n'));
  const auto brought = session.post("/log/cosignatures",
                                    json::object{{"size", static_cast<std::int64_t>(cosigned.state.size())},
                                                 {"key", cosigned.state.witness.text()},
                                                 {"signature", line}});
  // The log has not grown since, and what was brought then is there.
  const bool is_there =
      !brought && brought.fault().kind == FaultKind::conflict && cosigned.state.size() == seen;
  if (!brought && !is_there) return brought.fault();
  return {};
}

void add_log_commands(CLI::App& audit, Session& session) {
  const auto exported = std::make_shared<ExportOptions>();
  CLI::App* exporting = audit.add_subcommand(
      "export", "your organisation's part of the server's audit log, as a file that proves itself offline");
  exporting->add_option("--out", exported->out, "a new file for the bundle")->required();
  exporting->add_option("--from", exported->from, "opens entries from this number on");
  exporting->add_option("--to", exported->to, "and below this one");
  exporting->add_option("--known", exported->known, "a file with a checkpoint that it will be compared with");
  exporting->add_flag("--cosigned", exported->cosigned,
                      "ends at the newest checkpoint that a witness has cosigned");
  exporting->callback(
      [=, &session] { session.action = [=, &session] { return run_export(session, *exported); }; });

  const auto asked = std::make_shared<EntriesOptions>();
  CLI::App* entries =
      audit.add_subcommand("entries", "your organisation's entries of the log, the newest first");
  entries->add_option("--before", asked->before, "only those before this number");
  entries->callback(
      [=, &session] { session.action = [=, &session] { return run_entries(session, *asked); }; });

  const auto kept = std::make_shared<CheckpointOptions>();
  CLI::App* checkpoint = audit.add_subcommand(
      "checkpoint", "what the log last signed about itself: keep it, later exports must go through it");
  checkpoint->add_option("--out", kept->out, "a new file for it");
  checkpoint->add_option("--succession-out", kept->succession_out,
                         "a new file for the note by which the log's key last changed, for a witness that is "
                         "not on the network");
  checkpoint->callback(
      [=, &session] { session.action = [=, &session] { return run_checkpoint(session, *kept); }; });
}

}  // namespace jium::cli
