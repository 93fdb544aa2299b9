#include "jium/http/dispatcher.h"

#include <algorithm>
#include <array>
#include <vector>

#include "jium/base/log.h"
#include "jium/desk/keep_task.h"
#include "jium/desk/keep_vigil.h"
#include "jium/desk/reach.h"
#include "jium/desk/sign_in_person.h"
#include "jium/desk/signed_request.h"
#include "jium/desk/take_reply.h"
#include "jium/http/forms.h"
#include "jium/http/problem.h"
#include "jium/http/route_table.h"
#include "jium/http/session_cookie.h"
#include "jium/http/wire_types.h"
#include "jium/store/idempotency.h"

namespace jium::http {
namespace {

log::Word word_of_method(std::string_view method) {
  if (method == "GET") return "GET";
  if (method == "POST") return "POST";
  return "other";
}

// RFC 6750, section 3.
Reply unknown_caller(bool gave_a_key) {
  Reply reply = problem_reply(401, gave_a_key ? "this key is not known here, or it has ended"
                                              : "this needs a key: send it as Authorization: Bearer KEY");
  reply.headers.emplace_back("WWW-Authenticate", gave_a_key ? "Bearer error=\"invalid_token\"" : "Bearer");
  return reply;
}

Reply no_such_route(const std::string& allow) {
  if (allow.empty())
    return problem_reply(404, "there is nothing here: see /api/v1/openapi.json for what there is");
  Reply reply = problem_reply(405, "this path takes other methods: see the header Allow");
  reply.headers.emplace_back("Allow", allow);
  return reply;
}

// RFC 6585, section 4.
Reply come_again(const std::string& why, std::chrono::seconds later) {
  const std::string seconds = std::to_string(later.count());
  Reply reply = problem_reply(429, why + ": come again in " + seconds + " seconds");
  reply.headers.emplace_back("Retry-After", seconds);
  return reply;
}

// What the log is to be told of an act that a fault ended. Nothing when there was no such thing to act on, or
// nobody could act at that moment: then nothing was allowed and nothing refused.
std::optional<audit::Outcome> outcome_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::malformed:
    case FaultKind::missing:
    case FaultKind::busy:
      return std::nullopt;
    case FaultKind::forbidden:
      return audit::Outcome::refused;
    case FaultKind::conflict:
    case FaultKind::late:
    case FaultKind::outside:
    case FaultKind::internal:
      return audit::Outcome::failed;
  }
  return audit::Outcome::failed;
}

// The last id in the path is what a request is about, unless its handler says otherwise.
store::LogSubject subject_in(std::string_view path, const Request::Values& parameters) {
  const auto open = path.rfind('{');
  if (open == std::string_view::npos) return {};
  const auto noun = path.substr(open + 1, path.find('}', open) - open - 1);
  const auto found = parameters.find(noun);
  return found == parameters.end() ? store::LogSubject() : store::LogSubject::of_text(noun, found->second);
}

struct Touched {
  std::string noun, id;
};

// What a request names of a case: in its path, and in its body under the same nouns.
std::vector<Touched> touched_by(std::string_view path, const Request& request) {
  constexpr std::array<std::string_view, 7> kNouns{"case", "footage", "sighting", "request",
                                                   "task", "reply",   "vigil"};
  std::vector<Touched> touched;
  for (const std::string_view noun : kNouns) {
    const std::string* named = request.named(noun);
    if (named != nullptr && path.find("{" + std::string(noun) + "}") != std::string_view::npos)
      touched.push_back({std::string(noun), *named});
  }
  const boost::json::object* body = request.body().if_object();
  if (body == nullptr) return touched;
  for (const auto& [name, value] : *body) {
    std::string noun(name == "the_case" ? std::string_view("case")
                                        : std::string_view(name.data(), name.size()));
    if (noun == "sightings") noun = "sighting";
    if (std::ranges::find(kNouns, std::string_view(noun)) == kNouns.end()) continue;
    if (const auto* text = value.if_string())
      touched.push_back({noun, std::string(text->data(), text->size())});
    const auto* list = value.if_array();
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      if (const auto* text = (*list)[i].if_string())
        touched.push_back({noun, std::string(text->data(), text->size())});
    }
  }
  return touched;
}

