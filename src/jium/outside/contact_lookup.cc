#include "jium/outside/contact_lookup.h"

#include <algorithm>

#include "jium/outside/admission.h"
#include "jium/outside/whois_exchange.h"
#include "jium/removal/whois.h"

namespace jium::outside {
namespace {

using removal::SourceKind;

constexpr Duration kWholeTime = std::chrono::seconds{20};

class ContactLookup final : public removal::ContactSource {
 public:
  ContactLookup(ContactLookupSettings settings, FetchSettings fetch, const Clock& clock)
      : settings_(std::move(settings)), fetch_(std::move(fetch)), resolver_(make_system_resolver()) {
    fetch_.body_limit = std::min(fetch_.body_limit, removal::kLongestSource);
    fetch_.whole_time = std::min(fetch_.whole_time, kWholeTime);
    fetcher_ = make_http_fetcher(fetch_, clock);
  }

  Result<std::string> ask(SourceKind kind, const std::string& subject) override {
    switch (kind) {
      case SourceKind::rdap_domain:
        return rdap("domain/" + subject);
      case SourceKind::rdap_network:
        return rdap("ip/" + subject);
      case SourceKind::whois:
        return whois(subject);
      case SourceKind::security_txt:
        return get("https://" + bracketed(subject) + "/.well-known/security.txt");
    }
    return fault(FaultKind::internal, "a source of an unknown kind");
  }

 private:
  static std::string bracketed(const std::string& host) {
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
  }

  Result<std::string> get(const std::string& address) {
    JIUM_TRY(const auto place, registry::WebAddress::parse(address));
    JIUM_TRY(auto fetched, fetcher_->fetch(place));
    const int status = fetched.evidence.status;
    if (status == 404 || status == 410) return fault(FaultKind::missing, "this source says nothing");
    if (status != 200) return fault(FaultKind::outside, "this source does not answer now");
    return std::string(text_of(fetched.body));
  }

  Result<std::string> rdap(const std::string& path) {
    if (settings_.rdap.empty()) return not_asked();
    const bool ends = settings_.rdap.back() == '/';
    return get(settings_.rdap + (ends ? "" : "/") + path);
  }

  Result<std::string> whois(const std::string& name) {
    if (settings_.whois.empty()) return not_asked();
    JIUM_TRY(std::string first, exchange(settings_.whois, name));
    const std::string next = removal::whois_referral(first);
    if (next.empty() || next == settings_.whois) return first;
    auto second = exchange(next, name);
    if (!second) return first;
    return *std::move(second);
  }

  Result<std::string> exchange(const std::string& server, const std::string& question) {
    const bool has_port = server.find(':') != std::string::npos;
    JIUM_TRY(const auto place,
             registry::WebAddress::parse("http://" + server + (has_port ? "" : ":43") + "/"));
    JIUM_TRY(const auto admitted, admit(place, *resolver_, fetch_.allow_loopback, fetch_.connect_time));
    return ask_whois(place, admitted, question, fetch_, removal::kLongestSource, fetch_.whole_time);
  }

  static Fault not_asked() { return fault(FaultKind::missing, "this source is not asked (settings)"); }

  ContactLookupSettings settings_;
  FetchSettings fetch_;
  std::unique_ptr<Resolver> resolver_;
  std::unique_ptr<registry::Fetcher> fetcher_;
};

}  // namespace

std::unique_ptr<removal::ContactSource> make_contact_lookup(const ContactLookupSettings& settings,
                                                            const FetchSettings& fetch, const Clock& clock) {
  return std::make_unique<ContactLookup>(settings, fetch, clock);
}

}  // namespace jium::outside
