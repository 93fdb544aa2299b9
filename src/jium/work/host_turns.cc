#include "jium/work/host_turns.h"

#include <thread>

#include "jium/store/host_turns.h"
#include "jium/store/store.h"

namespace jium::work {

Result<std::optional<Instant>> StoredTurns::take(const std::string& host) {
  return store_.write([&](store::Transaction& tx) {
    return store::take_turn(tx, host, {owner_, clock_.now(), settings_.lease, settings_.pause});
  });
}

Result<void> StoredTurns::give_back(const std::string& host, std::optional<Duration> asked) {
  return store_.write([&](store::Transaction& tx) {
    return store::give_turn_back(tx, host, owner_,
                                 clock_.now() + std::max(settings_.pause, asked.value_or(Duration{})));
  });
}

void StoredTurns::rest() {
  std::this_thread::sleep_for(settings_.pause);
}

void StoredTurns::wait_until(Instant at) {
  const Instant now = clock_.now();
  if (at > now) std::this_thread::sleep_for(at - now);
}

}  // namespace jium::work
