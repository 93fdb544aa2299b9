#include "jium/outside/operator_api.h"

#include "jium/outside/admission.h"
#include "jium/outside/transfer.h"

namespace jium::outside {
namespace {

constexpr std::size_t kAnswerLimit = std::size_t{64} << 10;
constexpr Duration kWholeTime = std::chrono::seconds{20};

class HttpOperatorApi final : public removal::OperatorApi {
 public:
  HttpOperatorApi(FetchSettings settings, std::unique_ptr<Resolver> resolver)
      : settings_(std::move(settings)), resolver_(std::move(resolver)) {
    settings_.body_limit = kAnswerLimit;
    settings_.proxy.clear();
  }

  Result<removal::ApiAnswer> call(const removal::ApiCall& call) override {
    JIUM_TRY(const auto admitted,
             admit(call.address, *resolver_, settings_.allow_loopback, settings_.connect_time));
    const Posted said{call.body.reveal(), call.headers};
    const Duration within = std::min(kWholeTime, settings_.whole_time);
    auto answer = call.body.reveal().empty()
                      ? ask_once(call.address, admitted, settings_, said.headers, within)
                      : post_once(call.address, admitted, settings_, said, within);
    if (!answer) return Fault(std::move(answer).fault());
    return removal::ApiAnswer{answer->status, std::string(text_of(answer->body)), answer->retry_after};
  }

 private:
  FetchSettings settings_;
  const std::unique_ptr<Resolver> resolver_;
};

}  // namespace

std::unique_ptr<removal::OperatorApi> make_operator_api(const FetchSettings& settings) {
  return make_operator_api(settings, make_system_resolver());
}

std::unique_ptr<removal::OperatorApi> make_operator_api(const FetchSettings& settings,
                                                        std::unique_ptr<Resolver> resolver) {
  return std::make_unique<HttpOperatorApi>(settings, std::move(resolver));
}

}  // namespace jium::outside
