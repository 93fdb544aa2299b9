#include "jium/outside/curl_handle.h"

#include <algorithm>
#include <ctime>
#include <limits>
#include <string>

namespace jium::outside {

Result<CurlHandle> make_curl_handle() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  CurlHandle handle(started == CURLE_OK ? curl_easy_init() : nullptr);
  if (!handle) return fault(FaultKind::internal, "the network library could not be started: is memory out?");
  CURL* const curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  // An empty proxy, or http_proxy and its relatives in the environment win.
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_SESSIONID_CACHE, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  return handle;
}

CurlList with_entry(CurlList list, const std::string& entry) {
  curl_slist* const longer = curl_slist_append(list.get(), entry.c_str());
  if (longer == nullptr) return nullptr;
  static_cast<void>(list.release());
  return CurlList(longer);
}

long curl_milliseconds(Duration duration) {
  return static_cast<long>(std::clamp<Duration::rep>(duration.count(), 1, std::numeric_limits<int>::max()));
}

PipeSignalBlock::PipeSignalBlock() {
  sigset_t pending{};
  sigemptyset(&pipe_);
  sigaddset(&pipe_, SIGPIPE);
  sigpending(&pending);
  was_pending_ = sigismember(&pending, SIGPIPE) == 1;
  pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
}

PipeSignalBlock::~PipeSignalBlock() {
  const timespec at_once{};
  if (!was_pending_) {
    while (sigtimedwait(&pipe_, nullptr, &at_once) == SIGPIPE) {
    }
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace jium::outside
