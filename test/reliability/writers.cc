#include "reliability/writers.h"

#include <random>

#include "jium/base/clock.h"
#include "peers/api_client.h"
#include "peers/json_at.h"

namespace jium::reliability {
namespace {

constexpr Duration kPause{5};

}  // namespace

boost::json::object case_named(const std::string& pseudonym) {
  return {{"pseudonym", pseudonym}, {"harm_types", {"dissemination"}}, {"consent", {{"removal", true}}}};
}

Writers::Writers(std::string server, std::string key, Ledger& ledger, int writers, std::uint32_t seed,
                 std::string name)
    : server_(std::move(server)), key_(std::move(key)), name_(std::move(name)), ledger_(ledger) {
  for (int i = 0; i < writers; ++i)
    threads_.emplace_back([this, i, seed] { run(i, seed + static_cast<std::uint32_t>(i)); });
}

void Writers::stop() {
  stopping_ = true;
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Writers::run(int number, std::uint32_t seed) {
  peers::ApiClient api(server_, key_);
  std::mt19937 random(seed);
  for (int i = 0; !stopping_; ++i) {
    const std::string key = ledger_.run() + "-" + name_ + std::to_string(number) + "-n" + std::to_string(i);
    const bool insists = random() % 2 == 0;
    ledger_.send(key);
    for (bool first = true; first || (insists && !stopping_); first = false) {
      if (!first) ++counts_.repeated;
      const auto answer = api.post("/cases", case_named(key), key);
      if (answer && answer->status / 100 == 2) {
        ledger_.acknowledge(key, peers::text_at(answer->body, "/id"));
        break;
      }
      if (!answer) {
        ++counts_.unanswered;
      } else {
        ++(answer->status >= 500 ? counts_.refused : counts_.unanswered);
        const std::lock_guard lock(mutex_);
        (answer->status >= 500 ? refusals_ : complaints_)
            .insert(std::to_string(answer->status) + " " + peers::text_at(answer->body, "/detail"));
      }
      std::this_thread::sleep_for(kPause);
    }
  }
}

std::vector<std::string> Writers::complaints() const {
  const std::lock_guard lock(mutex_);
  return {complaints_.begin(), complaints_.end()};
}

std::vector<std::string> Writers::refusals() const {
  const std::lock_guard lock(mutex_);
  return {refusals_.begin(), refusals_.end()};
}

}  // namespace jium::reliability
