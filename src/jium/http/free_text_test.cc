// No resident registration number gets in through the API. The description of the API is walked: every text
// that comes in is an id, a fixed word, a time, or one of those that are taken exactly as they are, each with
// its reason below; all others are free text and refuse such a number, kindly.
#include <fmt/format.h>

#include <random>
#include <set>

#include "jium/http/api_house_test.h"

namespace jium::http {
namespace {

namespace json = boost::json;

// What is taken exactly, and why it is no place for free text.
const std::map<std::string, std::string> kExact{
    {"SignIn.link", "a secret; only its digest is kept"},
    {"SignInPassphrase.passphrase", "a secret; only its digest is kept"},
    {"SignInPassphrase.code", "six digits; not kept"},
    {"StepUp.code", "six digits; not kept"},
    {"BeginJoin.link", "a secret; only its digest is kept"},
    {"JoinPassphrase.link", "as above"},
    {"JoinPassphrase.passphrase", "a secret; only its digest is kept"},
    {"JoinPassphrase.code", "six digits; not kept"},
    {"JoinPassphrase.code_secret", "a secret in base 32; anything else is refused"},
    {"IssueKey.signing_key", "64 hexadecimal digits; anything else is refused"},
    {"Cosign.key", "a witness's key in its own form"},
    {"Cosign.signature", "a line of a signed note in its own form"},
    {"JoinPasskey.link", "a secret, as above"},
    {"JoinPasskey.client_data", "what a browser signs; only keys in it are kept"},
    {"JoinPasskey.authenticator_data", "what an authenticator signs, as above"},
    {"SignInPasskey.credential", "the number of a key"},
    {"SignInPasskey.client_data", "as above; not kept"},
    {"SignInPasskey.authenticator_data", "as above; not kept"},
    {"SignInPasskey.signature", "a signature; not kept"},
    {"StepUpPasskey.credential", "the number of a key"},
    {"StepUpPasskey.client_data", "as above; not kept"},
    {"StepUpPasskey.authenticator_data", "as above; not kept"},
    {"StepUpPasskey.signature", "a signature; not kept"},
    {"ChangePassphrase.passphrase", "a secret; only its digest is kept"},
    {"ChangeCodes.code_secret", "a secret in base 32; anything else is refused"},
    {"ChangeCodes.code", "six digits; not kept"},
    {"AddPasskey.client_data", "what a browser signs; only keys in it are kept"},
    {"AddPasskey.authenticator_data", "what an authenticator signs, as above"},
    {"GivenFingerprint.value", "a digest in hexadecimal digits; anything else is refused"},
    {"ReportSighting.address", "an address: one with such a number in it must be recorded to be removed"},
    {"AskInspection.address", "an address, as above"},
    {"AskInspections.addresses", "addresses, as above"},
    {"FindSightings.address", "an address, as above; not kept"},
    {"PlantDecoy.address", "an address, as above"},
    {"DeclareRecipe.lines",
     "a form's recipe: names of fields, addresses and fixed words, read by its own parser"},
    {"BlindedWords.elements", "64 hexadecimal digits each; anything else is refused"},
    {"TraceKey.token", "64 hexadecimal digits; anything else is refused"},
    {"PersonTokens.tokens", "64 hexadecimal digits each; anything else is refused"},
    {"CosignPaper.pdf", "a signed PDF in base 64; checked as a whole, and not kept"},
    {"RecordTrace.box",
     "a box that was sealed on the officer's machine, in hexadecimal digits of one length"},
    {"NamePartner.public_key", "64 hexadecimal digits; anything else is refused"},
    {"SendRequest.address", "an address, as above; parsed as one"},
    {"SentFingerprint.algorithm", "an algorithm's name"},
    {"SentFingerprint.value", "hexadecimal digits; anything else is refused"},
    {"SetWebhook.address",
     "an address of a program, which is parsed as one; nothing is shown of it but its host"},
    {"AssignSite.site", "a host's name, or an address of which only the host's name is kept"},
    {"DeliverReply.message_id", "a number that mail programs give; kept sealed"},
    {"DeliverReply.from", "a mail address"},
    {"DeliverReply.subject", "another's words: such a number in them is left out before they are kept"},
    {"DeliverReply.lines", "as above"},
    {"DeliverReply.in_reply_to", "a number that mail programs give; kept sealed"},
    {"DeliverReply.references", "as above"},
    {"DeliverReply.auto_submitted", "one word"},
    {"PublishIdentityKey.key", "64 hexadecimal digits; anything else is refused"},
    {"KeepIdentity.box", "a sealed box in hexadecimal digits; its words are checked before they are sealed"},
};

struct TextField {
  std::string method, route, role, schema, member;
  json::value body;  // with a placeholder at its place
};
constexpr const char* kPlaceholder = "free text stands here";

class FreeText : public ApiHouse {
 protected:
  const json::value document = json::parse(api->description());
  const json::object& schemas = document.at("components").at("schemas").as_object();

