#include "story/errands.h"

#include <chrono>
#include <functional>
#include <thread>

#include "jium/base/clock.h"
#include "peers/json_at.h"

namespace jium::story {
namespace {

using peers::text_at;
using Json = boost::json::value;

constexpr Duration kPatience = std::chrono::minutes{1};
constexpr Duration kPause{10};

bool says_try_again(int status) {
  return status == 429 || status == 503;
}

Result<Json> until_answered(ErrandGround& ground, std::string_view what,
                            const std::function<Result<peers::ApiAnswer>()>& call) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < end) {
    auto answer = call();
    if (answer && answer->status / 100 == 2) return std::move(answer->body);
    if (answer && !says_try_again(answer->status)) {
      return fault(FaultKind::conflict, std::string(what) + " was answered with status " +
                                            std::to_string(answer->status) + ": " +
                                            boost::json::serialize(answer->body));
    }
    ++ground.repeated;
    std::this_thread::sleep_for(kPause);
  }
  return fault(FaultKind::late, std::string(what) + " was not answered within a minute");
}

// Waits until the letter is out, or in doubt.
Result<void> wait_for_letter(ErrandGround& ground, peers::ApiClient& api, Errand& errand) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < end) {
    JIUM_TRY(const Json shown, insist_on_reading(ground, api, "/requests/" + errand.request));
    const std::string letter = text_at(shown, "/letter");
    errand.doubted = letter == "unconfirmed";
    if (errand.doubted || letter == "delivered") return {};
    std::this_thread::sleep_for(kPause);
  }
  return fault(FaultKind::late, "a confirmed request's letter was not sent within a minute");
}

Result<Errand> run_one(ErrandGround& ground, peers::ApiClient& api, const std::string& name) {
  Errand errand{.address = ground.site + name, .sighting = {}, .request = {}, .confirmed_at = {}};
  JIUM_TRY(const Json sighting,
           insist(ground, api, "/sightings",
                  {{"address", errand.address}, {"fingerprints", ground.fingerprints}}, name + "-sighting"));
  errand.sighting = text_at(sighting, "/sighting/id");
  JIUM_TRY(const Json drafted,
           insist(ground, api, "/requests", {{"sighting", errand.sighting}}, name + "-draft"));
  errand.request = text_at(drafted, "/id");
  JIUM_TRY(const Json confirmed, insist(ground, api, "/requests/" + errand.request + "/confirm",
                                        boost::json::object(), name + "-confirm"));
  errand.confirmed_at = text_at(confirmed, "/confirmed_at");
  JIUM_CHECK(wait_for_letter(ground, api, errand));
  if (!errand.doubted) JIUM_CHECK(record_words(ground, api, errand));
  return errand;
}

}  // namespace

Result<Json> insist(ErrandGround& ground, peers::ApiClient& api, const std::string& path, const Json& body,
                    const std::string& idempotency_key) {
  JIUM_TRY(Json answer,
           until_answered(ground, "POST " + path, [&] { return api.post(path, body, idempotency_key); }));
  ++ground.acknowledged;
  return answer;
}

Result<Json> insist_on_reading(ErrandGround& ground, peers::ApiClient& api, const std::string& path) {
  return until_answered(ground, "GET " + path, [&] { return api.get(path); });
}

Result<void> record_words(ErrandGround& ground, peers::ApiClient& api, Errand& errand) {
  const std::string path = "/requests/" + errand.request + "/answer";
  for (const std::string answer : {"acknowledged", "removed"}) {
    JIUM_CHECK(insist(ground, api, path, {{"answer", answer}, {"words", ""}}, errand.request + "-" + answer));
  }
  errand.answered = true;
  return {};
}

void run_errands(ErrandGround& ground, const std::string& name) {
  peers::ApiClient api(ground.server, ground.key);
  for (int number = 1; !ground.stopping; ++number) {
    auto errand = run_one(ground, api, name + "-" + std::to_string(number));
    if (!errand) {
      ground.broken.lock()->push_back(errand.fault().what);
      return;
    }
    ground.done.lock()->push_back(std::move(*errand));
  }
}

}  // namespace jium::story
