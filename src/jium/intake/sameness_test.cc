// Nobody can use the intake to learn whether footage is known: what is sent of known and of unknown footage
// gets the same answer, byte for byte, and is the same work, statement for statement with values of the same
// sizes, in the same number of stretched receipts. Time follows work; what is left of it is the machine's.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "jium/desk/receipt_handle.h"
#include "jium/intake/intake_fixture.h"
#include "jium/store/counting_database.h"

namespace jium::intake {
namespace {

constexpr int kPairs = 200;

struct Measured {
  std::string answer;    // without what is drawn anew for each
  store::WorkDone work;  // of the store
  std::size_t stretched = 0;
};

std::string masked(std::string page, const std::string& drawn) {
  for (std::size_t at = 0; !drawn.empty() && (at = page.find(drawn, at)) != std::string::npos;)
    page.replace(at, drawn.size(), std::string(drawn.size(), '*'));
  return page;
}

std::string prints_of(const fingerprint::Fingerprint& digest, const fingerprint::Fingerprint& hash) {
  return R"([{"kind":"image","fingerprints":[{"algorithm":"sha256","value":")" + digest.hex() +
         R"("},{"algorithm":"pdq","value":")" + hash.hex() + R"(","quality":90}]}])";
}

class Sameness : public testing::Test {
 protected:
  Sameness() {
    centre_ = desk::must(store->write([&](auto& tx) {
                return desk::add_organisation(
                    desk, tx, {registry::OrganisationKind::centre, "Centre A", "help@centre.example"});
              })).id;
    IntakeSettings settings;
    settings.gate = GateLimits{{100'000, 100'000}, {100'000, 100'000}};
    intake.emplace(desk, *store, std::move(settings));
  }
  // The centre knows this footage, of a case of its own.
  void know(const std::vector<fingerprint::Fingerprint>& prints) {
    const desk::Actor officer{store::AccessKeyId::random(), centre_, desk::Role::deletion_officer};
    desk::must(store->write([&](auto& tx) -> Result<void> {
      desk::OpenCase opening;
      opening.pseudonym = Secret<std::string>("Heron");
      opening.harm_types = {casework::HarmType::dissemination};
      opening.consent.removal = true;
      JIUM_TRY(const auto the_case, desk::open_case(desk, tx, officer, opening));
      JIUM_CHECK(desk::register_footage(
          desk, tx, officer,
          {the_case.id, registry::FootageKind::image, registry::FootageSource::officer, prints}));
      return {};
    }));
  }
  Measured send(const std::string& prints, const std::string& place) {
    done.clear();
    const auto before = desk::receipt_handles_so_far();
    const auto reply = intake->answer(
        {.method = "POST",
         .target = "/",
         .content_type = "application/x-www-form-urlencoded",
         .accept_language = "en",
         .body = form_of({{"step", "report"}, {"harm", "other"}, {"prints", prints}, {"places", place}})});
    EXPECT_EQ(reply.status, 200);
    const std::string receipt = between(reply.body, "<output id=\"receipt\">", "</output>");
    Measured measured{masked(reply.body, receipt), done, desk::receipt_handles_so_far() - before};
    for (const auto& [name, value] : reply.headers) measured.answer += name + ": " + value + "\n";
    return measured;
  }

  FakeClock clock;
  desk::KnownFootage known;
  removal::RuleBook rules = desk::must(removal::built_in_rules());
  desk::Desk desk{clock, known, rules, {}, nullptr, registry::kLeastReviewers, {desk::kCheapCost}};
  store::WorkDone done;
  std::unique_ptr<store::Store> store = desk::must(store::counting_store(done));
  registry::OrganisationId centre_;
  std::optional<Intake> intake;
};

// The two-sample statistic of Kolmogorov and Smirnov: the largest distance of the two distributions.
double distance(std::vector<std::size_t> one, std::vector<std::size_t> other) {
  std::sort(one.begin(), one.end());
  std::sort(other.begin(), other.end());
  double largest = 0;
  for (const auto& sample : {one, other}) {
    for (const std::size_t at : sample) {
      const auto share = [&](const std::vector<std::size_t>& all) {
        const auto upto = std::upper_bound(all.begin(), all.end(), at) - all.begin();
        return static_cast<double>(upto) / static_cast<double>(all.size());
      };
      largest = std::max(largest, std::abs(share(one) - share(other)));
    }
  }
  return largest;
}

TEST_F(Sameness, KnownAndUnknownFootageGetOneAnswerAndAreOneWork) {
  const auto digest = desk::sha256(1), hash = desk::pdq(0);
  know({digest, hash});
  const std::string known_prints = prints_of(digest, hash);
  std::vector<std::size_t> work_of_known, work_of_unknown;
  Measured first;
  for (int i = 0; i < kPairs; ++i) {
    const auto number = static_cast<std::uint8_t>(i % 250 + 2);
    const auto a = send(known_prints, "https://site.example/v/1");
    const auto b =
        send(prints_of(desk::sha256(number), desk::pdq(i % 100 + 100)), "https://site.example/v/2");
    if (i == 0) first = a;
    // After the first few the statements are those of any other.
    ASSERT_EQ(a.answer, first.answer) << i;
    ASSERT_EQ(b.answer, first.answer) << i;
    ASSERT_EQ(a.work, b.work) << i;
    ASSERT_EQ(a.stretched, 1U);
    ASSERT_EQ(b.stretched, 1U);
    work_of_known.push_back(a.work.size());
    work_of_unknown.push_back(b.work.size());
  }
  EXPECT_EQ(distance(work_of_known, work_of_unknown), 0.0);
}

TEST_F(Sameness, ReadsNothingThatIsKnownWhileItTakesAReport) {
  know({desk::sha256(1), desk::pdq(0)});
  const auto measured = send(prints_of(desk::sha256(1), desk::pdq(0)), "https://site.example/v/1");
  for (const std::string& statement : measured.work) {
    for (const char* const table : {"footage", "sighting", "case_file", "decision", "inspection", "history"})
      EXPECT_EQ(statement.find(table), std::string::npos) << statement;
  }
}

TEST_F(Sameness, ARightAndAWrongReceiptAreTheSameWorkUntilThePageIsThere) {
  const auto reply = intake->answer({.method = "POST", .target = "/", .body = "step=report"});
  const auto receipt = casework::Receipt::parse(between(reply.body, "<output id=\"receipt\">", "</output>"));
  ASSERT_TRUE(receipt);
  const auto ask = [&](const casework::Receipt& one) {
    done.clear();
    const auto before = desk::receipt_handles_so_far();
    (void)intake->answer({.method = "POST",
                          .target = "/",
                          .body = form_of({{"step", "find"}, {"receipt", one.text().reveal()}})});
    EXPECT_EQ(desk::receipt_handles_so_far() - before, 1U);
    // To the look by the receipt, whose rows may differ.
    const auto look = std::find_if(done.begin(), done.end(), [](const std::string& statement) {
      return statement.find("where receipt_index") != std::string::npos;
    });
    EXPECT_NE(look, done.end());
    store::WorkDone upto(done.begin(), look);
    upto.push_back(look->substr(0, look->rfind(" -> ")));
    return upto;
  };
  EXPECT_EQ(ask(*receipt), ask(casework::Receipt::of(42)));
}

}  // namespace
}  // namespace jium::intake
