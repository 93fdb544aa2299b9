// What every use of libcurl in this room shares: its start, one handle an exchange, and no reach into the
// environment of the process (proxies, .netrc, signals).
#pragma once

#include <curl/curl.h>
#include <signal.h>

#include <memory>

#include "jium/base/clock.h"
#include "jium/base/result.h"

namespace jium::outside {

struct CurlCleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using CurlHandle = std::unique_ptr<CURL, CurlCleanup>;

struct CurlListCleanup {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlList = std::unique_ptr<curl_slist, CurlListCleanup>;

// A fresh handle without proxy, .netrc, signals and connection reuse. Internal when memory is out.
[[nodiscard]] Result<CurlHandle> make_curl_handle();

// One entry more; the list is whole or gone.
[[nodiscard]] CurlList with_entry(CurlList list, const std::string& entry);

// Whole milliseconds for libcurl, at least one: to it 0 means "no limit".
[[nodiscard]] long curl_milliseconds(Duration duration);

// A peer that hangs up while we write must not end the process. libcurl leaves SIGPIPE alone when it may not
// use signals, so this thread holds it back for as long as the block lives, and swallows what came.
class PipeSignalBlock {
 public:
  PipeSignalBlock();
  ~PipeSignalBlock();
  PipeSignalBlock(const PipeSignalBlock&) = delete;
  PipeSignalBlock& operator=(const PipeSignalBlock&) = delete;

 private:
  sigset_t pipe_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

}  // namespace jium::outside
