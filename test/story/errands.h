// Many small matters, each from a sighting to the operator's word, carried through a server that dies again
// and again. A call whose answer was lost is made again with the same idempotency key until it is answered:
// what was answered is acknowledged, and an acknowledged change must never be lost and never happen twice.
#pragma once

#include <atomic>
#include <boost/json.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "jium/base/guarded.h"
#include "jium/base/result.h"
#include "peers/api_client.h"

namespace jium::story {

struct Errand {
  std::string address;
  std::string sighting, request;  // ids, as acknowledged
  std::string confirmed_at;       // as acknowledged
  bool doubted = false;           // the server itself does not know whether its letter arrived
  bool answered = false;          // the operator's words were recorded: acknowledged, then removed
};

// Where the errands are run: shared by all runners.
struct ErrandGround {
  std::string server, key;
  std::string site;                    // "http://127.0.0.2:4711/": each errand has a place of its own there
  boost::json::value fingerprints;     // of registered footage
  std::atomic<bool> stopping = false;  // a runner then finishes the errand that it is at
  std::atomic<std::int64_t> acknowledged = 0;
  std::atomic<std::int64_t> repeated = 0;  // calls made again because no answer came
  Guarded<std::vector<Errand>> done;
  Guarded<std::vector<std::string>> broken;  // answers that no retry may give, in words
};

// Runs errands one after the other until the ground is stopping. `name` is unique among the runners.
void run_errands(ErrandGround& ground, const std::string& name);

// One call, made again until it is answered. Conflict when it is answered with a refusal, Late after a
// minute.
[[nodiscard]] Result<boost::json::value> insist(ErrandGround& ground, peers::ApiClient& api,
                                                const std::string& path, const boost::json::value& body,
                                                const std::string& idempotency_key);
[[nodiscard]] Result<boost::json::value> insist_on_reading(ErrandGround& ground, peers::ApiClient& api,
                                                           const std::string& path);

// What an operator says, recorded once its letter is out.
[[nodiscard]] Result<void> record_words(ErrandGround& ground, peers::ApiClient& api, Errand& errand);

}  // namespace jium::story
