// `jium trace` and `jium link`. The words of a trace stay on this machine: they are brought into one form,
// blinded, and only tokens and a box sealed to the centre's own key are sent.
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <iostream>

#include "jium/base/text_file.h"
#include "jium/cli/commands.h"
#include "jium/cli/credentials.h"
#include "jium/cli/exit_code.h"
#include "jium/linkage/handshake.h"
#include "jium/linkage/oblivious.h"
#include "jium/linkage/trace.h"
#include "jium/linkage/trace_box.h"

namespace jium::cli {
namespace {

namespace json = boost::json;
using linkage::NormalTrace;
using linkage::TraceKind;

struct LinkageOptions {
  std::string the_case, trace, link, kind, provenance = "officer", confidence = "likely";
  std::string from, out, secret_file, key_file, purpose = "removal", until, reason;
  std::vector<std::string> fields;
  bool forget_words = false;
};
using Shared = std::shared_ptr<LinkageOptions>;
using Run = Result<int> (*)(const Session&, const LinkageOptions&);

Result<std::string> read_words(const LinkageOptions& options) {
  if (!options.from.empty()) return read_word_file(options.from);
  if (::isatty(STDIN_FILENO) == 1) fmt::print(stderr, "the trace, as it was seen: ");
  std::string line;
  if (!std::getline(std::cin, line))
    return fault(FaultKind::malformed, "there is no trace: give it in one line");
  return line;
}

Result<linkage::CentresSecret> read_secret(const LinkageOptions& options) {
  if (options.secret_file.empty()) return linkage::CentresSecret{};
  JIUM_TRY(const std::string text, read_text_file(options.secret_file));
  return linkage::read_centres_secret(text);
}

Fault not_jiums() {
  return fault(FaultKind::outside, "the server's answer is not jium's");
}

// The tokens of all keys of a trace, in one question.
Result<json::array> tokens_of(const Session& session, const std::vector<linkage::TraceKey>& keys,
                              const linkage::CentresSecret& secret) {
  json::array tokens;
  if (keys.empty()) return tokens;
  std::vector<linkage::Blinding> blindings;
  json::array elements;
  for (const auto& key : keys) {
    JIUM_TRY(auto blinding, linkage::blind(key.input));
    elements.emplace_back(to_hex(blinding.blinded));
    blindings.push_back(std::move(blinding));
  }
  JIUM_TRY(const json::value answer, session.post("/trace-tokens", json::object{{"elements", elements}}));
  const json::array& evaluated = answer.at("elements").as_array();
  if (evaluated.size() != keys.size()) return not_jiums();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    JIUM_TRY(const Bytes bytes, from_hex(evaluated[i].as_string()));
    linkage::Element element{};
    if (bytes.size() != element.size()) return not_jiums();
    std::copy(bytes.begin(), bytes.end(), element.begin());
    JIUM_TRY(const auto output, linkage::finish(blindings[i], element));
    tokens.push_back(json::object{{"closeness", to_text(keys[i].closeness)},
                                  {"token", to_hex(linkage::token_of(output, secret))}});
  }
  return tokens;
}

// Sealed to the key that the centre has published, or to the one in a file; not kept where there is neither.
Result<json::value> sealed(const Session& session, const LinkageOptions& options, const NormalTrace& trace,
                           casework::CaseId the_case) {
  if (options.forget_words) return json::value(nullptr);
  casework::IdentityPublicKey key{};
  if (!options.key_file.empty()) {
    JIUM_TRY(const std::string text, read_text_file(options.key_file));
    JIUM_TRY(key, casework::read_public_key(text));
  } else {
    const auto published = session.get("/identity-key");
    if (!published && published.fault().kind == FaultKind::missing) return json::value(nullptr);
    if (!published) return published.fault();
    JIUM_TRY(const Bytes bytes, from_hex(text_at(*published, "key")));
    if (bytes.size() != key.size()) return not_jiums();
    std::copy(bytes.begin(), bytes.end(), key.begin());
  }
  JIUM_TRY(const Bytes box, linkage::seal_trace(trace, the_case, key));
  return json::value(to_hex(box));
}

Result<int> record_trace(const Session& session, const LinkageOptions& options) {
  JIUM_TRY(const auto the_case, casework::CaseId::parse(options.the_case));
  JIUM_TRY(const auto kind, parse_enum<TraceKind>("kind of trace", options.kind));
  JIUM_TRY(const std::string words, read_words(options));
  JIUM_TRY(const NormalTrace trace, linkage::normalise(kind, words));
  JIUM_TRY(const auto secret, read_secret(options));
  const auto keys = linkage::keys_of(trace);
  JIUM_TRY(const json::array tokens, tokens_of(session, keys, secret));
  JIUM_TRY(const json::value box, sealed(session, options, trace, the_case));
  json::object ask{{"kind", options.kind},
                   {"provenance", options.provenance},
                   {"confidence", options.confidence},
                   {"keys", tokens}};
  if (!box.is_null()) ask["box"] = box;
  JIUM_TRY(const json::value answer, session.post("/cases/" + the_case.text() + "/traces", ask));
  session.show(answer, [&](const json::value& a) {
    fmt::print("{}  {}{}\n", text_at(a.at("trace"), "id"), text_at(a.at("trace"), "kind"),
               a.at("was_known").as_bool() ? "  the case had it already" : "");
    if (keys.empty()) fmt::print("this is so common that it links nothing\n");
    if (box.is_null())
      fmt::print("its words are kept nowhere: your centre has published no key to seal them to\n");
    if (a.at("suggested").as_int64() > 0)
      fmt::print("another centre holds a related case: jium link list --case {}\n", the_case.text());
  });
  return kDone;
}

// With the centre's private key, the words as well, opened on this machine.
Result<int> list_traces(const Session& session, const LinkageOptions& options) {
  JIUM_TRY(const auto the_case, casework::CaseId::parse(options.the_case));
  std::optional<casework::IdentityKeyPair> keys;
  if (!options.key_file.empty()) {
    JIUM_TRY(const std::string text, read_text_file(options.key_file));
    JIUM_TRY(keys, casework::read_private_key(text));
  }
  JIUM_TRY(json::value answer, session.get("/cases/" + the_case.text() + "/traces"));
  for (json::value& one : answer.at("traces").as_array()) {
    if (!keys || one.at("box").is_null()) continue;
    JIUM_TRY(const Bytes box, from_hex(one.at("box").as_string()));
    const auto opened = linkage::open_trace(box, *keys, the_case);
    one.as_object()["word"] = opened ? json::value(opened->word) : json::value(nullptr);
  }
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("traces").as_array()) {
      fmt::print("{}  {:<15} {:<8} {:<8} {}{}  {}\n", text_at(one, "id"), text_at(one, "kind"),
                 text_at(one, "provenance"), text_at(one, "confidence"), text_at(one, "recorded_at"),
                 one.at("withdrawn_at").is_null() ? "" : "  taken back",
                 one.as_object().contains("word") ? text_at(one, "word") : "");
    }
    if (a.at("traces").as_array().empty()) fmt::print("no traces\n");
  });
  return kDone;
}

