// Test-only: a desk on a store in memory with a clock that the test moves, two centres, one officer in each,
// and the steps that most tests begin with.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "jium/desk/add_organisation.h"
#include "jium/desk/desk.h"
#include "jium/desk/keep_directory.h"
#include "jium/desk/keep_letter_settings.h"
#include "jium/desk/open_case.h"
#include "jium/desk/record_answer.h"
#include "jium/desk/record_check.h"
#include "jium/desk/record_sighting.h"
#include "jium/desk/register_footage.h"
#include "jium/desk/request_removal.h"
#include "jium/desk/send_letter.h"
#include "jium/desk/show_case.h"
#include "jium/store/jobs.h"
#include "jium/store/requests.h"
#include "jium/store/sightings.h"
#include "jium/store/test_store.h"

namespace jium::desk {

// The value, or the end of the test with the fault's words.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error("fault: " + result.fault().what);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

template <class T>
FaultKind fault_of(const Result<T>& result) {
  if (result) throw std::runtime_error("a fault was expected");
  return result.fault().kind;
}

// The PDQ value with the first `bits` bits set: values of n and m bits are |n - m| apart.
inline fingerprint::Fingerprint pdq(int bits, int quality = 90) {
  Bytes value(32, 0);
  for (int bit = 0; bit < bits; ++bit)
    value[static_cast<std::size_t>(bit) / 8] |= static_cast<std::uint8_t>(1U << (bit % 8));
  return *fingerprint::Fingerprint::make(fingerprint::Algorithm::pdq, value, quality);
}

inline fingerprint::Fingerprint sha256(std::uint8_t byte) {
  return *fingerprint::Fingerprint::make(fingerprint::Algorithm::sha256, Bytes(32, byte), 100);
}

inline registry::WebAddress address(std::string_view text) {
  return must(registry::WebAddress::parse(text));
}

class DeskFixture : public testing::Test {
 protected:
  DeskFixture() {
    const auto add = [&](const char* name) {
      return must(write([&](auto& tx) {
        return add_organisation(desk, tx, {registry::OrganisationKind::centre, name, "help@centre.example"});
      }));
    };
    officer = {store::AccessKeyId::random(), add("Centre A").id, Role::deletion_officer};
    stranger = {store::AccessKeyId::random(), add("Centre B").id, Role::deletion_officer};
  }

  template <class Work>
  std::invoke_result_t<Work, store::Transaction&> write(Work&& work) {
    return store->write(std::forward<Work>(work));
  }
  template <class Work>
  std::invoke_result_t<Work, store::Transaction&> read(Work&& work) {
    return store->read(std::forward<Work>(work));
  }

  casework::Case open_a_case(casework::Consent consent = {
                                 .removal = true, .police = false, .other_centres = false}) {
    return must(write([&](auto& tx) {
      OpenCase ask;
      ask.pseudonym = Secret<std::string>("Blue heron");
      ask.harm_types = {casework::HarmType::dissemination};
      ask.consent = consent;
      return open_case(desk, tx, officer, ask);
    }));
  }

  registry::Footage register_one(casework::CaseId the_case,
                                 std::vector<fingerprint::Fingerprint> fingerprints = {pdq(0), sha256(1)}) {
    return must(write([&](auto& tx) {
             return register_footage(
                 desk, tx, officer,
                 {the_case, registry::FootageKind::image, registry::FootageSource::officer, fingerprints});
           }))
        .footage;
  }

  // By jium itself.
  std::optional<RecordedSighting> see(std::string_view where,
                                      std::vector<fingerprint::Fingerprint> fingerprints) {
    return record(where, std::move(fingerprints), answered(200, "image/jpeg"));
  }
  // From somebody else: jium has not looked.
  std::optional<RecordedSighting> hear_of(std::string_view where,
                                          std::vector<fingerprint::Fingerprint> fingerprints) {
    return record(where, std::move(fingerprints), std::nullopt);
  }
  std::optional<RecordedSighting> record(std::string_view where,
                                         std::vector<fingerprint::Fingerprint> fingerprints,
                                         std::optional<registry::FetchEvidence> evidence) {
    return must(write([&](auto& tx) {
      return record_sighting(desk, tx,
                             {officer.organisation, officer.text(), address(where), std::move(fingerprints),
                              std::move(evidence)});
    }));
  }

  removal::SiteOperator name_operator(const std::string& site, const std::string& jurisdiction = "KR") {
    return must(write([&](auto& tx) -> Result<removal::SiteOperator> {
      // Law of the United States needs a signature.
      if (jurisdiction == "US")
        JIUM_CHECK(change_letter_settings(desk, tx, officer, {"Kim Sun-hee", std::nullopt, std::nullopt}));
      JIUM_TRY(auto made,
               add_operator(desk, tx, officer,
                            {"Example Hosting", "abuse@site.example", removal::Language::en, jurisdiction}));
      JIUM_CHECK(assign_site(desk, tx, officer, site, made.id));
      return made;
    }));
  }

