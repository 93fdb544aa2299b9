// Plain HTTP calls with an idempotency key of the caller's own choosing, so that a call whose answer was lost
// can be made again exactly. One thread at a time; the connection is kept.
#pragma once

#include <boost/json.hpp>
#include <memory>
#include <string>

#include "jium/base/clock.h"
#include "jium/base/result.h"

namespace jium::peers {

struct ApiAnswer {
  int status = 0;
  boost::json::value body;  // null when it is not JSON
};

class ApiClient {
 public:
  // `server`: http://127.0.0.1:PORT; `key`: the bare secret of an access key.
  ApiClient(std::string server, std::string key, Duration patience = std::chrono::seconds{10});
  ApiClient(const ApiClient&) = delete;
  ApiClient& operator=(const ApiClient&) = delete;
  ~ApiClient();

  // Paths under /api/v1. Outside when no whole answer came: nobody knows whether the call was heard.
  [[nodiscard]] Result<ApiAnswer> get(const std::string& path);
  [[nodiscard]] Result<ApiAnswer> post(const std::string& path, const boost::json::value& body,
                                       const std::string& idempotency_key);

 private:
  struct Handle;
  Result<ApiAnswer> call(const std::string& path);
  std::unique_ptr<Handle> handle_;
  std::string server_, key_;
  Duration patience_;
};

}  // namespace jium::peers