Result<int> withdraw_trace(const Session& session, const LinkageOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/traces/" + options.trace + "/withdraw", json::object{}));
  session.show(answer,
               [](const json::value& a) { fmt::print("{} links nothing from now on\n", text_at(a, "id")); });
  return kDone;
}

Result<int> make_secret(const Session& session, const LinkageOptions& options) {
  JIUM_TRY(SecretFile file, SecretFile::make(options.out));
  JIUM_CHECK(file.write(Secret<std::string>(linkage::write_centres_secret(linkage::make_centres_secret()))));
  session.show(json::object{{"file", options.out}}, [](const json::value& a) {
    fmt::print("{}: give it to the other centres by hand, never to whoever runs the server\n",
               text_at(a, "file"));
  });
  return kDone;
}

std::string joined(const json::value& list) {
  std::string text;
  for (const json::value& one : list.as_array())
    text += (text.empty() ? "" : ", ") + std::string(one.as_string());
  return text.empty() ? "nothing" : text;
}

void print_link(const json::value& link) {
  fmt::print("{}  {:<9} {:<6}  case {}  {}\n", text_at(link, "id"), text_at(link, "state"),
             text_at(link, "strength"), text_at(link, "case"),
             link.at("other_centre").is_null() ? "another centre" : text_at(link, "other_centre"));
  for (const json::value& ground : link.at("grounds").as_array()) {
    fmt::print("    {}, since {}{}\n", text_at(ground, "explanation"), text_at(ground, "since"),
               ground.at("capped").as_bool() ? " (too common: it does not count)" : "");
  }
  if (!link.at("purpose").is_null()) {
    fmt::print("    for {}, until {}; you would share {}; they would share {}; each reads {}\n",
               text_at(link, "purpose"), text_at(link, "until"), joined(link.at("own_fields")),
               joined(link.at("offered_fields")), joined(link.at("readable")));
  }
}