  Result<removal::RemovalRequest> draft(registry::SightingId sighting) {
    return write([&](auto& tx) { return request_removal(desk, tx, officer, sighting); });
  }
  Result<removal::RemovalRequest> confirm(removal::RequestId id) {
    return write([&](auto& tx) { return confirm_request(desk, tx, officer, id); });
  }
  Result<removal::RemovalRequest> answer(removal::RequestId id, removal::Answer word) {
    return write([&](auto& tx) {
      return record_answer(desk, tx, officer, {id, word, Secret<std::string>("as they wrote")});
    });
  }

  store::StoredLetter letter_of(removal::RequestId id) {
    return must(read([&](auto& tx) { return store::letter_of(tx, id); })).value();
  }
  Result<std::optional<BegunLetter>> begin(removal::LetterId id) {
    return write([&](auto& tx) { return begin_letter(desk, tx, id); });
  }
  Result<void> hand_over(removal::LetterId id, int attempt) {
    return write([&](auto& tx) { return hand_over_letter(desk, tx, id, attempt); });
  }
  Result<void> settle(removal::LetterId id, int attempt, removal::DeliveryOutcome outcome) {
    return write([&](auto& tx) {
      return settle_letter(desk, tx, id, attempt, {outcome, 0, "in the server's words"});
    });
  }

  // Drafted, confirmed, and taken by the operator's mail server.
  removal::RemovalRequest send_one(registry::SightingId sighting) {
    const auto request = must(confirm(must(draft(sighting)).id));
    const auto letter = letter_of(request.id).id;
    const int attempt = must(begin(letter)).value().attempt;
    must(hand_over(letter, attempt));
    must(settle(letter, attempt, removal::DeliveryOutcome::accepted));
    return load(request.id);
  }

  // A case with footage that was seen at `where`, and the request about it, sent.
  removal::RemovalRequest sent_request(std::string_view where = "https://site.example/v/1") {
    register_one(open_a_case().id);
    const auto sighting = see(where, {pdq(3)}).value().sighting;
    name_operator("site.example");
    return send_one(sighting.id);
  }

  removal::RemovalRequest load(removal::RequestId id) {
    return must(read([&](auto& tx) { return store::load_request(tx, id); }));
  }

  static registry::FetchEvidence answered(int status, const char* content_type = "text/html") {
    registry::FetchEvidence evidence;
    evidence.status = status;
    evidence.content_type = content_type;
    return evidence;
  }
  static Look found(int bits) { return {answered(200, "image/jpeg"), {pdq(bits)}, std::nullopt}; }
  static Look gone(int status = 404) {
    return {answered(status), {}, fault(FaultKind::malformed, "not a picture")};
  }
  static Look no_answer() { return {std::nullopt, {}, fault(FaultKind::outside, "no answer")}; }

  removal::RemovalRequest check(removal::RequestId id, const Look& look) {
    return must(write([&](auto& tx) { return record_check(desk, tx, id, {look}); }));
  }
  removal::RemovalRequest check_round(removal::RequestId id, const std::vector<Look>& looks) {
    return must(write([&](auto& tx) { return record_check(desk, tx, id, looks); }));
  }
  // At once every day, every week, without jitter, so that tests know the minute.
  static removal::WatchPolicy plain_watch() {
    removal::WatchPolicy watch;
    watch.patrol = std::chrono::hours{24};
    watch.afterwatch = std::chrono::days{7};
    watch.jitter_percent = 0;
    return watch;
  }
  // Three looks that agree, six hours apart.
  removal::RemovalRequest prove_gone(removal::RequestId id) {
    check(id, gone());
    for (int i = 0; i < 2; ++i) {
      clock.tick(std::chrono::hours{6});
      check(id, gone());
    }
    return load(id);
  }

  std::vector<store::AlarmKind> alarms() {
    std::vector<store::AlarmKind> kinds;
    for (const auto& alarm :
         must(read([&](auto& tx) { return store::alarms_of(tx, officer.organisation, false); }))) {
      kinds.insert(kinds.begin(), alarm.kind);
    }
    return kinds;  // oldest first
  }
  std::vector<casework::Event> history(casework::CaseId the_case) {
    std::vector<casework::Event> events;
    for (const auto& entry :
         must(read([&](auto& tx) { return show_case(desk, tx, officer, the_case); })).history)
      events.push_back(entry.event);
    return events;
  }

  // The jobs that are due, each claimed and finished; what they would do is up to the test.
  std::vector<store::JobKind> take_due_jobs() {
    std::vector<store::JobKind> kinds;
    while (const auto job = must(write(
               [&](auto& tx) { return store::claim(tx, "test", clock.now(), std::chrono::minutes{1}); }))) {
      kinds.push_back(job->kind);
      must(write([&](auto& tx) { return store::finish(tx, *job); }));
    }
    return kinds;
  }

  FakeClock clock;
  std::unique_ptr<store::Store> store = store::test_store();
  KnownFootage known;
  removal::RuleBook rules = must(removal::built_in_rules());
  Desk desk{clock, known, rules, plain_watch(), nullptr, registry::kLeastReviewers, {kCheapCost}};
  Actor officer;
  Actor stranger;
};

}  // namespace jium::desk