template <class SomeId, class Reach>
Result<void> reach_by(const std::string& text, Reach reach) {
  JIUM_TRY(const auto id, SomeId::parse(text));
  JIUM_CHECK(reach(id));
  return {};
}

Result<void> reach_again(const desk::Desk& desk, store::Transaction& tx, const desk::Actor& actor,
                         const std::string& noun, const std::string& id) {
  if (noun == "case")
    return reach_by<casework::CaseId>(id, [&](auto one) { return desk::reach_case(desk, tx, actor, one); });
  if (noun == "footage")
    return reach_by<registry::FootageId>(id,
                                         [&](auto one) { return desk::reach_footage(desk, tx, actor, one); });
  if (noun == "sighting")
    return reach_by<registry::SightingId>(
        id, [&](auto one) { return desk::reach_sighting(desk, tx, actor, one); });
  if (noun == "request")
    return reach_by<removal::RequestId>(id,
                                        [&](auto one) { return desk::reach_request(desk, tx, actor, one); });
  if (noun == "task")
    return reach_by<removal::TaskId>(id, [&](auto one) { return desk::show_task(desk, tx, actor, one); });
  if (noun == "reply")
    return reach_by<removal::ReplyId>(id, [&](auto one) { return desk::show_reply(desk, tx, actor, one); });
  return reach_by<casework::VigilId>(id, [&](auto one) { return desk::show_vigil(desk, tx, actor, one); });
}

}  // namespace

struct Dispatcher::Passage {
  const RawRequest& raw;
  const Route* route = nullptr;
  bool header_only = false;  // its body is not read yet: it comes again, and takes its turn then
  std::size_t number = 0;    // of the route
  std::optional<audit::Act> act{};
  Target target{};
  Request::Values parameters{};
  store::LogSubject subject{};
  Secret<std::string> key{};
  std::optional<desk::Recognised> caller{};
  std::optional<Request> request{};
  desk::Stretched stretched{};

  [[nodiscard]] bool changes() const { return act && audit::class_of(*act) == audit::AuditClass::change; }
};

Result<std::unique_ptr<Dispatcher>> Dispatcher::make(const desk::Desk& desk, store::Store& store,
                                                     Routes routes, desk::Authorisation authorisation,
                                                     std::shared_ptr<Metrics> metrics,
                                                     StrangerLimit strangers, CallerLimit callers) {
  JIUM_TRY(Router router, Router::make(routes));
  JIUM_TRY(auto acts, logged_acts(routes, authorisation));
  return std::unique_ptr<Dispatcher>(new Dispatcher(desk, store, std::move(routes), std::move(authorisation),
                                                    std::move(metrics), strangers, callers, std::move(router),
                                                    std::move(acts)));
}

Dispatcher::Dispatcher(const desk::Desk& desk, store::Store& store, Routes routes,
                       desk::Authorisation authorisation, std::shared_ptr<Metrics> metrics,
                       StrangerLimit strangers, CallerLimit callers, Router router,
                       std::vector<std::optional<audit::Act>> acts)
    : desk_(desk),
      store_(store),
      routes_(std::move(routes)),
      authorisation_(std::move(authorisation)),
      metrics_(std::move(metrics)),
      strangers_(std::make_unique<StrangerTurns>(strangers)),
      callers_(std::make_unique<CallerTurns>(callers)),
      router_(std::move(router)),
      acts_(std::move(acts)) {}

