// What the console's settings and court pages show of wordings and guidelines that the binary carries.
#include "jium/desk/preview_letter.h"
#include "jium/http/guidance_types.h"
#include "jium/http/request_types.h"
#include "jium/http/routes.h"
#include "jium/report/guideline.h"

namespace jium::http {
namespace {

template <DescribedEnum E>
Result<E> word_of(const Request& request, std::string_view name, E otherwise) {
  const std::string* given = request.query(name);
  if (given == nullptr) return otherwise;
  return parse_enum<E>(name, *given);
}

Result<Reply> preview_letter(const Call& call) {
  desk::PreviewLetter ask;
  JIUM_TRY(ask.language, word_of(call.request, "language", ask.language));
  JIUM_TRY(ask.rung, word_of(call.request, "rung", ask.rung));
  if (const std::string* rule = call.request.query("rule")) ask.rule = *rule;
  JIUM_TRY(const auto preview, desk::preview_letter(call.desk, call.tx, call.actor, ask));
  const removal::Letter& letter = preview.letter;
  return reply(200, wire::Letter{letter.to, letter.from, letter.subject.reveal(), letter.body.reveal(),
                                 letter.reply_reference, preview.needs_native_reader});
}

Result<Reply> show_guideline(const Call&) {
  JIUM_TRY(const auto* guideline, report::built_in_guideline());
  wire::Guideline shown{.id = guideline->id,
                        .ko = guideline->ko,
                        .en = guideline->en,
                        .in_force_from = guideline->in_force_from,
                        .source_ko = guideline->source_ko,
                        .source_en = guideline->source_en,
                        .checked_on = guideline->checked_on,
                        .offences = {}};
  for (const report::OffenceType& one : guideline->types)
    shown.offences.push_back({one.code, one.ko, one.en});
  return reply(200, shown);
}

}  // namespace

void add_guidance_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/letter-preview",
                    .operation = "preview_letter",
                    .summary = "A letter as the centre would write it, about a made-up place.",
                    .gives = &schema_of<wire::Letter>,
                    .query = {{"language", "ko (at first), en, ja, zh, ru, es or vi"},
                              {"rung", "of the ladder; site_operator at first"},
                              {"rule", "the id of a removal rule; the one in force for Korea without it"}},
                    .handle = &preview_letter});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/guideline",
                    .operation = "show_guideline",
                    .summary = "The sentencing guideline that court papers go by, and its types of offence.",
                    .gives = &schema_of<wire::Guideline>,
                    .handle = &show_guideline});
}

}  // namespace jium::http
