// The port through which an organisation's own programs are told (webhooks). One POST to one admitted place:
// no redirect is followed, and of what it answers nothing is kept but the status.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "jium/base/result.h"
#include "jium/registry/web_address.h"

namespace jium::registry {

struct Notice {
  WebAddress address;
  std::string body;  // JSON
  std::vector<std::pair<std::string, std::string>> headers;
};

class Notifier {
 public:
  Notifier() = default;
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;
  virtual ~Notifier() = default;

  // The HTTP status; any is an answer. Forbidden: the address is not a public one, or not https. Outside: no
  // answer (name, connection, TLS). Late: too slow.
  [[nodiscard]] virtual Result<int> post(const Notice& notice) = 0;
};

// The fake: keeps what was posted, answers as it is told.
class FakeNotifier final : public Notifier {
 public:
  std::vector<Notice> posted;
  std::function<Result<int>(const Notice&)> answer = [](const Notice&) { return Result<int>(200); };
  [[nodiscard]] Result<int> post(const Notice& notice) override {
    auto status = answer(notice);
    if (status) posted.push_back(notice);
    return status;
  }
};

}  // namespace jium::registry