Reply Dispatcher::answer(const RawRequest& raw) const {
  const auto started = std::chrono::steady_clock::now();
  Passage passage{.raw = raw};
  Reply reply;
  try {
    reply = serve(passage);
  } catch (const std::exception&) {
    // Of a library or of memory: whatever the handler did is rolled back.
    reply = problem_reply(fault(FaultKind::internal, "an exception"));
  }
  note(passage, reply, started);
  return reply;
}

std::optional<Reply> Dispatcher::refuse(const RawRequest& header) const {
  Passage passage{.raw = header, .header_only = true};
  try {
    return enter(passage);
  } catch (const std::exception&) {
    return problem_reply(fault(FaultKind::internal, "an exception"));
  }
}

// As far as a request comes without its body.
std::optional<Reply> Dispatcher::enter(Passage& passage) const {
  auto target = read_target(passage.raw.target);
  if (!target) return problem_reply(target.fault());
  passage.target = *std::move(target);
  Router::Found found = router_.find(passage.raw.method, passage.target.path);
  if (!found.route) return no_such_route(found.allow);
  passage.number = *found.route;
  passage.route = &routes_[passage.number];
  passage.act = acts_[passage.number];
  passage.parameters = std::move(found.parameters);
  passage.subject = subject_in(passage.route->path, passage.parameters);
  return admit(passage);
}

Reply Dispatcher::serve(Passage& passage) const {
  if (auto refused = enter(passage)) return *std::move(refused);
  if (wants_cookie(passage.raw)) {
    if (const auto why = why_foreign_origin(passage.raw, desk_.people.origin))
      return problem_reply(403, *why);
  }
  if (auto refused = slow_down(passage)) return *std::move(refused);
  if (auto refused = check_signature(passage)) return *std::move(refused);
  if (auto refused = read_form(passage)) return *std::move(refused);
  if (auto refused = prepare(passage)) return *std::move(refused);
  Reply reply = passage.changes() ? change(passage) : look(passage);
  note_key_used(passage);
  return reply;
}

std::optional<Reply> Dispatcher::admit(Passage& passage) const {
  const Route& route = *passage.route;
  if (!authorisation_.needs_key(route.method, route.path)) return std::nullopt;
  passage.key = bearer_key(passage.raw.authorization);
  if (passage.raw.authorization.empty()) {
    passage.key = cookie_session(passage.raw.cookie);
    const bool by_cookie = !passage.key.reveal().empty();
    const auto why = by_cookie ? why_foreign(passage.raw, desk_.people.origin) : std::nullopt;
    if (why) return problem_reply(403, *why);
  }
  if (passage.key.reveal().empty()) return unknown_caller(!passage.raw.authorization.empty());
  auto caller =
      store_.read([&](store::Transaction& tx) { return desk::recognise(desk_, tx, passage.key.reveal()); });
  if (!caller && caller.fault().kind == FaultKind::forbidden) return unknown_caller(true);
  if (!caller) return problem_reply(caller.fault());
  passage.caller = *caller;
  if (auto wait = await_turn(passage, !passage.header_only)) return wait;
  if (authorisation_.allows(route.method, route.path, caller->actor)) return guard(passage);
  return refuse(passage, problem_reply(403, "the role of this key may not do this"));
}

// Of what is refused by its header nothing comes again.
Reply Dispatcher::refuse(const Passage& passage, Reply words) const {
  if (passage.header_only) {
    if (auto wait = await_turn(passage, true)) return *std::move(wait);
  }
  const auto logged = log_without_act(passage, audit::Outcome::refused);
  return logged ? std::move(words) : problem_reply(logged.fault());
}

std::optional<Reply> Dispatcher::guard(const Passage& passage) const {
  const desk::Actor& actor = passage.caller->actor;
  const bool open = authorisation_.guard_of(passage.route->method, passage.route->path) == desk::Guard::none;
  if (open || actor.proved_anew) return std::nullopt;
  return refuse(passage, actor.person
                             ? step_up_reply()
                             : problem_reply(403, "this key may not reveal: see jium key add --help"));
}

