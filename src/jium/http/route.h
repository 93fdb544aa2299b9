// A route: where it is, what it takes and gives, and the handler that answers it.
#pragma once

#include <boost/json/serialize.hpp>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "jium/desk/desk.h"
#include "jium/desk/write_log.h"
#include "jium/http/reply.h"
#include "jium/http/request.h"
#include "jium/http/schema.h"

namespace jium::http {

// What the audit log will say about a call, besides its act: the dispatcher writes it once the handler is
// done.
struct LogNote {
  store::LogSubject subject;         // at first the last id in the path
  std::optional<desk::Actor> actor;  // at first the caller
};

// One transaction a call; a handler's fault rolls it back.
struct Call {
  const desk::Desk& desk;
  store::Transaction& tx;
  desk::Actor actor;  // empty where no key is needed
  const Request& request;
  LogNote& log_note;
  desk::Stretched stretched{};  // what the route's `prepare` made

  // For a handler that makes something, or finds it by other means than the path: what the log should name.
  void about(store::LogSubject subject) const { log_note.subject = std::move(subject); }
  // For a handler that is called without a key and learns who it was.
  void by(desk::Actor actor_found) const { log_note.actor = std::move(actor_found); }

  // The body as a wire type.
  template <wire::WireStruct Ask>
  [[nodiscard]] Result<Ask> body() const {
    return wire::from_json<Ask>(request.body());
  }
};

struct QueryParameter {
  std::string_view name;
  std::string_view meaning;
};

struct Route {
  std::string_view method;
  std::string_view path;       // with {names}, as in desk/authz.tsv
  std::string_view operation;  // a verb and a noun: operationId in docs/openapi.json
  std::string_view summary;
  SchemaOf asks = nullptr;   // of the body; null when there is none
  SchemaOf gives = nullptr;  // of the good answer; null when it is plain text or a document of its own
  std::vector<int> success{200};
  std::vector<QueryParameter> query{};
  bool takes_idempotency_key = true;  // of audit class `change` only
  // Work that takes long and must not hold the store: done before the transaction, which judges it.
  std::function<Result<desk::Stretched>(const desk::Desk&, store::Store&, const Request&)> prepare{};
  std::function<Result<Reply>(const Call&)> handle{};
  bool costly =
      false;  // it searches, counts or answers a guess: fewer turns for each caller (caller_turns.h)
};

using Routes = std::vector<Route>;

// A good answer.
template <wire::WireStruct View>
[[nodiscard]] Reply reply(int status, const View& view) {
  return {status, std::string(kJson), boost::json::serialize(wire::to_json(view)), {}};
}

}  // namespace jium::http
