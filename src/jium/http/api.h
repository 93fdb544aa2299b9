// The HTTP API as a whole: the built-in routes behind the built-in authorisation table.
#pragma once

#include <memory>

#include "jium/http/dispatcher.h"
#include "jium/http/health.h"

namespace jium::http {

class Api {
 public:
  // Thread-safe; never throws.
  [[nodiscard]] Reply answer(const RawRequest& raw) const { return dispatcher_->answer(raw); }
  // What answer() would say to a request with this header before it came to the body; nothing when it would.
  [[nodiscard]] std::optional<Reply> refuse(const RawRequest& header) const {
    return dispatcher_->refuse(header);
  }
  // OpenAPI 3.1.
  [[nodiscard]] const std::string& description() const { return *description_; }

 private:
  friend Result<std::unique_ptr<Api>> make_api(const desk::Desk&, store::Store&, desk::Authorisation,
                                               HealthWatch, StrangerLimit, CallerLimit);
  Api(std::unique_ptr<Dispatcher> dispatcher, std::shared_ptr<const std::string> description)
      : dispatcher_(std::move(dispatcher)), description_(std::move(description)) {}

  std::unique_ptr<Dispatcher> dispatcher_;
  std::shared_ptr<const std::string> description_;
};

// `desk` and `store` outlive the API. Conflict when the table and the routes do not name the same ones: such
// an API must not start.
[[nodiscard]] Result<std::unique_ptr<Api>> make_api(const desk::Desk& desk, store::Store& store,
                                                    desk::Authorisation authorisation,
                                                    HealthWatch health = {}, StrangerLimit strangers = {},
                                                    CallerLimit callers = {});
// With the built-in table.
[[nodiscard]] Result<std::unique_ptr<Api>> make_api(const desk::Desk& desk, store::Store& store,
                                                    HealthWatch health = {}, StrangerLimit strangers = {},
                                                    CallerLimit callers = {});

}  // namespace jium::http