// Looking (health) costs next to nothing and is asked for by machines; whatever else a stranger may do is a
// try.
std::optional<Reply> Dispatcher::slow_down(const Passage& passage) const {
  const bool is_try = passage.route->method == "POST" &&
                      !authorisation_.needs_key(passage.route->method, passage.route->path);
  if (!is_try || passage.raw.asker.empty()) return std::nullopt;
  const auto later = strangers_->take(passage.raw.asker, std::chrono::steady_clock::now());
  if (!later) return std::nullopt;
  return come_again("too many tries from your address", *later);
}

std::optional<Reply> Dispatcher::await_turn(const Passage& passage, bool takes_it) const {
  const bool changes = passage.changes();
  const TurnKind kind = passage.route->costly ? TurnKind::costly
                        : changes             ? TurnKind::change
                                              : TurnKind::look;
  const desk::Actor& caller = passage.caller->actor;
  const auto now = std::chrono::steady_clock::now();
  const auto wait = takes_it ? callers_->take(caller, kind, now) : callers_->wait_of(caller, kind, now);
  if (!wait) return std::nullopt;
  metrics_->note_slowed(to_text(kind));
  return come_again("you ask more often than this service allows one caller", *wait);
}

// Of a key that was issued with a public key: before the body is parsed.
std::optional<Reply> Dispatcher::check_signature(const Passage& passage) const {
  if (!passage.caller || passage.caller->signing_key.empty()) return std::nullopt;
  const RawRequest& raw = passage.raw;
  const desk::SignedRequest request{raw.method,         raw.target,          raw.body,
                                    raw.content_digest, raw.signature_input, raw.signature,
                                    raw.idempotency_key};
  const auto input = desk::verify_signature(request, passage.caller->signing_key, desk_.clock.now());
  if (!input) return refuse(passage, problem_reply(401, input.fault().what));
  const auto spent = store_.write([&](store::Transaction& tx) {
    return desk::spend_nonce(desk_, tx, passage.caller->actor.key, *input);
  });
  if (spent) return std::nullopt;
  if (spent.fault().kind != FaultKind::forbidden) return problem_reply(spent.fault());
  return refuse(passage, problem_reply(401, spent.fault().what));
}

std::optional<Reply> Dispatcher::prepare(Passage& passage) const {
  if (!passage.route->prepare) return std::nullopt;
  auto prepared = passage.route->prepare(desk_, store_, *passage.request);
  if (!prepared) return problem_reply(prepared.fault());
  passage.stretched = *std::move(prepared);
  return std::nullopt;
}

std::optional<Reply> Dispatcher::read_form(Passage& passage) const {
  const Route& route = *passage.route;
  auto query = read_query(passage.target, route.query);
  if (!query) return problem_reply(query.fault());
  auto body = read_body(passage.raw.body, route.asks != nullptr);
  if (!body) return problem_reply(body.fault());
  const bool needs_idempotency_key = passage.changes() && route.takes_idempotency_key;
  if (needs_idempotency_key && !is_idempotency_key(passage.raw.idempotency_key)) {
    return problem_reply(
        400,
        "a change needs the header Idempotency-Key, 1 to 200 visible ASCII characters: choose a new one for "
        "each change and send it again when you repeat the request");
  }
  passage.request.emplace(std::move(passage.parameters), *std::move(query), *std::move(body),
                          passage.raw.last_event_id, &passage.raw);
  return std::nullopt;
}

Result<Reply> Dispatcher::handle(const Passage& passage, store::Transaction& tx) const {
  const desk::Actor actor = passage.caller ? passage.caller->actor : desk::Actor{};
  LogNote note{passage.subject, std::nullopt};
  if (passage.caller) note.actor = actor;
  JIUM_TRY(Reply reply,
           passage.route->handle(Call{desk_, tx, actor, *passage.request, note, passage.stretched}));
  if (!passage.act || !reply.good()) return reply;
  JIUM_CHECK(note.actor
                 ? desk::write_log(desk_, tx, *note.actor, *passage.act, note.subject)
                 : desk::write_log_of_stranger(desk_, tx, *passage.act, note.subject, audit::Outcome::done));
  return reply;
}

