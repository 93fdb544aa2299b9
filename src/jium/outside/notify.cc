#include "jium/outside/notify.h"

#include "jium/outside/admission.h"
#include "jium/outside/transfer.h"

namespace jium::outside {
namespace {

constexpr std::size_t kAnswerLimit = std::size_t{64} << 10;
constexpr Duration kWholeTime = std::chrono::seconds{15};

class HttpNotifier final : public registry::Notifier {
 public:
  explicit HttpNotifier(FetchSettings settings)
      : settings_(std::move(settings)), resolver_(make_system_resolver()) {
    settings_.body_limit = kAnswerLimit;
    settings_.user_agent = "jium-webhook/1";
  }

  Result<int> post(const registry::Notice& notice) override {
    if (notice.address.scheme() != "https" && !settings_.allow_loopback) {
      return fault(FaultKind::forbidden, "a webhook's address begins with https: set it anew");
    }
    JIUM_TRY(const auto admitted,
             admit(notice.address, *resolver_, settings_.allow_loopback, settings_.connect_time));
    JIUM_TRY(const Answer answer,
             post_once(notice.address, admitted, settings_, {notice.body, notice.headers}, kWholeTime));
    return answer.status;
  }

 private:
  FetchSettings settings_;
  const std::unique_ptr<Resolver> resolver_;
};

}  // namespace

std::unique_ptr<registry::Notifier> make_http_notifier(const FetchSettings& settings) {
  return std::make_unique<HttpNotifier>(settings);
}

}  // namespace jium::outside
