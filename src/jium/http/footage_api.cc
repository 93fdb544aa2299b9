#include "jium/desk/reach.h"
#include "jium/desk/register_footage.h"
#include "jium/http/fingerprints.h"
#include "jium/http/present.h"
#include "jium/http/routes.h"
#include "jium/store/vigils.h"

namespace jium::http {
namespace {

constexpr std::size_t kFilesPerMatch = 1000;

Result<Reply> register_footage(const Call& call) {
  JIUM_TRY(const auto the_case, call.request.id<casework::CaseId>("case"));
  JIUM_TRY(const auto ask, call.body<wire::RegisterFootage>());
  JIUM_TRY(const auto fingerprints, fingerprints_of(ask.fingerprints));
  JIUM_TRY(const auto registered,
           desk::register_footage(call.desk, call.tx, call.actor,
                                  {.the_case = the_case,
                                   .kind = ask.kind.value_or(registry::FootageKind::image),
                                   .source = ask.source,
                                   .fingerprints = fingerprints}));
  call.about(registered.footage.id);
  const wire::RegisteredFootage shown{present(registered.footage, the_case, &call.actor),
                                      present_all(registered.same_as), registered.was_known,
                                      present_all(registered.elsewhere)};
  return reply(registered.was_known ? 200 : 201, shown);
}

Result<Reply> withdraw_footage(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::FootageId>("footage"));
  JIUM_TRY(const auto withdrawn, desk::withdraw_footage(call.desk, call.tx, call.actor, id));
  JIUM_TRY(const auto stored, store::load_footage(call.tx, call.actor.organisation, id));
  return reply(200, present(withdrawn, stored.the_case, &call.actor));
}

Result<Reply> match_files(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::MatchFiles>());
  if (ask.files.size() > kFilesPerMatch)
    return fault(FaultKind::malformed, "at most 1,000 files a call: send the rest in another");
  JIUM_TRY(const auto reach, desk::Reach::of(call.desk, call.tx, call.actor));
  wire::MatchResults results;
  results.results.reserve(ask.files.size());
  for (const wire::GivenFile& file : ask.files) {
    const auto fingerprints = fingerprints_of(file.fingerprints);
    if (!fingerprints)
      return Fault(fingerprints.fault()).within("file " + std::to_string(results.results.size()));
    std::vector<desk::KnownElsewhere> elsewhere;
    JIUM_TRY(auto known, call.desk.known.find(call.tx, call.actor.organisation, *fingerprints, &elsewhere));
    reach.narrow(known, [](const desk::KnownMatch& match) { return match.stored.the_case; });
    results.results.push_back({present_all(known), present_all(elsewhere)});
  }
  JIUM_CHECK(store::count_lookup(call.tx, call.actor.organisation, store::LookupKind::match,
                                 call.desk.clock.now(), static_cast<std::int64_t>(ask.files.size())));
  return reply(200, results);
}

}  // namespace

void add_footage_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/footage",
                    .operation = "register_footage",
                    .summary = "Registers footage by its fingerprints (201); the very same file of the same "
                               "case is known already (200).",
                    .asks = &schema_of<wire::RegisterFootage>,
                    .gives = &schema_of<wire::RegisteredFootage>,
                    .success = {201, 200},
                    .handle = &register_footage});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/footage/{footage}/withdraw",
                    .operation = "withdraw_footage",
                    .summary = "Withdraws footage: it matches nothing any more, for ever.",
                    .gives = &schema_of<wire::Footage>,
                    .handle = &withdraw_footage});
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/match",
       .operation = "match_files",
       .summary =
           "What of the organisation's own footage up to 1,000 files match, in their order; keeps nothing.",
       .asks = &schema_of<wire::MatchFiles>,
       .gives = &schema_of<wire::MatchResults>,
       .handle = &match_files,
       .costly = true});
}

}  // namespace jium::http