// Whatever was tried has been rolled back, so that this stands in a transaction of its own. Of strangers only
// that one of them was refused, once a minute: they could fill the log as they please.
Result<void> Dispatcher::log_without_act(const Passage& passage, audit::Outcome outcome) const {
  if (!passage.act) return {};
  if (!passage.caller) {
    if (outcome != audit::Outcome::refused) return {};
    return store_.write([&](store::Transaction& tx) { return desk::log_stranger_refused(desk_, tx); });
  }
  return store_.write([&](store::Transaction& tx) {
    return desk::write_log(desk_, tx, passage.caller->actor, *passage.act, passage.subject, outcome);
  });
}

// A fault takes back all that the handler wrote, and whoever touched a decoy is told of all the same: the
// record is reached once more, which tells, and nothing else is done.
Result<void> Dispatcher::tell_of_decoy(const Passage& passage) const {
  if (!passage.caller || !passage.request) return {};
  const auto touched = touched_by(passage.route->path, *passage.request);
  if (touched.empty()) return {};
  return store_.write(acting_in(passage), [&](store::Transaction& tx) -> Result<void> {
    for (const auto& [noun, id] : touched) {
      const auto told = reach_again(desk_, tx, passage.caller->actor, noun, id);
      const bool not_theirs =
          !told && (told.fault().kind == FaultKind::missing || told.fault().kind == FaultKind::malformed);
      if (!told && !not_theirs) return told;
    }
    return {};
  });
}

Reply Dispatcher::answer_with(const Passage& passage, Result<Reply> reply) const {
  if (reply) return *std::move(reply);
  if (const auto told = tell_of_decoy(passage); !told) return problem_reply(told.fault());
  if (const auto outcome = outcome_of(reply.fault().kind)) {
    if (const auto logged = log_without_act(passage, *outcome); !logged) return problem_reply(logged.fault());
  }
  return problem_reply(reply.fault());
}

// The second lock behind the handler's own checks (store/row_security.h): what the table calls the caller's
// own is done for the caller's organisation alone. What is shared, or nobody's, is for the handler to judge.
store::Acting Dispatcher::acting_in(const Passage& passage) const {
  const Route& route = *passage.route;
  const auto& grants = authorisation_.grants();
  const auto grant = std::ranges::find_if(
      grants, [&](const desk::Grant& one) { return one.method == route.method && one.route == route.path; });
  const bool own = grant != grants.end() &&
                   (grant->relation == desk::Relation::own || grant->relation == desk::Relation::assigned);
  if (!own || !passage.caller) return store::Acting::for_the_house();
  return store::Acting::for_organisation(passage.caller->actor.organisation);
}

// The key, the person or the step-up may have ended while this request waited for its turn to write.
std::optional<Reply> Dispatcher::ended_meanwhile(const Passage& passage, store::Transaction& tx) const {
  if (!passage.caller || !passage.act) return std::nullopt;
  const auto still = desk::recognise(desk_, tx, passage.key.reveal());
  if (!still && still.fault().kind == FaultKind::forbidden) return unknown_caller(true);
  if (!still) return problem_reply(still.fault());
  const bool open = authorisation_.guard_of(passage.route->method, passage.route->path) == desk::Guard::none;
  if (open || still->actor.proved_anew) return std::nullopt;
  return step_up_reply();
}

// What is logged is written, even where it only shows something. Whether the process answers can be asked
// while there is no database: whoever restarts what does not answer must not restart jium for that.
Reply Dispatcher::look(const Passage& passage) const {
  if (passage.route->operation == "health_live") return reply(200, wire::Live{});
  const auto work = [&](store::Transaction& tx) -> Result<Reply> {
    if (auto ended = ended_meanwhile(passage, tx)) return *std::move(ended);
    return handle(passage, tx);
  };
  Reply reply = answer_with(
      passage, passage.act ? store_.write(acting_in(passage), work) : store_.read(acting_in(passage), work));
  if (reply.stream && passage.caller) end_with_session(passage, *reply.stream);
  return reply;
}

