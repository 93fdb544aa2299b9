// Form recipes, platforms as operators, and the inbox of a platform.
#pragma once

#include "jium/http/wire.h"
#include "jium/removal/platform_request.h"
#include "jium/store/form_recipes.h"

namespace jium::http::wire {

// A recipe's TOML travels line by line: no control character has a place in a text.
struct DeclareRecipe {
  removal::OperatorId site_operator;
  std::vector<Exact> lines;  // of the TOML
};
JIUM_WIRE_ASK(DeclareRecipe, (site_operator, lines))

struct Recipe {
  removal::RecipeId id;
  removal::OperatorId site_operator;
  store::RecipeState state{};
  std::string kept_by;
  Instant kept_at{};
  std::optional<Instant> rehearsed_at;
  std::string confirmed_by;
  std::optional<Instant> confirmed_at, retired_at;
  std::vector<std::string> lines;
};
JIUM_WIRE_VIEW(Recipe, (id, site_operator, state, kept_by, kept_at, rehearsed_at, confirmed_by, confirmed_at,
                        retired_at, lines))

struct Recipes {
  std::vector<Recipe> recipes;
};
JIUM_WIRE_VIEW(Recipes, (recipes))

struct RehearseForm {
  removal::RequestId request;
};
JIUM_WIRE_ASK(RehearseForm, (request))

struct FilledField {
  std::string name;
  std::string value;
};
JIUM_WIRE_VIEW(FilledField, (name, value))

// Nothing of it has left the house.
struct Rehearsal {
  removal::RecipeId recipe;
  std::string action;
  std::vector<FilledField> fields;
  std::vector<std::string> tokens;  // read from the form's page when it is posted
  std::vector<std::string> confirmation;
  std::vector<std::string> refusal;
};
JIUM_WIRE_VIEW(Rehearsal, (recipe, action, fields, tokens, confirmation, refusal))

struct NamePlatform {
  removal::OperatorId site_operator;
  registry::OrganisationId platform;
};
JIUM_WIRE_ASK(NamePlatform, (site_operator, platform))

struct PlatformLink {
  removal::LinkId id;
  registry::OrganisationId organisation;
  std::string centre;
  registry::OrganisationId platform;
  std::string platform_name;
  std::optional<removal::OperatorId> site_operator;  // the centre sees which of its directory
  Instant named_at{};
  std::optional<Instant> accepted_at, ended_at;
};
JIUM_WIRE_VIEW(PlatformLink, (id, organisation, centre, platform, platform_name, site_operator, named_at,
                              accepted_at, ended_at))

struct PlatformLinks {
  std::vector<PlatformLink> links;
};
JIUM_WIRE_VIEW(PlatformLinks, (links))

struct ServedFingerprint {
  std::string algorithm;
  std::string value;
};
JIUM_WIRE_VIEW(ServedFingerprint, (algorithm, value))

struct ServedQuestion {
  removal::QuestionId id;
  removal::QuestionKind kind{};
  std::string words;
  Instant asked_at{};
  std::string answer;
  std::optional<Instant> answered_at;
};
JIUM_WIRE_VIEW(ServedQuestion, (id, kind, words, asked_at, answer, answered_at))

// All that a platform is shown of a request.
struct ServedRequest {
  std::int64_t seq = 0;
  removal::RequestId reference;
  removal::OfferState state{};
  std::string centre;
  std::string contact;
  std::string address;
  std::string rule;
  std::string legal_basis;
  std::string legal_text;
  std::optional<int> clock_hours;
  bool clock_is_statutory = false;
  std::string category;
  std::vector<ServedFingerprint> fingerprints;
  std::optional<Instant> served_at, due_at, acknowledged_at, answered_at;
  std::vector<ServedQuestion> questions;
};
JIUM_WIRE_VIEW(ServedRequest, (seq, reference, state, centre, contact, address, rule, legal_basis, legal_text,
                               clock_hours, clock_is_statutory, category, fingerprints, served_at, due_at,
                               acknowledged_at, answered_at, questions))

struct ServedRequests {
  std::vector<ServedRequest> requests;
  std::int64_t next = 0;
};
JIUM_WIRE_VIEW(ServedRequests, (requests, next))

struct AnswerRequest {
  removal::OfferState outcome{};  // removed or refused
  std::optional<removal::RefusalReason> reason;
  std::optional<std::string> words;
};
JIUM_WIRE_ASK(AnswerRequest, (outcome, reason, words))

struct AskAboutRequest {
  std::string words;
};
JIUM_WIRE_ASK(AskAboutRequest, (words))

}  // namespace jium::http::wire
