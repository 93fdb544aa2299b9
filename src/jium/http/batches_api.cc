#include "jium/desk/keep_batch.h"
#include "jium/desk/keep_letter_settings.h"
#include "jium/http/batch_types.h"
#include "jium/http/present.h"
#include "jium/http/problem.h"
#include "jium/http/routes.h"
#include "jium/report/removal_letter.h"

namespace jium::http {
namespace {

using removal::BatchId;

wire::Batch show(const removal::Batch& batch) {
  return {batch.id,           batch.state,        batch.prepared_by, batch.prepared_at,
          batch.confirmed_by, batch.confirmed_at, batch.leaves_at,   batch.undone_at};
}

wire::BatchView show(const desk::BatchView& view) {
  wire::BatchView shown;
  shown.batch = show(view.batch);
  for (const desk::BatchGroup& group : view.groups) {
    wire::BatchGroup one{
        static_cast<int>(shown.groups.size()) + 1,   group.channel, group.site_operator, group.language,
        report::needs_native_reader(group.language), group.rule,    group.the_case,      {}};
    for (const auto& request : group.requests) one.requests.push_back(request.id);
    shown.requests += static_cast<int>(one.requests.size());
    shown.groups.push_back(std::move(one));
  }
  for (const auto& one : view.left_out) shown.left_out.push_back({one.sighting, one.reason});
  shown.letters = view.letters.letters;
  shown.letters_begun = view.letters.begun;
  shown.more = view.more;
  if (view.batch.state == removal::BatchState::prepared && !view.groups.empty())
    shown.abilities = {"confirm"};
  if (view.batch.state == removal::BatchState::confirmed && view.letters.begun == 0)
    shown.abilities = {"undo"};
  return shown;
}

Duration seconds_of(int seconds) {
  return std::chrono::seconds{seconds};
}

Result<Reply> prepare_batch(const Call& call) {
  JIUM_TRY(auto ask, call.body<wire::PrepareBatch>());
  JIUM_TRY(const auto view,
           desk::prepare_batch(call.desk, call.tx, call.actor,
                               {std::move(ask.sightings).value_or(std::vector<registry::SightingId>()),
                                ask.everything_due.value_or(false)}));
  call.about(view.batch.id);
  return reply(201, show(view));
}

Result<Reply> list_batches(const Call& call) {
  JIUM_TRY(const auto batches, desk::list_batches(call.desk, call.tx, call.actor));
  wire::Batches shown;
  for (const auto& batch : batches) shown.batches.push_back(show(batch));
  return reply(200, shown);
}

Result<Reply> show_batch(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<BatchId>("batch"));
  JIUM_TRY(const auto view, desk::show_batch(call.desk, call.tx, call.actor, id));
  return reply(200, show(view));
}

Result<Reply> preview_letters(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<BatchId>("batch"));
  JIUM_TRY(const auto view, desk::show_batch(call.desk, call.tx, call.actor, id));
  JIUM_TRY(const auto letters, desk::preview_letters(call.desk, call.tx, view));
  wire::LetterPreviews shown;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    shown.letters.push_back({static_cast<int>(i) + 1, letters[i].to, letters[i].subject.reveal(),
                             letters[i].body.reveal(), report::needs_native_reader(view.groups[i].language)});
  }
  return reply(200, shown);
}

Result<Reply> reveal_letter(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<BatchId>("batch"));
  JIUM_TRY(const auto ask, call.body<wire::RevealLetter>());
  JIUM_TRY(const auto shown, desk::reveal_letter(call.desk, call.tx, call.actor, id, ask.number, ask.task));
  if (!shown.letter) return problem_reply(429, shown.refusal);
  JIUM_TRY(const auto view, desk::show_batch(call.desk, call.tx, call.actor, id));
  const auto& group = view.groups.at(static_cast<std::size_t>(ask.number) - 1);
  return reply(200, wire::Letter{shown.letter->to, shown.letter->from, shown.letter->subject.reveal(),
                                 shown.letter->body.reveal(), shown.letter->reply_reference,
                                 report::needs_native_reader(group.language)});
}

Result<Reply> confirm_batch(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<BatchId>("batch"));
  JIUM_TRY(const auto ask, call.body<wire::ConfirmBatch>());
  std::optional<Duration> window;
  if (ask.undo_seconds) window = seconds_of(*ask.undo_seconds);
  JIUM_TRY(const auto batch, desk::confirm_batch(call.desk, call.tx, call.actor, id, window));
  return reply(200, show(batch));
}

Result<Reply> undo_batch(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<BatchId>("batch"));
  JIUM_TRY(const auto batch, desk::undo_batch(call.desk, call.tx, call.actor, id));
  return reply(200, show(batch));
}

wire::LetterSettings show(const store::LetterSettings& settings) {
  return {settings.signatory,
          static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(settings.undo_window).count()),
          settings.trusted_flagger};
}

Result<Reply> show_letter_settings(const Call& call) {
  JIUM_TRY(const auto settings, store::letter_settings(call.tx, call.actor.organisation));
  return reply(200, show(settings));
}

Result<Reply> set_letter_settings(const Call& call) {
  JIUM_TRY(auto ask, call.body<wire::SetLetterSettings>());
  desk::ChangeLetterSettings change{std::move(ask.signatory), std::nullopt, ask.trusted_flagger};
  if (ask.undo_seconds) change.undo_window = seconds_of(*ask.undo_seconds);
  JIUM_TRY(const auto settings, desk::change_letter_settings(call.desk, call.tx, call.actor, change));
  return reply(200, show(settings));
}

