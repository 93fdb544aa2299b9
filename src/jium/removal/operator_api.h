// The port through which an operator's own API is asked what has become of a request, and told an officer's
// answers (docs/formats/platform_requests.md). The request itself leaves by form_sender.h, once; what goes
// through here may be said again: it changes nothing a second time.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "jium/base/clock.h"
#include "jium/base/result.h"
#include "jium/base/secret.h"
#include "jium/registry/web_address.h"

namespace jium::removal {

struct ApiCall {
  registry::WebAddress address;
  Secret<std::string> body;  // JSON; empty: a GET
  std::vector<std::pair<std::string, std::string>> headers;
};

struct ApiAnswer {
  int status = 0;
  std::string body;                     // at most 64 KiB
  std::optional<Duration> retry_after;  // what the operator asks for
};

class OperatorApi {
 public:
  OperatorApi() = default;
  OperatorApi(const OperatorApi&) = delete;
  OperatorApi& operator=(const OperatorApi&) = delete;
  virtual ~OperatorApi() = default;

  // Any status is an answer. Forbidden: the address is no public one. Outside: no answer. Late: too slow.
  // Malformed: larger than 64 KiB, or not HTTP.
  [[nodiscard]] virtual Result<ApiAnswer> call(const ApiCall& call) = 0;
};

// The fake: keeps what was said, answers as it is told.
class FakeOperatorApi final : public OperatorApi {
 public:
  std::vector<ApiCall> calls;
  std::function<Result<ApiAnswer>(const ApiCall&)> answer = [](const ApiCall&) {
    return Result<ApiAnswer>(ApiAnswer{404, "", std::nullopt});
  };
  [[nodiscard]] Result<ApiAnswer> call(const ApiCall& call) override {
    calls.push_back(call);
    return answer(call);
  }
};

}  // namespace jium::removal
