#include "jium/desk/send_post.h"

#include <sodium.h>

#include "jium/desk/climb_ladder.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/note_sent.h"
#include "jium/desk/organisation_signer.h"
#include "jium/desk/platform_message.h"
#include "jium/desk/poll_operator.h"
#include "jium/desk/removal_ground.h"
#include "jium/desk/request_words.h"
#include "jium/desk/write_log.h"
#include "jium/registry/closed_way.h"
#include "jium/store/form_recipes.h"
#include "jium/store/jobs.h"
#include "jium/store/requests.h"

namespace jium::desk {
namespace {

using casework::Event;
using removal::LetterState;
using removal::PostOutcome;
using removal::RequestChannel;
using store::StoredPost;

constexpr int kAlarming = 3, kMostAttempts = 5;

std::string sha256_of(std::string_view text) {
  Bytes digest(crypto_hash_sha256_BYTES);
  const ByteView bytes = bytes_of(text);
  crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  return to_hex(digest);
}

Result<void> queue(const Desk& desk, store::Transaction& tx, StoredPost stored, Instant at) {
  stored.id = store::PostId::random();
  stored.written_at = desk.clock.now();
  stored.body_sha256 = sha256_of(stored.post.body.reveal());
  JIUM_CHECK(store::insert(tx, stored));
  return store::schedule(tx, store::JobKind::send_post, stored.id.value(), at);
}

Result<void> log_unsent(const Desk& desk, store::Transaction& tx, const StoredPost& stored,
                        const removal::RemovalRequest& request, audit::Outcome outcome) {
  return write_log_of_house(desk, tx, request.organisation, audit::Act::form_sent, stored.id, outcome);
}

Result<void> write_down(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request,
                        Event event, std::string note = "") {
  return write_history(desk, tx, request.the_case, std::string(kJiumItself), event, request.id.text(),
                       std::move(note));
}

Result<void> give_to_person(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request,
                            removal::TaskKind kind, std::string note) {
  return open_task(desk, tx,
                   {.organisation = request.organisation,
                    .kind = kind,
                    .the_case = request.the_case,
                    .request = request.id,
                    .subject = request.id.text(),
                    .note = std::move(note)})
      .map([](const auto&) {});
}

// No machine can go on; the request stays confirmed, and its task is its next action.
Result<void> note_needs_person(const Desk& desk, store::Transaction& tx, StoredPost& stored, int attempt,
                               const removal::RemovalRequest& request, const std::string& why) {
  JIUM_CHECK(removal::note_refused(stored.delivery, attempt, desk.clock.now()));
  JIUM_CHECK(store::update_delivery(tx, stored));
  JIUM_CHECK(write_down(desk, tx, request, Event::form_withheld, why));
  return give_to_person(desk, tx, request,
                        stored.channel == RequestChannel::web_form ? removal::TaskKind::fill_form
                                                                   : removal::TaskKind::send_otherwise,
                        why);
}

Result<void> note_doubt(const Desk& desk, store::Transaction& tx, StoredPost& stored, int attempt) {
  JIUM_CHECK(removal::doubt(stored.delivery, attempt));
  JIUM_CHECK(store::update_delivery(tx, stored));
  JIUM_TRY(const auto request, store::load_request(tx, stored.request));
  JIUM_CHECK(write_down(desk, tx, request, Event::form_unconfirmed));
  JIUM_CHECK(log_unsent(desk, tx, stored, request, audit::Outcome::failed));
  JIUM_CHECK(
      give_to_person(desk, tx, request, removal::TaskKind::look_at_doubt,
                     "nobody knows whether it was taken: ask the operator, or look into your account"));
  return raise_alarm(desk, tx, request.organisation, request.the_case, store::AlarmKind::letter_unconfirmed,
                     request.id.text());
}

Result<void> note_refused_by_host(const Desk& desk, store::Transaction& tx, StoredPost& stored, int attempt,
                                  removal::RemovalRequest request, const std::string& why) {
  const Instant now = desk.clock.now();
  JIUM_CHECK(removal::note_refused(stored.delivery, attempt, now));
  JIUM_CHECK(store::update_delivery(tx, stored));
  JIUM_CHECK(removal::note_answer(request, removal::Answer::refused, now));
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(write_down(desk, tx, request, Event::form_refused, why));
  JIUM_CHECK(log_unsent(desk, tx, stored, request, audit::Outcome::failed));
  JIUM_CHECK(raise_alarm(desk, tx, request.organisation, request.the_case, store::AlarmKind::letter_refused,
                         request.id.text()));
  return climb_ladder_of(desk, tx, request.sighting);
}

Result<void> note_postponed_post(const Desk& desk, store::Transaction& tx, StoredPost& stored, int attempt,
                                 const removal::RemovalRequest& request, const std::string& why) {
  if (attempt >= kMostAttempts) return note_needs_person(desk, tx, stored, attempt, request, why);
  JIUM_CHECK(removal::note_postponed(stored.delivery, attempt));
  JIUM_CHECK(store::update_delivery(tx, stored));
  if (attempt != 1 && attempt != kAlarming) return {};
  JIUM_CHECK(write_down(desk, tx, request, Event::form_postponed, why));
  if (attempt != kAlarming) return {};
  return raise_alarm(desk, tx, request.organisation, request.the_case, store::AlarmKind::letter_postponed,
                     request.id.text());
}

// An API that took a request is asked what becomes of it.
Result<void> note_taken(const Desk& desk, store::Transaction& tx, const StoredPost& stored,
                        std::string actor) {
  JIUM_CHECK(note_request_sent(desk, tx, stored.request, std::move(actor), Event::form_sent));
  return stored.channel == RequestChannel::api ? schedule_poll(desk, tx, stored.request) : Result<void>();
}

// The ground may have gone since the officer confirmed: then nothing is posted, and the officer is told why.
Result<void> withhold(const Desk& desk, store::Transaction& tx, StoredPost& stored,
                      removal::RemovalRequest request, const std::string& why) {
  const Instant now = desk.clock.now();
  JIUM_TRY(const int attempt, removal::begin(stored.delivery));
  JIUM_CHECK(removal::note_refused(stored.delivery, attempt, now));
  JIUM_CHECK(store::update_delivery(tx, stored));
  JIUM_CHECK(removal::note_answer(request, removal::Answer::refused, now));
  JIUM_CHECK(store::update(tx, request));
  JIUM_CHECK(log_unsent(desk, tx, stored, request, audit::Outcome::refused));
  JIUM_CHECK(write_down(desk, tx, request, Event::form_withheld, why));
  JIUM_CHECK(tell_of_withheld(desk, tx, request));
  return climb_ladder_of(desk, tx, request.sighting);
}

}  // namespace

Result<void> queue_form(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request) {
  JIUM_TRY(auto recipe, store::confirmed_recipe_of(tx, request.organisation, request.site_operator));
  if (!recipe) return fault(FaultKind::conflict, "no form recipe is confirmed for this operator any more");
  JIUM_TRY(auto parsed, removal::FormRecipe::parse(recipe->text));
  JIUM_TRY(const auto all, words_of(desk, tx, request));
  const Instant at = std::max(desk.clock.now(), recipe->next_at);
  recipe->next_at = at + parsed.spacing;
  JIUM_CHECK(store::update(tx, *recipe));
  const std::string body = removal::url_encoded(removal::fill_in(parsed, all.words));
  StoredPost stored{.id = {},
                    .request = request.id,
                    .channel = RequestChannel::web_form,
                    .recipe = recipe->id,
                    .post = {.page = parsed.page,
                             .tokens = parsed.tokens,
                             .action = parsed.action,
                             .body = Secret<std::string>(body),
                             .confirmation = parsed.confirmation,
                             .refusal = parsed.refusal},
                    .delivery = {},
                    .written_at = {},
                    .body_sha256 = {},
                    .status = std::nullopt,
                    .confirmed = std::nullopt};
  return queue(desk, tx, std::move(stored), at);
}

Result<void> queue_message(const Desk& desk, store::Transaction& tx, const removal::RemovalRequest& request,
                           const std::string& base) {
  const std::string slash = base.ends_with('/') ? "" : "/";
  JIUM_TRY(auto action, registry::WebAddress::parse(base + slash + "requests"));
  JIUM_CHECK(registry::check_closed_way(action));
  JIUM_TRY(const auto all, words_of(desk, tx, request));
  StoredPost stored{.id = {},
                    .request = request.id,
                    .channel = RequestChannel::api,
                    .recipe = std::nullopt,
                    .post = {.page = std::nullopt,
                             .tokens = {},
                             .action = std::move(action),
                             .content_type = "application/json",
                             .body = Secret<std::string>(write_message(message_of(all)))},
                    .delivery = {},
                    .written_at = {},
                    .body_sha256 = {},
                    .status = std::nullopt,
                    .confirmed = std::nullopt};
  return queue(desk, tx, std::move(stored), desk.clock.now());
}

Result<std::optional<BegunPost>> begin_post(const Desk& desk, store::Transaction& tx, store::PostId id) {
  JIUM_TRY(auto stored, store::load_post(tx, id));
  const LetterState state = stored.delivery.state;
  if (state == LetterState::handed_over) {
    JIUM_CHECK(note_doubt(desk, tx, stored, stored.delivery.attempt));
    return std::optional(BegunPost{std::move(stored), 0, true});
  }
  if (state != LetterState::queued && state != LetterState::sending) return std::optional<BegunPost>();
  JIUM_TRY(auto request, store::load_request(tx, stored.request));
  const auto ground = removal_ground(tx, request.organisation, request.sighting);
  if (!ground && ground.fault().kind != FaultKind::conflict) return ground.fault();
  if (!ground) {
    JIUM_CHECK(withhold(desk, tx, stored, std::move(request), ground.fault().what));
    return std::optional<BegunPost>();
  }
  if (stored.channel == RequestChannel::api) {
    JIUM_TRY(stored.post.headers, signed_headers(desk, tx, request, stored.post));
  }
  JIUM_TRY(const int attempt, removal::begin(stored.delivery));
  JIUM_CHECK(store::update_delivery(tx, stored));
  return std::optional(BegunPost{std::move(stored), attempt, false});
}

Result<void> hand_over_post(const Desk& desk, store::Transaction& tx, store::PostId id, int attempt) {
  JIUM_TRY(auto stored, store::load_post(tx, id));
  JIUM_CHECK(removal::hand_over(stored.delivery, attempt));
  JIUM_CHECK(store::update_delivery(tx, stored));
  JIUM_TRY(const auto request, store::load_request(tx, stored.request));
  JIUM_CHECK(write_log_of_house(desk, tx, request.organisation, audit::Act::form_sent, id));
  return write_down(desk, tx, request, Event::form_handed_over);
}

Result<void> settle_post(const Desk& desk, store::Transaction& tx, store::PostId id, int attempt,
                         const removal::PostDelivery& delivery) {
  JIUM_TRY(auto stored, store::load_post(tx, id));
  JIUM_TRY(const auto request, store::load_request(tx, stored.request));
  stored.status = delivery.status;
  stored.confirmed = delivery.outcome == PostOutcome::confirmed;
  switch (delivery.outcome) {
    case PostOutcome::confirmed:
      JIUM_CHECK(removal::note_delivered(stored.delivery, attempt, desk.clock.now()));
      JIUM_CHECK(store::update_delivery(tx, stored));
      return note_taken(desk, tx, stored, std::string(kJiumItself));
    case PostOutcome::refused:
      return note_refused_by_host(desk, tx, stored, attempt, request, delivery.reason);
    case PostOutcome::postponed:
      return note_postponed_post(desk, tx, stored, attempt, request, delivery.reason);
    case PostOutcome::needs_person:
      return note_needs_person(desk, tx, stored, attempt, request, delivery.reason);
    case PostOutcome::unknown:
      return note_doubt(desk, tx, stored, attempt);
  }
  return {};
}

Result<void> settle_post_doubt(const Desk& desk, store::Transaction& tx, const Actor& actor,
                               const removal::RemovalRequest& request, bool did_arrive) {
  JIUM_TRY(auto stored, store::post_of(tx, request.id));
  if (!stored)
    return fault(FaultKind::conflict, "nothing has been sent under this request: confirm it first");
  JIUM_CHECK(removal::settle_doubt(stored->delivery, did_arrive, desk.clock.now()));
  JIUM_CHECK(store::update_delivery(tx, *stored));
  JIUM_CHECK(write_history(desk, tx, request.the_case, actor.text(), Event::letter_settled, request.id.text(),
                           did_arrive ? "delivered" : "not delivered: sent again"));
  JIUM_CHECK(settle_tasks(desk, tx, actor.text(), request.id, removal::TaskKind::look_at_doubt));
  if (did_arrive) return note_taken(desk, tx, *stored, actor.text());
  return store::schedule(tx, store::JobKind::send_post, stored->id.value(), desk.clock.now());
}

Result<std::optional<removal::LetterState>> delivery_of(store::Transaction& tx, removal::RequestId request) {
  JIUM_TRY(const auto letter, store::letter_of(tx, request));
  if (letter) return std::optional(letter->delivery.state);
  JIUM_TRY(const auto post, store::post_of(tx, request));
  if (post) return std::optional(post->delivery.state);
  return std::optional<LetterState>();
}

}  // namespace jium::desk
