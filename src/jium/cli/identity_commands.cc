#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "jium/base/text_file.h"
#include "jium/casework/identity.h"
#include "jium/cli/assignment_commands.h"
#include "jium/cli/credentials.h"
#include "jium/cli/exit_code.h"

namespace jium::cli {
namespace {

namespace json = boost::json;
using casework::CaseId;
using casework::Identity;
using casework::IdentityPublicKey;

struct IdentityOptions {
  std::string out, key, the_case, from;
};

Result<void> write_new_file(const std::string& path, const std::string& text) {
  JIUM_TRY(SecretFile file, SecretFile::make(path));
  return file.write(Secret<std::string>(text));
}

Result<int> make_key(const Session& session, const IdentityOptions& options) {
  const auto keys = casework::make_identity_keys();
  JIUM_CHECK(write_new_file(options.out, casework::write_private_key(keys)));
  JIUM_CHECK(write_new_file(options.out + ".pub", casework::write_public_key(keys.open)));
  const json::object answer{{"private", options.out},
                            {"public", options.out + ".pub"},
                            {"short_form", casework::short_form(keys.open)}};
  session.show(answer, [](const json::value& a) {
    fmt::print(
        "private key  {}  (it stays at your centre; keep a copy in a safe: without it no sealed identity can "
        "be "
        "read)\npublic key   {}  (publish it: jium identity publish-key {})\nshort form   {}\n",
        text_at(a, "private"), text_at(a, "public"), text_at(a, "public"), text_at(a, "short_form"));
  });
  return kDone;
}

Result<int> publish_key(const Session& session, const IdentityOptions& options) {
  JIUM_TRY(const std::string text, read_text_file(options.key));
  JIUM_TRY(const auto key, casework::read_public_key(text));
  JIUM_TRY(const json::value answer, session.post("/identity-keys", json::object{{"key", to_hex(key)}}));
  session.show(answer, [](const json::value& a) {
    fmt::print("{}: identities are sealed to this key from now on; its short form is {}\n", text_at(a, "id"),
               text_at(a, "short_form"));
  });
  return kDone;
}

Result<std::string> asked_for(const char* what) {
  if (::isatty(STDIN_FILENO) == 1) fmt::print(stderr, "{}: ", what);
  std::string line;
  if (!std::getline(std::cin, line))
    return fault(FaultKind::malformed,
                 std::string("there is no ") + what + ": give two lines, name and contact");
  return line;
}

// Two lines, name and contact: from a file, or asked for.
Result<Identity> read_words(const IdentityOptions& options, CaseId id) {
  if (options.from.empty()) {
    JIUM_TRY(std::string name, asked_for("name"));
    JIUM_TRY(std::string contact, asked_for("contact"));
    return Identity{id, Secret(std::move(name)), Secret(std::move(contact))};
  }
  JIUM_TRY(const std::string text, read_text_file(options.from));
  std::istringstream lines(text);
  std::string name, contact, more;
  std::getline(lines, name);
  std::getline(lines, contact);
  if (std::getline(lines, more) && !more.empty())
    return fault(FaultKind::malformed, "the file has more than two lines: name and contact");
  return Identity{id, Secret(std::move(name)), Secret(std::move(contact))};
}

Result<IdentityPublicKey> key_of(const json::value& published) {
  JIUM_TRY(const Bytes bytes, from_hex(text_at(published, "key")));
  IdentityPublicKey key{};
  if (bytes.size() != key.size()) return fault(FaultKind::outside, "the server's answer is not jium's");
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return key;
}

// A server that was broken into could publish a key of its own: whoever has the centre's public key in a file
// need not believe it.
Result<void> must_be_the_same(const IdentityOptions& options, const IdentityPublicKey& published) {
  if (options.key.empty()) return {};
  JIUM_TRY(const std::string text, read_text_file(options.key));
  JIUM_TRY(const auto own, casework::read_public_key(text));
  if (own == published) return {};
  return fault(FaultKind::conflict, "the server's identity key (" + casework::short_form(published) +
                                        ") is not the one in your file (" + casework::short_form(own) +
                                        "): nothing was sealed; ask your centre's administrator which it is");
}

Result<int> seal(const Session& session, const IdentityOptions& options) {
  JIUM_TRY(const CaseId id, CaseId::parse(options.the_case));
  JIUM_TRY(const json::value published, session.get("/identity-key"));
  JIUM_TRY(const auto key, key_of(published));
  JIUM_CHECK(must_be_the_same(options, key));
  JIUM_TRY(const Identity identity, read_words(options, id));
  JIUM_TRY(const Bytes box, casework::seal_identity(identity, key));
  JIUM_TRY(const json::value answer,
           session.post("/cases/" + id.text() + "/identity",
                        json::object{{"key", text_at(published, "id")}, {"box", to_hex(box)}}));
  session.show(answer, [&](const json::value& a) {
    fmt::print("sealed for {} to your centre's key {} ({}): nobody without the private key can read it\n",
               text_at(a, "case"), text_at(a, "key"), casework::short_form(key));
  });
  return kDone;
}

Result<int> open(const Session& session, const IdentityOptions& options) {
  JIUM_TRY(const CaseId id, CaseId::parse(options.the_case));
  JIUM_TRY(const std::string text, read_text_file(options.key));
  JIUM_TRY(const auto keys, casework::read_private_key(text));
  JIUM_TRY(const json::value kept, session.get("/cases/" + id.text() + "/identity"));
  JIUM_TRY(const Bytes box, from_hex(text_at(kept, "box")));
  JIUM_TRY(const Identity identity, casework::open_identity(box, keys, id));
  const json::object answer{
      {"case", id.text()}, {"name", identity.name.reveal()}, {"contact", identity.contact.reveal()}};
  session.show(answer, [](const json::value& a) {
    fmt::print("name     {}\ncontact  {}\n", text_at(a, "name"), text_at(a, "contact"));
  });
  return kDone;
}

void add_key_commands(CLI::App& parent, Session& session, const std::shared_ptr<IdentityOptions>& options) {
  CLI::App* making = parent.add_subcommand(
      "make-key", "make your centre's key pair, on a machine of the centre; the private key is never sent");
  making->add_option("--out", options->out, "a new file for the private key; the public one gets .pub")
      ->required();
  making->callback([=, &session] { session.action = [=, &session] { return make_key(session, *options); }; });
  CLI::App* publishing = parent.add_subcommand(
      "publish-key", "for the centre's administrator: officers seal to this public key from now on");
  publishing->add_option("FILE", options->key, "the file that ends in .pub")->required();
  publishing->callback(
      [=, &session] { session.action = [=, &session] { return publish_key(session, *options); }; });
}

}  // namespace

void add_identity_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<IdentityOptions>();
  CLI::App* parent = app.add_subcommand(
      "identity", "who a survivor is: sealed here to your centre's own key, opened with the private one");
  parent->require_subcommand(1);
  add_key_commands(*parent, session, options);
  CLI::App* sealing =
      parent->add_subcommand("seal", "seal name and contact; what was sealed before is replaced");
  sealing->add_option("--case", options->the_case, "the case's id, C-...")->required();
  sealing->add_option("--from", options->from,
                      "a file with two lines, name and contact; else they are asked for");
  sealing->add_option("--key", options->key,
                      "the public key as you have it: nothing is sealed when the server says another");
  sealing->callback([=, &session] { session.action = [=, &session] { return seal(session, *options); }; });
  CLI::App* opening =
      parent->add_subcommand("open", "show what was sealed; this is written down in the case");
  opening->add_option("--case", options->the_case, "the case's id, C-...")->required();
  opening->add_option("--key", options->key, "the file of the private key")->required();
  opening->callback([=, &session] { session.action = [=, &session] { return open(session, *options); }; });
}

}  // namespace jium::cli
