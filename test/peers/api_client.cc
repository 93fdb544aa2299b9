#include "peers/api_client.h"

#include <curl/curl.h>

#include "peers/json_at.h"

namespace jium::peers {

struct ApiClient::Handle {
  Handle() : curl(::curl_easy_init()) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    ::curl_slist_free_all(headers);
    ::curl_easy_cleanup(curl);
  }

  void begin() {
    ::curl_easy_reset(curl);
    ::curl_slist_free_all(headers);
    headers = nullptr;
    question.clear();
    answer.clear();
  }
  void header(const std::string& line) { headers = ::curl_slist_append(headers, line.c_str()); }

  CURL* curl;
  curl_slist* headers = nullptr;
  std::string question, answer;
};

namespace {

std::size_t take(char* data, std::size_t size, std::size_t count, void* into) {
  static_cast<std::string*>(into)->append(data, size * count);
  return size * count;
}

}  // namespace

ApiClient::ApiClient(std::string server, std::string key, Duration patience)
    : handle_(std::make_unique<Handle>()),
      server_(std::move(server)),
      key_(std::move(key)),
      patience_(patience) {}

ApiClient::~ApiClient() = default;

Result<ApiAnswer> ApiClient::call(const std::string& path) {
  CURL* const curl = handle_->curl;
  const std::string address = server_ + "/api/v1" + path;
  handle_->header("Authorization: Bearer " + key_);
  ::curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
  ::curl_easy_setopt(curl, CURLOPT_PROXY, "");
  ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  ::curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(patience_.count()));
  ::curl_easy_setopt(curl, CURLOPT_HTTPHEADER, handle_->headers);
  ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &handle_->answer);
  if (::curl_easy_perform(curl) != CURLE_OK) {
    return fault(FaultKind::outside, "no whole answer came from the server");
  }
  long status = 0;
  ::curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  ApiAnswer answer{static_cast<int>(status), nullptr};
  if (auto body = parse_json(handle_->answer)) answer.body = std::move(*body);
  return answer;
}

Result<ApiAnswer> ApiClient::get(const std::string& path) {
  handle_->begin();
  return call(path);
}

Result<ApiAnswer> ApiClient::post(const std::string& path, const boost::json::value& body,
                                  const std::string& idempotency_key) {
  handle_->begin();
  handle_->question = boost::json::serialize(body);
  handle_->header("Content-Type: application/json");
  handle_->header("Idempotency-Key: " + idempotency_key);
  ::curl_easy_setopt(handle_->curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(handle_->question.size()));
  ::curl_easy_setopt(handle_->curl, CURLOPT_POSTFIELDS, handle_->question.c_str());
  return call(path);
}

}  // namespace jium::peers
