#include "jium/outside/fetch.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "jium/outside/admission.h"
#include "jium/outside/transfer.h"

namespace jium::outside {
namespace {

// Time left of one look, by a clock that nobody sets.
class Stopwatch {
 public:
  explicit Stopwatch(Duration whole) : end_(std::chrono::steady_clock::now() + whole) {}
  [[nodiscard]] Duration left() const {
    return std::chrono::duration_cast<Duration>(end_ - std::chrono::steady_clock::now());
  }

 private:
  std::chrono::steady_clock::time_point end_;
};

std::string sha256_of(ByteView body) {
  if (body.empty()) return {};
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), body.data(), body.size());
  return to_hex(digest);
}

class HttpFetcher final : public registry::Fetcher {
 public:
  HttpFetcher(FetchSettings settings, const Clock& clock, std::unique_ptr<Resolver> resolver)
      : settings_(std::move(settings)), clock_(clock), resolver_(std::move(resolver)) {}

  Result<registry::Fetched> fetch(const registry::WebAddress& address) override {
    const Stopwatch watch(settings_.whole_time);
    registry::WebAddress place = address;
    for (int redirects = 0;; ++redirects) {
      JIUM_TRY(Answer answer, look_at(place, watch));
      if (answer.location.reveal().empty()) return told(std::move(answer), place, redirects);
      if (redirects == settings_.redirects) {
        return fault(FaultKind::outside, "the place leads on from one address to the next without an end");
      }
      JIUM_TRY(place, next_place(place, answer));
    }
  }

 private:
  Result<Answer> look_at(const registry::WebAddress& place, const Stopwatch& watch) {
    const Duration left = watch.left();
    if (left <= Duration::zero()) return fault(FaultKind::late, "the place took too long to answer");
    auto admitted =
        admit(place, *resolver_, settings_.allow_loopback, std::min(left, settings_.connect_time));
    // What is not known here may be known where the proxy stands.
    const bool unknown_here = !admitted && admitted.fault().kind == FaultKind::outside;
    if (!admitted && !(unknown_here && !settings_.proxy.empty())) return Fault(std::move(admitted).fault());
    const std::vector<IpAddress> addresses = admitted ? std::move(*admitted) : std::vector<IpAddress>();
    auto answer = get_once(place, addresses, settings_, watch.left());
    if (!answer) return answer;
    for (const IpAddress& address : addresses) answer->resolved.push_back(address.text());
    return answer;
  }

  static Result<registry::WebAddress> next_place(const registry::WebAddress& place, const Answer& answer) {
    Result<registry::WebAddress> next = place.resolve(answer.location.reveal());
    if (!next)
      return fault(FaultKind::forbidden, "the place leads on to something that is not a web address");
    return next;
  }

  Result<registry::Fetched> told(Answer answer, const registry::WebAddress& place, int redirects) const {
    registry::Fetched fetched;
    fetched.place = place;
    fetched.retry_after = answer.retry_after;
    fetched.evidence.host = place.host();
    fetched.evidence.resolved = std::move(answer.resolved);
    fetched.evidence.header_sha256 = std::move(answer.header_sha256);
    fetched.evidence.vantage = settings_.vantage;
    fetched.evidence.at = clock_.now();
    fetched.evidence.status = answer.status;
    fetched.evidence.peer = std::move(answer.peer);
    fetched.evidence.content_type = std::move(answer.content_type);
    fetched.evidence.body_bytes = answer.body.size();
    fetched.evidence.body_sha256 = sha256_of(answer.body);
    fetched.evidence.certificate_sha256 = std::move(answer.certificate_sha256);
    fetched.evidence.redirects = redirects;
    fetched.body = std::move(answer.body);
    return fetched;
  }

  const FetchSettings settings_;
  const Clock& clock_;
  const std::unique_ptr<Resolver> resolver_;
};

}  // namespace

std::unique_ptr<registry::Fetcher> make_http_fetcher(const FetchSettings& settings, const Clock& clock) {
  return make_http_fetcher(settings, clock, make_system_resolver());
}

std::unique_ptr<registry::Fetcher> make_http_fetcher(const FetchSettings& settings, const Clock& clock,
                                                     std::unique_ptr<Resolver> resolver) {
  return std::make_unique<HttpFetcher>(settings, clock, std::move(resolver));
}

}  // namespace jium::outside
