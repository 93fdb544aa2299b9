#include "jium/cli/api_client.h"

#include <curl/curl.h>

#include <memory>
#include <thread>

#include "jium/base/bytes.h"
#include "jium/cli/session.h"
#include "jium/desk/signed_request.h"

namespace jium::cli {
namespace {

constexpr std::size_t kLongestAnswer = std::size_t{256} << 20;
constexpr int kTries = 5;
constexpr std::chrono::milliseconds kFirstPause{100};

// Whoever asks too often is told to wait (http/caller_turns.h). A moment is waited for; more, and a command
// that seems to hang, is for whoever typed it to judge.
constexpr std::chrono::seconds kWaitsAtMost{5};

struct Answer {
  long status = 0;
  std::chrono::seconds come_again{0};  // Retry-After; 0: not said
  bool is_text = false;
  std::string text;
};

std::size_t collect(char* data, std::size_t size, std::size_t count, void* into) {
  auto& text = *static_cast<std::string*>(into);
  if (text.size() + size * count > kLongestAnswer) return 0;
  text.append(data, size * count);
  return size * count;
}

struct Headers {
  curl_slist* list = nullptr;
  Headers() = default;
  Headers(const Headers&) = delete;
  Headers& operator=(const Headers&) = delete;
  ~Headers() { curl_slist_free_all(list); }
  void add(const std::string& line) { list = curl_slist_append(list, line.c_str()); }
};

// Signed anew at each try: a nonce works once.
Result<void> add_signature(const Credentials& credentials, std::string_view method, const std::string& path,
                           const std::string& body, const std::string& idempotency_key, Headers& headers) {
  if (credentials.signing_seed.reveal().empty()) return {};
  JIUM_TRY(const Bytes seed, from_hex(credentials.signing_seed.reveal()));
  JIUM_TRY(const desk::SigningKey key, desk::signing_key_of(seed));
  const std::string target = "/api/v1" + path;
  const auto said = desk::sign_request(
      key, {.method = method, .target = target, .body = body, .idempotency_key = idempotency_key},
      SystemClock().now());
  headers.add("Content-Digest: " + said.content_digest);
  headers.add("Signature-Input: " + said.signature_input);
  headers.add("Signature: " + said.signature);
  return {};
}

// A new handle a call: a command makes few, and nothing of one may leak into the next.
Result<Answer> call_once(const Credentials& credentials, Method method, const std::string& path,
                         const std::string& body, const std::string& idempotency_key) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), &curl_easy_cleanup);
  Headers headers;
  Answer answer;
  CURL* curl = handle.get();
  headers.add("Accept: application/json");
  if (!credentials.secret.reveal().empty())
    headers.add("Authorization: Bearer " + credentials.secret.reveal());
  JIUM_CHECK(add_signature(credentials, method == Method::post ? "POST" : "GET", path, body,
                           method == Method::post ? idempotency_key : std::string(), headers));
  if (method == Method::post) {
    headers.add("Content-Type: application/json");
    headers.add("Idempotency-Key: " + idempotency_key);
    headers.add("Expect:");
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
  }
  curl_easy_setopt(curl, CURLOPT_URL, (credentials.server + "/api/v1" + path).c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.list);
  // A proxy that the environment names would see the key and the case.
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, 5'000L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 60'000L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &collect);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.text);
  if (curl_easy_perform(curl) != CURLE_OK) {
    return fault(FaultKind::outside,
                 "the server at " + credentials.server + " does not answer: is `jium serve` running there?");
  }
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_off_t come_again = 0;
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &come_again);
  answer.come_again = std::chrono::seconds{come_again};
  const char* type = nullptr;
  curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
  answer.is_text = type != nullptr && (std::string_view(type).starts_with("text/csv") ||
                                       std::string_view(type).starts_with("application/graphml+xml"));
  return answer;
}

FaultKind kind_of(long status) {
  switch (status) {
    case 401:
    case 403:
      return FaultKind::forbidden;
    case 404:
      return FaultKind::missing;
    case 409:
      return FaultKind::conflict;
    case 429:
    case 503:
      return FaultKind::busy;
    case 502:
      return FaultKind::outside;
    default:
      return status >= 500 ? FaultKind::internal : FaultKind::malformed;
  }
}

Result<boost::json::value> read_answer(const Answer& answer) {
  if (answer.is_text && answer.status >= 200 && answer.status < 300) return boost::json::value(answer.text);
  boost::json::error_code failed;
  boost::json::value value = boost::json::parse(answer.text, failed);
  if (answer.status >= 200 && answer.status < 300 && !failed) return value;
  if (failed || !value.is_object()) {
    return fault(FaultKind::outside, "the server's answer (HTTP " + std::to_string(answer.status) +
                                         ") is not jium's: check --server");
  }
  std::string what = text_at(value, "detail");
  if (what == "-") what = text_at(value, "title");
  if (answer.status == 401)
    what += " (sign in with `jium sign-in LINK`, or give a key with --key-file or JIUM_KEY)";
  return fault(kind_of(answer.status), what);
}

}  // namespace

Result<boost::json::value> call_api(const Credentials& credentials, Method method, const std::string& path,
                                    const boost::json::value& body) {
  const std::string key = to_hex(random_bytes(16));
  const std::string text = method == Method::post ? boost::json::serialize(body) : "";
  for (int tried = 1;; ++tried) {
    const auto answer = call_once(credentials, method, path, text, key);
    const bool turn_comes = answer && answer->status == 429 && answer->come_again > std::chrono::seconds{0} &&
                            answer->come_again <= kWaitsAtMost;
    const bool try_again = !answer || answer->status == 503 || turn_comes;
    if (!try_again || tried == kTries) {
      if (!answer) return answer.fault();
      return read_answer(*answer);
    }
    if (turn_comes) {
      std::this_thread::sleep_for(answer->come_again);
    } else {
      std::this_thread::sleep_for(kFirstPause * (1 << (tried - 1)));
    }
  }
}

}  // namespace jium::cli