Result<int> list_links(const Session& session, const LinkageOptions& options) {
  JIUM_TRY(const json::value answer,
           session.get("/related" + (options.the_case.empty() ? "" : "?case=" + options.the_case)));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("links").as_array()) print_link(one);
    if (a.at("links").as_array().empty())
      fmt::print("no other centre holds a related case, as far as is known\n");
  });
  return kDone;
}

Result<int> show_link(const Session& session, const LinkageOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/related/" + options.link));
  session.show(answer, print_link);
  return kDone;
}

json::array fields_of(const LinkageOptions& options) {
  json::array fields;
  for (const std::string& field : options.fields) fields.emplace_back(field);
  return fields;
}

Result<int> turn(const Session& session, const LinkageOptions& options, const char* way,
                 const json::object& ask) {
  JIUM_TRY(const json::value answer, session.post("/related/" + options.link + "/" + way, ask));
  session.show(answer, print_link);
  return kDone;
}

Result<int> offer_link(const Session& session, const LinkageOptions& options) {
  return turn(session, options, "offer",
              {{"purpose", options.purpose}, {"until", options.until}, {"fields", fields_of(options)}});
}
Result<int> accept_link(const Session& session, const LinkageOptions& options) {
  json::object ask{{"fields", fields_of(options)}};
  if (!options.until.empty()) ask["until"] = options.until;
  return turn(session, options, "accept", ask);
}
Result<int> decline_link(const Session& session, const LinkageOptions& options) {
  return turn(session, options, "decline", {{"reason", options.reason}});
}
Result<int> share_link(const Session& session, const LinkageOptions& options) {
  return turn(session, options, "fields", {{"fields", fields_of(options)}});
}
Result<int> revoke_link(const Session& session, const LinkageOptions& options) {
  return turn(session, options, "revoke", {});
}

Result<int> read_link(const Session& session, const LinkageOptions& options) {
  JIUM_TRY(const json::value answer, session.get("/related/" + options.link + "/shared"));
  session.show(answer, [](const json::value& a) {
    fmt::print("{} shares {}\n", text_at(a, "centre"), joined(a.at("fields")));
    for (const char* member :
         {"officer_contact", "investigation_number", "footage", "sightings", "sites", "removals", "traces"}) {
      const json::value& value = a.at(member);
      if (value.is_null()) continue;
      fmt::print("  {:<21} {}\n", member,
                 value.is_string() ? std::string(value.as_string()) : json::serialize(value));
    }
  });
  return kDone;
}

Result<int> ask_holders(const Session& session, const LinkageOptions& options) {
  JIUM_TRY(const json::value answer, session.post("/cases/" + options.the_case + "/ask-holders",
                                                  json::object{{"until", options.until}}));
  session.show(answer, [](const json::value& a) {
    for (const json::value& one : a.at("links").as_array()) print_link(one);
    if (a.at("links").as_array().empty()) fmt::print("there is nobody to ask\n");
  });
  return kDone;
}

CLI::App* add(CLI::App& parent, const char* name, const char* what, Session& session, const Shared& options,
              Run run) {
  CLI::App* const command = parent.add_subcommand(name, what);
  command->callback([=, &session] { session.action = [=, &session] { return run(session, *options); }; });
  return command;
}

