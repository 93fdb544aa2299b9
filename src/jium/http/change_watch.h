// What everybody who listens to a stream of changes shares: how far each organisation's changes have come,
// asked of the store a few times a second however many listen (another process may have written them), and
// how many places there are for streams.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>

#include "jium/store/access_keys.h"
#include "jium/store/changes.h"

namespace jium::http {

class ChangeWatch : public std::enable_shared_from_this<ChangeWatch> {
 public:
  explicit ChangeWatch(store::Store& store) : store_(store) {}

  // The number of the organisation's last change, at most kFresh old; what was known before while the store
  // does not answer.
  [[nodiscard]] std::int64_t last_of(registry::OrganisationId organisation);
  [[nodiscard]] store::Store& store() const { return store_; }

  // A place for one stream of this key, given back with the pointer; null when the key has kPlaces.
  [[nodiscard]] std::shared_ptr<void> place_for(store::AccessKeyId key);

  static constexpr std::chrono::milliseconds kFresh{100};
  static constexpr int kPlaces = 4;

 private:
  store::Store& store_;
  std::mutex mutex_;
  std::map<registry::OrganisationId, std::int64_t> ends_;
  std::chrono::steady_clock::time_point asked_{};
  std::map<store::AccessKeyId, int> places_;
};

}  // namespace jium::http
