// One request, from its route to its answer: route, key, role, form, then the handler in one transaction.
//
// Changes need an Idempotency-Key and are made at most once a key: the answer is kept in the transaction that
// makes the change, so that a request sent again, at once or after a crash, gets the first answer.
//
// What the authorisation table gives an act is written to the audit log in the handler's own transaction,
// once and before anything is answered; if it cannot be written, nothing was done and nothing is shown (503).
// A known caller who was refused is logged too, and so is an act that was allowed and did not come about.
//
// Where no key is asked for, an address that asks too often is told when to come again (stranger_turns.h),
// before anything is read or looked up. Whoever is known has turns too, many more of them, by what is asked
// (caller_turns.h); what is refused for its role or its step-up takes a turn as well, as each is an entry of
// the log.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "jium/desk/authorisation.h"
#include "jium/desk/sign_in.h"
#include "jium/http/caller_turns.h"
#include "jium/http/metrics.h"
#include "jium/http/router.h"
#include "jium/http/stranger_turns.h"

namespace jium::http {

class Dispatcher {
 public:
  // Conflict, naming the route, when the table and the routes do not name the same ones.
  [[nodiscard]] static Result<std::unique_ptr<Dispatcher>> make(
      const desk::Desk& desk, store::Store& store, Routes routes, desk::Authorisation authorisation,
      std::shared_ptr<Metrics> metrics, StrangerLimit strangers = {}, CallerLimit callers = {});

  // Thread-safe; never throws.
  [[nodiscard]] Reply answer(const RawRequest& raw) const;
  // Before the body is known: no such route, no such key, or a role that may not. Nothing when the body is
  // worth reading.
  [[nodiscard]] std::optional<Reply> refuse(const RawRequest& header) const;

 private:
  struct Passage;  // what is known of a request on its way

  Dispatcher(const desk::Desk& desk, store::Store& store, Routes routes, desk::Authorisation authorisation,
             std::shared_ptr<Metrics> metrics, StrangerLimit strangers, CallerLimit callers, Router router,
             std::vector<std::optional<audit::Act>> acts);

  [[nodiscard]] Reply serve(Passage& passage) const;
  [[nodiscard]] std::optional<Reply> enter(Passage& passage) const;
  [[nodiscard]] std::optional<Reply> admit(Passage& passage) const;
  [[nodiscard]] Reply refuse(const Passage& passage, Reply words) const;
  [[nodiscard]] std::optional<Reply> guard(const Passage& passage) const;
  [[nodiscard]] std::optional<Reply> slow_down(const Passage& passage) const;
  [[nodiscard]] std::optional<Reply> await_turn(const Passage& passage, bool takes_it) const;
  [[nodiscard]] std::optional<Reply> check_signature(const Passage& passage) const;
  [[nodiscard]] std::optional<Reply> read_form(Passage& passage) const;
  [[nodiscard]] std::optional<Reply> prepare(Passage& passage) const;
  [[nodiscard]] store::Acting acting_in(const Passage& passage) const;
  [[nodiscard]] std::optional<Reply> ended_meanwhile(const Passage& passage, store::Transaction& tx) const;
  [[nodiscard]] Result<void> tell_of_decoy(const Passage& passage) const;
  [[nodiscard]] Reply look(const Passage& passage) const;
  void end_with_session(const Passage& passage, Stream& stream) const;
  [[nodiscard]] Reply change(const Passage& passage) const;
  [[nodiscard]] Result<Reply> change_once(const Passage& passage, store::Transaction& tx) const;
  [[nodiscard]] Result<Reply> handle(const Passage& passage, store::Transaction& tx) const;
  [[nodiscard]] Reply answer_with(const Passage& passage, Result<Reply> reply) const;
  [[nodiscard]] Result<void> log_without_act(const Passage& passage, audit::Outcome outcome) const;
  void note_key_used(const Passage& passage) const;
  void note(const Passage& passage, const Reply& reply, std::chrono::steady_clock::time_point started) const;

  const desk::Desk& desk_;
  store::Store& store_;
  const Routes routes_;
  const desk::Authorisation authorisation_;
  const std::shared_ptr<Metrics> metrics_;
  const std::unique_ptr<StrangerTurns> strangers_;
  const std::unique_ptr<CallerTurns> callers_;
  const Router router_;
  const std::vector<std::optional<audit::Act>> acts_;  // of each route
};

}  // namespace jium::http
