#include "jium/outside/notify.h"

#include "jium/outside/admission.h"
#include "jium/outside/transfer.h"

namespace jium::outside {
namespace {

constexpr std::size_t kAnswerLimit = std::size_t{64} << 10;
constexpr Duration kWholeTime = std::chrono::seconds{15};

class HttpNotifier final : public registry::Notifier {
 public:
  HttpNotifier(FetchSettings settings, std::vector<PrivateNetwork> private_networks)
      : settings_(std::move(settings)), resolver_(make_system_resolver()) {
    settings_.private_networks = std::move(private_networks);
    settings_.body_limit = kAnswerLimit;
    settings_.user_agent = "jium-webhook/1";
  }

  Result<int> post(const registry::Notice& notice) override {
    if (notice.address.scheme() != "https" && !settings_.allow_loopback) {
      return fault(FaultKind::forbidden, "a webhook's address begins with https: set it anew");
    }
    JIUM_TRY(const auto admitted, admitted_at(notice.address));
    JIUM_TRY(const Answer answer,
             post_once(notice.address, admitted, settings_, {notice.body, notice.headers}, kWholeTime));
    return answer.status;
  }

 private:
  Result<std::vector<IpAddress>> admitted_at(const registry::WebAddress& address) {
    auto in_public = admit(address, *resolver_, settings_.allow_loopback, settings_.connect_time);
    const bool refused = !in_public && in_public.fault().kind == FaultKind::forbidden;
    if (!refused || settings_.private_networks.empty()) return in_public;
    return admit_private(address, *resolver_, settings_.private_networks, settings_.connect_time);
  }

  FetchSettings settings_;
  const std::unique_ptr<Resolver> resolver_;
};

}  // namespace

std::unique_ptr<registry::Notifier> make_http_notifier(const FetchSettings& settings,
                                                       std::vector<PrivateNetwork> private_networks) {
  return std::make_unique<HttpNotifier>(settings, std::move(private_networks));
}

}  // namespace jium::outside
