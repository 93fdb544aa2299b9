#include "jium/http/change_watch.h"

namespace jium::http {

std::int64_t ChangeWatch::last_of(registry::OrganisationId organisation) {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (asked_ == std::chrono::steady_clock::time_point{} || now - asked_ >= kFresh) {
    asked_ = now;
    auto ends = store_.read([](store::Transaction& tx) { return store::last_changes(tx); });
    if (ends) ends_ = *std::move(ends);
  }
  const auto found = ends_.find(organisation);
  return found == ends_.end() ? 0 : found->second;
}

std::shared_ptr<void> ChangeWatch::place_for(store::AccessKeyId key) {
  const std::lock_guard lock(mutex_);
  int& taken = places_[key];
  if (taken >= kPlaces) return nullptr;
  ++taken;
  return {this, [self = shared_from_this(), key](void*) {
            const std::lock_guard giving_back(self->mutex_);
            if (--self->places_[key] == 0) self->places_.erase(key);
          }};
}

}  // namespace jium::http