  static bool is_exact(const json::object& schema) {
    const auto* description = schema.if_contains("description");
    return description != nullptr && description->as_string().starts_with("taken exactly");
  }
  static bool is_free_text(const json::object& schema) {
    const auto* type = schema.if_contains("type");
    if (type == nullptr) return false;
    const bool text = *type == "string" || (type->is_array() && type->as_array().front() == "string");
    return text && !schema.contains("enum") && !schema.contains("format") && !schema.contains("description");
  }
  const json::object& resolved(const json::object& schema) const {
    if (const auto* any = schema.if_contains("anyOf")) return resolved(any->as_array().front().as_object());
    const auto* reference = schema.if_contains("$ref");
    if (reference == nullptr) return schema;
    const std::string path(reference->as_string());
    return schemas.at(path.substr(path.rfind('/') + 1)).as_object();
  }
  static std::string name_of(const json::object& schema, const std::string& otherwise) {
    if (const auto* any = schema.if_contains("anyOf"))
      return name_of(any->as_array().front().as_object(), otherwise);
    const auto* reference = schema.if_contains("$ref");
    if (reference == nullptr) return otherwise;
    const std::string path(reference->as_string());
    return path.substr(path.rfind('/') + 1);
  }

  // A body of this shape. The member `marked` of the struct `in` has the placeholder; every member is there,
  // as an optional one is free text too.
  json::value sample(const json::object& given, const std::string& in, const std::string& marked) const {
    const json::object& schema = resolved(given);
    if (const auto* words = schema.if_contains("enum")) return words->as_array().front();
    if (const auto* members = schema.if_contains("properties")) {
      const std::string name = name_of(given, "");
      json::object body;
      for (const auto& member : members->as_object()) {
        const json::object& one = member.value().as_object();
        if (name == in && member.key() == marked) {
          body[member.key()] = resolved(one).contains("items") ? json::value(json::array{kPlaceholder})
                                                               : json::value(kPlaceholder);
        } else {
          body[member.key()] = sample(one, in, marked);
        }
      }
      return body;
    }
    const auto& type = schema.at("type");
    const std::string word(type.is_array() ? type.as_array().front().as_string() : type.as_string());
    if (word == "array") return json::array{sample(schema.at("items").as_object(), in, marked)};
    if (word == "boolean") return true;
    if (word == "integer" || word == "number") return 1;
    if (schema.contains("format")) return "2026-11-22T00:00:00Z";
    if (const auto* examples = schema.if_contains("examples")) return examples->as_array().front();
    return "x";
  }

  // A list of texts is as its elements are.
  const json::object& text_in(const json::object& given) const {
    const json::object& schema = resolved(given);
    const auto* items = schema.if_contains("items");
    return items == nullptr ? schema : resolved(items->as_object());
  }

  // Every member of every struct that a body may hold: schema and name.
  void collect(const json::object& given, std::set<std::pair<std::string, std::string>>& free,
               std::set<std::string>& exact) const {
    const json::object& schema = resolved(given);
    if (const auto* items = schema.if_contains("items")) collect(items->as_object(), free, exact);
    const auto* members = schema.if_contains("properties");
    if (members == nullptr) return;
    const std::string name = name_of(given, "");
    for (const auto& member : members->as_object()) {
      const json::object& one = member.value().as_object();
      if (is_free_text(text_in(one))) free.emplace(name, member.key());
      if (is_exact(text_in(one))) exact.insert(name + "." + std::string(member.key()));
      collect(one, free, exact);
    }
  }

  template <class Visit>
  void each_body(Visit visit) const {
    for (const auto& path : document.at("paths").as_object()) {
      for (const auto& operation : path.value().as_object()) {
        const auto* body = operation.value().as_object().if_contains("requestBody");
        if (body == nullptr) continue;
        const auto& schema = body->at("content").at("application/json").at("schema").as_object();
        visit(std::string(path.key()), operation.value().as_object(), schema);
      }
    }
  }