// A stream is a look that goes on: whoever it is for is asked after again once a second, and that it goes on
// is no use of the key: a session that is idle ends, and its stream with it.
void Dispatcher::end_with_session(const Passage& passage, Stream& stream) const {
  static constexpr std::chrono::seconds kAskedAfter{1};
  struct Seen {
    std::chrono::steady_clock::time_point at = std::chrono::steady_clock::now();
  };
  const auto seen = std::make_shared<Seen>();
  const Route& route = *passage.route;
  stream.more = [this, seen, &route, key = passage.key,
                 more = std::move(stream.more)]() -> std::optional<std::string> {
    const auto now = std::chrono::steady_clock::now();
    if (now - seen->at >= kAskedAfter) {
      const auto caller =
          store_.read([&](store::Transaction& tx) { return desk::recognise(desk_, tx, key.reveal()); });
      // A store that does not answer for a moment ends no session.
      const bool ended = !caller && caller.fault().kind == FaultKind::forbidden;
      if (ended || (caller && !authorisation_.allows(route.method, route.path, caller->actor)))
        return std::nullopt;
      seen->at = now;
    }
    return more();
  };
}

Reply Dispatcher::change(const Passage& passage) const {
  Result<Reply> reply = store_.write(acting_in(passage), [&](store::Transaction& tx) -> Result<Reply> {
    if (auto ended = ended_meanwhile(passage, tx)) return *std::move(ended);
    return passage.route->takes_idempotency_key ? change_once(passage, tx) : handle(passage, tx);
  });
  return answer_with(passage, std::move(reply));
}

Result<Reply> Dispatcher::change_once(const Passage& passage, store::Transaction& tx) const {
  const desk::Actor actor = passage.caller ? passage.caller->actor : desk::Actor{};
  const Bytes digest = request_digest(passage.raw);
  auto given = store::given_answer(tx, actor.key, passage.raw.idempotency_key, digest);
  if (!given && given.fault().kind == FaultKind::conflict) return problem_reply(422, given.fault().what);
  if (!given) return given.fault();
  if (*given) {
    return Reply{
        (*given)->status, std::string(kJson), std::move((*given)->body), {{"Idempotency-Replayed", "true"}}};
  }
  JIUM_TRY(Reply reply, handle(passage, tx));
  JIUM_CHECK(store::keep_answer(tx, actor.key, actor.organisation, passage.raw.idempotency_key, digest,
                                {reply.status, reply.kept_body.value_or(reply.body)}, desk_.clock.now()));
  return reply;
}

void Dispatcher::note_key_used(const Passage& passage) const {
  if (!passage.caller || passage.caller->used_lately) return;
  const Result<void> noted = store_.write([&](store::Transaction& tx) {
    return store::note_used(tx, passage.caller->actor.key, desk_.clock.now());
  });
  if (!noted) log::warning("key_use_not_noted", {{"fault", noted.fault().kind}});
}

void Dispatcher::note(const Passage& passage, const Reply& reply,
                      std::chrono::steady_clock::time_point started) const {
  const auto took = std::chrono::steady_clock::now() - started;
  const bool found = passage.route != nullptr;
  const std::string_view method = found ? passage.route->method : "other";
  metrics_->note_request(method, found ? passage.route->path : "none", reply.status, took);
  const store::AccessKeyId key = passage.caller ? passage.caller->actor.key : store::AccessKeyId();
  log::info("request", {{"method", word_of_method(method)},
                        {"route", found ? static_cast<int>(passage.number) : -1},
                        {"status", reply.status},
                        {"key", key},
                        {"took_ms", std::chrono::duration_cast<Duration>(took)}});
}

}  // namespace jium::http
