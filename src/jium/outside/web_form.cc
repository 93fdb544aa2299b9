#include "jium/outside/web_form.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include "jium/outside/admission.h"
#include "jium/outside/curl_handle.h"
#include "jium/outside/resolve.h"
#include "jium/removal/form_recipe.h"

namespace jium::outside {
namespace {

using registry::WebAddress;
using removal::Post;
using removal::PostDelivery;
using removal::PostOutcome;

constexpr std::size_t kAnswerLimit = std::size_t{1} << 20, kHeaderLimit = std::size_t{64} << 10;

// One exchange: what goes out, up to the one moment, and what comes back.
struct Exchange {
  CURL* curl = nullptr;
  bool allow_loopback = false;
  std::string_view body;
  std::size_t given = 0;
  const std::function<bool()>* hand_over = nullptr;
  std::optional<bool> handed_over;
  std::string answer;
  std::size_t header_bytes = 0;
  bool vetoed = false;
};

// An exception may not pass through libcurl; whoever throws has not made the moment durable.
bool handed_over(const std::function<bool()>& hand_over) {
  try {
    return hand_over();
  } catch (...) {
    return false;
  }
}

curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* address) {
  auto& here = *static_cast<Exchange*>(data);
  if (!may_connect(kind_of(address->addr), here.allow_loopback)) {
    here.vetoed = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// All but the last byte first; the last one alone, and only once the moment is durable.
std::size_t give_body(char* out, std::size_t size, std::size_t count, void* data) {
  auto& here = *static_cast<Exchange*>(data);
  const std::size_t left = here.body.size() - here.given;
  if (left == 0) return 0;
  if (left > 1) {
    const std::size_t length = std::min(size * count, left - 1);
    std::memcpy(out, here.body.data() + here.given, length);
    here.given += length;
    return length;
  }
  if (!here.handed_over) here.handed_over = handed_over(*here.hand_over);
  if (!*here.handed_over) return CURL_READFUNC_ABORT;
  *out = here.body.back();
  here.given += 1;
  return 1;
}

std::size_t take_answer(char* in, std::size_t size, std::size_t count, void* data) {
  auto& here = *static_cast<Exchange*>(data);
  const std::size_t length = size * count;
  if (length > kAnswerLimit - here.answer.size()) return 0;
  try {
    here.answer.append(in, length);
  } catch (const std::bad_alloc&) {
    return 0;
  }
  return length;
}

std::size_t take_header(char*, std::size_t size, std::size_t count, void* data) {
  auto& here = *static_cast<Exchange*>(data);
  here.header_bytes += size * count;
  return here.header_bytes > kHeaderLimit ? 0 : size * count;
}

PostDelivery told(PostOutcome outcome, long status, const char* reason) {
  return {outcome, static_cast<int>(status), reason};
}

class HttpFormSender final : public removal::FormSender {
 public:
  HttpFormSender(FetchSettings settings, std::unique_ptr<Resolver> resolver)
      : settings_(std::move(settings)), resolver_(std::move(resolver)) {}

  PostDelivery send(const Post& post, const std::function<bool()>& hand_over) override {
    const PipeSignalBlock block;
    const Result<CurlHandle> handle = make_curl_handle();
    if (!handle) return told(PostOutcome::postponed, 0, "memory is out");
    CURL* const curl = handle->get();
    curl_easy_setopt(curl, CURLOPT_COOKIEFILE, "");  // a session of its own, in memory, for this send
    curl_easy_setopt(curl, CURLOPT_USERAGENT, settings_.user_agent.c_str());
    std::string body = post.body.reveal();
    if (post.page) {
      if (auto stopped = read_page(curl, post, body)) return *std::move(stopped);
    }
    return hand_in(curl, post, body, hand_over);
  }

 private:
  // Everything that both requests share; false when the place may not be reached.
  [[nodiscard]] bool prepare(CURL* curl, const WebAddress& place, Exchange& exchange, CurlList& pins) {
    const auto admitted = admit(place, *resolver_, settings_.allow_loopback, settings_.connect_time);
    exchange.curl = curl;
    exchange.allow_loopback = settings_.allow_loopback;
    if (!admitted) {
      exchange.vetoed = admitted.fault().kind == FaultKind::forbidden;
      return false;
    }
    curl_easy_setopt(curl, CURLOPT_URL, place.canonical().reveal().c_str());
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_HTTP09_ALLOWED, 0L);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, curl_milliseconds(settings_.connect_time));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, curl_milliseconds(settings_.whole_time));
    if (!settings_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings_.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_answer);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
    pin(curl, place, *admitted, pins);
    return true;
  }