Result<Reply> set_undo_window(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::SetUndoWindow>());
  std::optional<Duration> window;
  if (ask.seconds) window = seconds_of(*ask.seconds);
  JIUM_CHECK(desk::set_undo_window(call.desk, call.tx, call.actor, window));
  return reply(200, wire::Nothing{});
}

Result<Reply> note_investigation(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<casework::CaseId>("case"));
  JIUM_TRY(const auto ask, call.body<wire::NoteInvestigation>());
  JIUM_CHECK(desk::note_investigation(call.desk, call.tx, call.actor, id, ask.number));
  return reply(200, wire::Nothing{});
}

wire::Rule show(const removal::Rule& rule) {
  wire::Rule shown;
  shown.id = rule.id;
  shown.jurisdictions = rule.jurisdictions;
  shown.variant = rule.variant;
  shown.planned = rule.planned;
  if (!rule.planned) shown.in_force_from = rule.in_force_from;
  if (rule.working_days > 0) {
    shown.working_days = rule.working_days;
    shown.calendar = rule.calendar->country();
  } else {
    shown.hours = static_cast<int>(std::chrono::duration_cast<std::chrono::hours>(rule.clock).count());
  }
  shown.statutory = rule.clock_is_statutory;
  shown.needs = rule.needs;
  shown.title = rule.title(removal::Language::en);
  shown.source = rule.source;
  shown.checked_on = rule.checked_on;
  return shown;
}

Result<Reply> list_rules(const Call& call) {
  wire::Rules shown;
  for (const removal::Rule& rule : call.desk.rules.rules()) shown.rules.push_back(show(rule));
  return reply(200, shown);
}

void add_reading_routes(Routes& routes) {
  routes.push_back({.method = "GET",
                    .path = "/api/v1/batches",
                    .operation = "list_batches",
                    .summary = "The officer's own batches, for a program all; the newest first.",
                    .gives = &schema_of<wire::Batches>,
                    .handle = &list_batches});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/batches/{batch}",
                    .operation = "show_batch",
                    .summary = "A batch: its letters to be, and what was left out and why.",
                    .gives = &schema_of<wire::BatchView>,
                    .handle = &show_batch});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/batches/{batch}/letters",
                    .operation = "preview_letters",
                    .summary = "The letters of a batch as they would go, with their addresses folded.",
                    .gives = &schema_of<wire::LetterPreviews>,
                    .handle = &preview_letters});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/batches/{batch}/reveal",
                    .operation = "reveal_letter",
                    .summary = "One letter of a batch with its addresses, by its number.",
                    .asks = &schema_of<wire::RevealLetter>,
                    .gives = &schema_of<wire::Letter>,
                    .handle = &reveal_letter});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/letter-settings",
                    .operation = "show_letter_settings",
                    .summary = "How the centre writes its letters.",
                    .gives = &schema_of<wire::LetterSettings>,
                    .handle = &show_letter_settings});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/rules",
                    .operation = "list_rules",
                    .summary = "The removal rules that this version knows, those planned too.",
                    .gives = &schema_of<wire::Rules>,
                    .handle = &list_rules});
}

void add_setting_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/letter-settings",
                    .operation = "set_letter_settings",
                    .summary = "Changes who signs, the time to undo, and whether it is a trusted flagger.",
                    .asks = &schema_of<wire::SetLetterSettings>,
                    .gives = &schema_of<wire::LetterSettings>,
                    .handle = &set_letter_settings});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/undo-window",
                    .operation = "set_undo_window",
                    .summary = "The officer's own time to undo a batch.",
                    .asks = &schema_of<wire::SetUndoWindow>,
                    .gives = &schema_of<wire::Nothing>,
                    .handle = &set_undo_window});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/cases/{case}/investigation",
                    .operation = "note_investigation",
                    .summary = "The number of an investigation, where police have asked for removal.",
                    .asks = &schema_of<wire::NoteInvestigation>,
                    .gives = &schema_of<wire::Nothing>,
                    .handle = &note_investigation});
}

}  // namespace

void add_batch_routes(Routes& routes) {
  add_reading_routes(routes);
  add_setting_routes(routes);
  routes.push_back(
      {.method = "POST",
       .path = "/api/v1/batches",
       .operation = "prepare_batch",
       .summary = "Drafts and groups what the officer names, or everything that is due; nothing is sent.",
       .asks = &schema_of<wire::PrepareBatch>,
       .gives = &schema_of<wire::BatchView>,
       .success = {201},
       .handle = &prepare_batch});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/batches/{batch}/confirm",
                    .operation = "confirm_batch",
                    .summary = "The officer's word: its letters leave when the time to undo has ended.",
                    .asks = &schema_of<wire::ConfirmBatch>,
                    .gives = &schema_of<wire::Batch>,
                    .handle = &confirm_batch});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/batches/{batch}/undo",
                    .operation = "undo_batch",
                    .summary = "Takes all of it back to drafts, while no letter has begun to leave.",
                    .gives = &schema_of<wire::Batch>,
                    .handle = &undo_batch});
}

}  // namespace jium::http
