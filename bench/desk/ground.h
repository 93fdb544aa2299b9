// A centre on a database in a file, furnished for the bench: one case after the other, footage, and sightings
// of it on loopback addresses. The verbs are the real ones, and so are store, worker and fetcher.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "jium/base/clock.h"
#include "jium/desk/desk.h"
#include "jium/removal/courier.h"
#include "jium/removal/removal_request.h"
#include "jium/work/worker.h"

namespace jium::bench {

// A folder of its own, which is gone with it.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

// Throws what a bench cannot go on without.
template <class T>
T needed(Result<T> result) {
  if (!result) throw std::runtime_error(result.fault().what);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Ground {
 public:
  explicit Ground(const std::string& folder);

  // `places`: addresses, each of which shows `footage` to whoever looks.
  void see(const std::vector<std::string>& places, const std::vector<fingerprint::Fingerprint>& footage);
  // What an officer's confirmation sets off: two transactions and their lines in the log.
  removal::RequestId prepare(registry::SightingId sighting);
  // As it would go, with its whole address.
  removal::Letter letter_of(removal::RequestId request);
  // Does what is due by now.
  int work(registry::Fetcher& fetcher, fingerprint::Fingerprinter& fingerprinter);
  void pass(Duration time) { clock_.tick(time); }

  [[nodiscard]] const std::vector<registry::SightingId>& sightings() const { return sightings_; }

 private:
  FakeClock clock_{SystemClock().now()};
  std::unique_ptr<store::Store> store_;
  desk::KnownFootage known_;
  removal::RuleBook rules_;
  desk::Desk desk_;
  desk::Actor officer_;
  removal::FakeCourier courier_;
  removal::FakeContactSource contacts_;
  std::vector<registry::SightingId> sightings_;
};

}  // namespace jium::bench