  // The name leads to what was checked, and is not asked again.
  static void pin(CURL* curl, const WebAddress& place, const std::vector<IpAddress>& admitted,
                  CurlList& pins) {
    if (IpAddress::parse(place.host())) return;
    std::string entry = place.host() + ":" + std::to_string(place.port()) + ":";
    for (std::size_t i = 0; i < std::min<std::size_t>(admitted.size(), 16); ++i) {
      const std::string text = admitted[i].text();
      if (i > 0) entry += ',';
      entry += text.find(':') == std::string::npos ? text : "[" + text + "]";
    }
    pins = with_entry(nullptr, entry);
    curl_easy_setopt(curl, CURLOPT_RESOLVE, pins.get());
  }

  // One GET; the status, or nothing when there was no whole answer.
  [[nodiscard]] std::optional<long> get(CURL* curl, const WebAddress& place, Exchange& exchange) {
    CurlList pins;
    if (!prepare(curl, place, exchange, pins)) return std::nullopt;
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, nullptr);
    curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
    const CURLcode code = curl_easy_perform(curl);
    curl_easy_setopt(curl, CURLOPT_RESOLVE, nullptr);
    if (code != CURLE_OK) return std::nullopt;
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return status;
  }

  // The form's page, for its tokens, which go to the end of the body. A delivery when it ends here.
  [[nodiscard]] std::optional<PostDelivery> read_page(CURL* curl, const Post& post, std::string& body) {
    Exchange exchange;
    const auto status = get(curl, *post.page, exchange);
    if (exchange.vetoed)
      return told(PostOutcome::needs_person, 0, "the form is not on the public internet and is not visited");
    if (!status || *status >= 500 || *status == 429)
      return told(PostOutcome::postponed, status.value_or(0), "the page of the form cannot be read now");
    if (*status != 200)
      return told(PostOutcome::needs_person, *status, "the page of the form is not where the recipe says");
    if (removal::asks_for_a_person(exchange.answer))
      return told(PostOutcome::needs_person, *status, "the form asks for a person (a captcha)");
    std::vector<removal::FilledField> tokens;
    for (const std::string& name : post.tokens) {
      auto token = removal::token_in(exchange.answer, name);
      if (!token)
        return told(PostOutcome::needs_person, *status,
                    "the form's page has not the token that the recipe names");
      tokens.push_back({name, Secret<std::string>(*std::move(token))});
    }
    if (!tokens.empty()) body += (body.empty() ? "" : "&") + removal::url_encoded(tokens);
    return std::nullopt;
  }

  PostDelivery hand_in(CURL* curl, const Post& post, const std::string& body,
                       const std::function<bool()>& hand_over) {
    Exchange exchange;
    exchange.body = body;
    exchange.hand_over = &hand_over;
    CurlList pins;
    if (body.empty()) return told(PostOutcome::needs_person, 0, "there is nothing to post");
    if (!prepare(curl, post.action, exchange, pins)) {
      if (exchange.vetoed)
        return told(PostOutcome::needs_person, 0,
                    "the form is not on the public internet and is not visited");
      return told(PostOutcome::postponed, 0, "the name of the form's host does not lead anywhere now");
    }
    CurlList headers = with_entry(nullptr, "Content-Type: " + post.content_type);
    // Without it libcurl waits for the server's leave, which would be a second moment of doubt.
    if (headers) headers = with_entry(std::move(headers), "Expect:");
    for (const auto& [name, value] : post.headers) {
      if (headers) headers = with_entry(std::move(headers), name + ": " + value);
    }
    if (!headers) return told(PostOutcome::postponed, 0, "memory is out");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, nullptr);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, &give_body);
    curl_easy_setopt(curl, CURLOPT_READDATA, &exchange);
    const CURLcode code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    const std::string location = same_host_redirect(curl, post.action, status);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, nullptr);
    curl_easy_setopt(curl, CURLOPT_RESOLVE, nullptr);
    if (!exchange.handed_over || !*exchange.handed_over) return before(exchange, status);
    if (code != CURLE_OK)
      return told(PostOutcome::unknown, status,
                  "the connection ended before the host said whether it took it");
    return after(curl, post, exchange.answer, status, location);
  }

  // Nothing was taken: the host has half a request.
  static PostDelivery before(const Exchange& exchange, long status) {
    if (exchange.vetoed)
      return told(PostOutcome::needs_person, 0, "the form is not on the public internet and is not visited");
    if (status >= 400 && status < 500 && status != 408 && status != 429)
      return told(PostOutcome::needs_person, status, "the host refused the form before it was handed over");
    return told(PostOutcome::postponed, status,
                "the host could not be reached, or broke off: nothing was sent");
  }

  PostDelivery after(CURL* curl, const Post& post, const std::string& answer, long status,
                     const std::string& location) {
    if (status == 429) return told(PostOutcome::postponed, status, "the host asks to come again later");
    if (post.confirmation.empty()) return by_status(status);
    if (auto judged = by_words(post, answer, status)) return *std::move(judged);
    if (!location.empty()) {
      const auto next = WebAddress::parse(location);
      Exchange thanks;
      if (next && get(curl, *next, thanks)) {
        if (auto judged = by_words(post, thanks.answer, status)) return *std::move(judged);
      }
    }
    return told(PostOutcome::unknown, status,
                "the answer does not say whether it was taken: look for yourself");
  }

  static PostDelivery by_status(long status) {
    if (status >= 200 && status <= 202) return told(PostOutcome::confirmed, status, "the operator took it");
    if (status >= 400 && status < 500) return told(PostOutcome::refused, status, "the operator refused it");
    return told(PostOutcome::unknown, status,
                "the answer does not say whether it was taken: ask the operator");
  }

  // A page that says both says nothing.
  static std::optional<PostDelivery> by_words(const Post& post, const std::string& answer, long status) {
    const auto said = [&](const std::string& words) { return removal::says(answer, words); };
    const bool yes = std::ranges::any_of(post.confirmation, said);
    const bool no = std::ranges::any_of(post.refusal, said);
    // Thanks under a status of failure are no thanks.
    if (yes == no || (yes && status >= 400)) return std::nullopt;
    return yes ? told(PostOutcome::confirmed, status, "the form was taken")
               : told(PostOutcome::refused, status, "the form was refused");
  }

  // Where a redirect leads that stays on the host; empty otherwise.
  static std::string same_host_redirect(CURL* curl, const WebAddress& action, long status) {
    curl_header* header = nullptr;
    const bool redirects = status == 301 || status == 302 || status == 303;
    if (!redirects || curl_easy_header(curl, "Location", 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
      return {};
    const auto next = action.resolve(header->value);
    const bool same = next && next->host() == action.host() && next->port() == action.port() &&
                      next->scheme() == action.scheme();
    return same ? next->canonical().reveal() : std::string();
  }

  const FetchSettings settings_;
  const std::unique_ptr<Resolver> resolver_;
};

}  // namespace

std::unique_ptr<removal::FormSender> make_form_sender(const FetchSettings& settings) {
  return make_form_sender(settings, make_system_resolver());
}

std::unique_ptr<removal::FormSender> make_form_sender(const FetchSettings& settings,
                                                      std::unique_ptr<Resolver> resolver) {
  return std::make_unique<HttpFormSender>(settings, std::move(resolver));
}

}  // namespace jium::outside