  std::vector<TextField> fields() const {
    std::vector<TextField> found;
    each_body([&](const std::string& route, const json::object& operation, const json::object& schema) {
      // Of a message that is not signed by a partner not a word is read.
      if (route.find("/from-partners/") != std::string::npos) return;
      std::set<std::pair<std::string, std::string>> free;
      std::set<std::string> exact;
      collect(schema, free, exact);
      const auto* roles = operation.if_contains("x-roles");
      const std::string role = roles == nullptr ? "" : std::string(roles->as_array().front().as_string());
      for (const auto& [name, member] : free)
        found.push_back({"POST", route, role, name, member, sample(schema, name, member)});
    });
    return found;
  }

  Reply send(const TextField& field, const std::map<std::string, std::string>& ids,
             const std::map<desk::Role, std::string>& secrets, const std::string& text) {
    std::string body = json::serialize(field.body);
    const std::string mark = json::serialize(json::value(kPlaceholder));
    body.replace(body.find(mark), mark.size(), json::serialize(json::value(text)));
    // Where no role is named, any key will do.
    const auto role = parse_enum<desk::Role>("role", field.role);
    return post(secrets.at(role ? *role : desk::Role::deletion_officer), filled(field.route, ids), json::parse(body));
  }
};

std::string full_width(std::string_view text) {
  std::string wide;
  for (const char c : text) {
    if (c < '0' || c > '9') {
      wide += c;
    } else {
      wide += "\xEF\xBC";
      wide += static_cast<char>(0x90 + (c - '0'));
    }
  }
  return wide;
}

TEST_F(FreeText, WhatIsTakenExactlyIsListedWithItsReason) {
  std::set<std::pair<std::string, std::string>> free;
  std::set<std::string> exact, listed;
  each_body([&](const std::string&, const json::object&, const json::object& schema) {
    collect(schema, free, exact);
  });
  for (const auto& [name, reason] : kExact) listed.insert(name);
  EXPECT_EQ(exact, listed);
  EXPECT_TRUE(free.contains({"OpenCase", "pseudonym"}));
  EXPECT_TRUE(free.contains({"RecordAnswer", "words"}));
  EXPECT_TRUE(free.contains({"AddOperator", "name"}));
  EXPECT_TRUE(free.contains({"IssueKey", "label"}));
  EXPECT_GE(free.size(), 9U);
}

TEST_F(FreeText, EachOneRefusesAResidentNumberHoweverItIsWritten) {
  const auto ids = furnish();
  const auto secrets = one_key_of_every_role();
  for (const TextField& field : fields()) {
    for (const std::string& number :
         {std::string("900101-1234567"), std::string("900101-5234567"), std::string("900101 1234567"),
          std::string("9001011234567"), full_width("900101-1234567"),
          std::string("Kim, 900101 - 8234567, Seoul")}) {
      const Reply refused = send(field, ids, secrets, number);
      EXPECT_EQ(refused.status, 400) << field.route << " " << field.member << " " << number;
      EXPECT_NE(refused.body.find("please leave it out"), std::string::npos)
          << field.route << " " << field.member << ": " << refused.body;
      EXPECT_EQ(refused.body.find("234567"), std::string::npos) << "it is not said back";
    }
  }
}

TEST_F(FreeText, AThousandMadeUpNumbersAreRefusedOneAndAll) {
  const auto ids = furnish();
  const auto secrets = one_key_of_every_role();
  const auto all = fields();
  std::mt19937 random(20261122);
  const auto pick = [&](unsigned from, unsigned to) {
    return std::uniform_int_distribution<unsigned>(from, to)(random);
  };
  for (std::size_t i = 0; i < 1000; ++i) {
    const std::string separator = std::vector<std::string>{"-", "", " ", " - "}[pick(0, 3)];
    std::string number = fmt::format("{:02}{:02}{:02}{}{}{:06}", pick(0, 99), pick(1, 12), pick(1, 31),
                                     separator, pick(1, 8), pick(0, 999999));
    if (i % 3 == 0) number = full_width(number);
    const Reply refused = send(all[i % all.size()], ids, secrets, "about " + number + " again");
    EXPECT_EQ(refused.status, 400) << number;
    EXPECT_NE(refused.body.find("please leave it out"), std::string::npos) << number;
  }
}

}  // namespace
}  // namespace jium::http