void add_trace_verbs(CLI::App& parent, Session& session, const Shared& options) {
  CLI::App* const record =
      add(parent, "record", "record a trace of the offender; its words are typed, or in a file", session,
          options, &record_trace);
  record->add_option("KIND", options->kind, choices_of<TraceKind>())->required();
  record->add_option("--case", options->the_case, "its id, C-...")->required();
  record->add_option("--from", options->from, "a file with the words, in one line");
  record->add_option("--provenance", options->provenance, choices_of<linkage::Provenance>());
  record->add_option("--confidence", options->confidence, choices_of<linkage::Confidence>());
  record->add_option("--secret", options->secret_file, "the file with the secret that the centres share");
  record->add_option("--key", options->key_file, "seal the words to the centre's public key in this file");
  record->add_flag("--forget-words", options->forget_words, "keep the tokens alone, not even sealed words");
  CLI::App* const list = add(parent, "list", "the traces of a case", session, options, &list_traces);
  list->add_option("--case", options->the_case, "its id, C-...")->required();
  list->add_option("--key", options->key_file,
                   "the file with the centre's private key: shows the words, on this machine");
  CLI::App* const withdraw =
      add(parent, "withdraw", "take back a trace that was wrong", session, options, &withdraw_trace);
  withdraw->add_option("TRACE", options->trace, "its id, T-...")->required();
  CLI::App* const secret =
      add(parent, "make-secret", "make the secret that the centres share among themselves", session, options,
          &make_secret);
  secret->add_option("--out", options->out, "a new file")->required();
}

void add_link_verbs(CLI::App& parent, Session& session, const Shared& options) {
  CLI::App* const list = add(parent, "list", "related cases at other centres", session, options, &list_links);
  list->add_option("--case", options->the_case, "only of this case");
  CLI::App* const show = add(parent, "show", "one link and its grounds", session, options, &show_link);
  CLI::App* const offer = add(parent, "offer", "offer to open it", session, options, &offer_link);
  CLI::App* const accept = add(parent, "accept", "say yes to an offer", session, options, &accept_link);
  CLI::App* const decline =
      add(parent, "decline", "say no; the reason stays with you", session, options, &decline_link);
  CLI::App* const share =
      add(parent, "share", "change what you share over an opened link", session, options, &share_link);
  CLI::App* const revoke = add(parent, "revoke", "take your yes back", session, options, &revoke_link);
  CLI::App* const read = add(parent, "read", "what the other centre shares", session, options, &read_link);
  for (CLI::App* const command : {show, offer, accept, decline, share, revoke, read})
    command->add_option("LINK", options->link, "its id, N-...")->required();
  for (CLI::App* const command : {offer, accept, share})
    command
        ->add_option("--field", options->fields,
                     "what to share, once each: " + choices_of<linkage::SharedField>())
        ->required();
  offer->add_option("--purpose", options->purpose, choices_of<linkage::LinkPurpose>())->required();
  offer->add_option("--until", options->until, "when it ends, 2027-01-31T00:00:00.000Z")->required();
  accept->add_option("--until", options->until, "an earlier end than was offered");
  decline->add_option("--reason", options->reason, choices_of<linkage::DeclineReason>())->required();
  CLI::App* const ask =
      add(parent, "ask", "for police: offer every suggested link of a case under its investigation number",
          session, options, &ask_holders);
  ask->add_option("--case", options->the_case, "its id, C-...")->required();
  ask->add_option("--until", options->until, "when the links end")->required();
}

}  // namespace

void add_linkage_commands(CLI::App& app, Session& session) {
  const auto options = std::make_shared<LinkageOptions>();
  CLI::App* const trace =
      app.add_subcommand("trace", "what an offender leaves: accounts, telephones, payment addresses");
  trace->require_subcommand(1);
  add_trace_verbs(*trace, session, options);
  CLI::App* const link = app.add_subcommand("link", "related cases at other centres, opened by both");
  link->require_subcommand(1);
  add_link_verbs(*link, session, options);
}

}  // namespace jium::cli
