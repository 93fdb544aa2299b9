// How one man's victims became fifteen, told anew: Incheon follows him with two survivors and 1,283
// deletions, Seoul, Busan and the Central centre with theirs, and none knows of another. On the day each
// records the payment address that they all have, the links are there within the second; they open them, form
// a series group, count together without a name, and hand a court one report with four signatures, which is
// verified, tampered with and found out.
//
// The places are made by jium's own verbs in the store while the server rests, as ten thousand of them by the
// command line would take an hour; whatever is asked of the program is asked of the program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <optional>

#include "jium/base/clock.h"
#include "jium/desk/keep_directory.h"
#include "jium/desk/note_sent.h"
#include "jium/desk/record_sighting.h"
#include "jium/desk/register_footage.h"
#include "jium/desk/request_removal.h"
#include "jium/desk/write_log.h"
#include "jium/store/requests.h"
#include "peers/json_at.h"
#include "story/canaries.h"
#include "story/stage.h"
#include "story/steps.h"

namespace jium::story {
namespace {

namespace fs = std::filesystem;
using peers::list_at;
using peers::number_at;
using peers::text_at;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = boost::json::value;

const std::string kAddress = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
constexpr int kSites = 40;      // of each centre
constexpr int kStep = 400;      // places in a transaction
constexpr int kSeenByTwo = 12;  // that Seoul had removed after Incheon

struct Centre {
  std::string name;
  int survivors = 0;
  int deletions = 0;  // places of its own
  // Of these survivors another centre knows one too, by another telephone number or spelling of the name.
  std::string also{};
  registry::OrganisationId id{};
  std::vector<std::string> cases{};
  std::optional<peers::CommandLine> officer{};
};

class SeriesStory : public ::testing::Test {
 protected:
  void SetUp() override {
    Setting setting;
    setting.jium = JIUM_BINARY;
    setting.centre = "Incheon";
    setting.patrol = "24h";  // these places are nowhere: nobody looks at them during the story
    setting.spacing = "24h";
    JIUM_STEP(stage, Stage::set(setting));
    ASSERT_TRUE(place);
    std::string link;
    JIUM_STEP(link, stage->sign_in_link());
    const peers::CommandLine nobody(JIUM_BINARY, environment(""));
    JIUM_DONE(nobody.ask({"sign-in", link, "--save", key("administrator")}));
    const peers::CommandLine administrator(JIUM_BINARY, environment("administrator"));
    Json organisations;
    JIUM_STEP(organisations, administrator.ask({"organisation", "list"}));
    for (const Json& one : list_at(organisations, "/organisations")) {
      if (text_at(one, "/name") == "Incheon") JIUM_STEP(centres[0].id, id_in(text_at(one, "/id")));
    }
    centres[0].officer.emplace(stage->officer());
    for (Centre& centre : centres) {
      if (centre.officer) continue;
      Json added;
      JIUM_STEP(added, administrator.ask({"organisation", "add", "--kind", "centre", "--name", centre.name,
                                          "--mail", "desk@centre.example"}));
      JIUM_STEP(centre.id, id_in(text_at(added, "/id")));
      JIUM_DONE(
          administrator.ask({"key", "add", "--organisation", centre.id.text(), "--role", "deletion_officer",
                             "--label", "story", "--may-reveal", "--save", key(centre.name)}));
      centre.officer.emplace(fs::path(JIUM_BINARY), environment(centre.name));
    }
  }
  static Result<registry::OrganisationId> id_in(const std::string& text) {
    return registry::OrganisationId::parse(text);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (place->path() / name).string(); }
  [[nodiscard]] std::string key(const std::string& who) const { return path(who + ".key"); }
  [[nodiscard]] std::map<std::string, std::string> environment(const std::string& who) const {
    std::map<std::string, std::string> words{{"HOME", place->path().string()},
                                             {"XDG_CONFIG_HOME", path("config")},
                                             {"JIUM_SERVER", stage->server().url()}};
    if (!who.empty()) words["JIUM_KEY_FILE"] = key(who);
    return words;
  }

  void open_cases() {
    for (Centre& centre : centres) {
      for (int i = 0; i < centre.survivors; ++i) {
        Json opened;
        JIUM_STEP(opened,
                  centre.officer->ask({"case", "open", "--pseudonym",
                                       centre.name + "-maple-" + std::to_string(i), "--harm", "dissemination",
                                       "--consent", "removal", "--consent", "other_centres"}));
        centre.cases.push_back(text_at(opened, "/id"));
      }
    }
  }
  // Each records the address in its first case; how long after that the others knew.
  void record_traces() {
    ASSERT_TRUE(peers::write_file(path("address"), kAddress + "\n"));
    for (Centre& centre : centres) {
      Json recorded, alarms;
      JIUM_STEP(recorded, centre.officer->ask({"trace", "record", "payment_address", "--case",
                                               centre.cases[0], "--from", path("address"), "--secret",
                                               path("secret"), "--confidence", "certain"}));
      const auto before = static_cast<std::int64_t>(&centre - centres.data());
      EXPECT_EQ(number_at(recorded, "/suggested"), before);
      if (before == 0) continue;
      JIUM_STEP(alarms, centres[0].officer->ask({"alarms"}));
      Instant told{}, at{};
      for (const Json& alarm : list_at(alarms, "/alarms"))
        told = std::max(told, parse_instant(text_at(alarm, "/raised_at")).value());
      JIUM_STEP(at, parse_instant(text_at(recorded, "/trace/recorded_at")));
      EXPECT_LT(told - at, std::chrono::seconds(1)) << "Incheon is told within the second";
      EXPECT_GE(told, at);
    }
  }
  // The link of Incheon's with this centre, opened by both.
  void open_link(Centre& other, std::string& opened) {
    Json links;
    JIUM_STEP(links, other.officer->ask({"link", "list", "--case", other.cases[0]}));
    for (const Json& link : list_at(links, "/links")) {
      const std::string id = text_at(link, "/id");
      if (!centres[0].officer->ask({"link", "show", id})) continue;
      JIUM_DONE(centres[0].officer->ask({"link", "offer", id, "--purpose", "court", "--until",
                                         to_text(SystemClock().now() + std::chrono::days{60}), "--field",
                                         "removal_counts"}));
      JIUM_DONE(other.officer->ask({"link", "accept", id, "--field", "removal_counts"}));
      opened = id;
    }
    ASSERT_FALSE(opened.empty());
  }
  void form_the_group() {
    Centre& incheon = centres[0];
    for (std::size_t i = 1; i < centres.size(); ++i) {
      std::string link;
      ASSERT_NO_FATAL_FAILURE(open_link(centres[i], link));
      Json group;
      if (i == 1) {
        JIUM_STEP(group, incheon.officer->ask({"series", "open", link}));
        series = text_at(group, "/id");
      } else {
        JIUM_DONE(incheon.officer->ask({"series", "propose", series, link}));
      }
      JIUM_STEP(group, centres[i].officer->ask({"series", "show", series}));
      EXPECT_FALSE(peers::flag_at(group, "/is_in"));
      EXPECT_TRUE(list_at(group, "/board").empty()) << "nothing before its own yes";
      JIUM_DONE(centres[i].officer->ask({"series", "join", series}));
      for (std::size_t j = 1; j < i; ++j)
        JIUM_DONE(centres[j].officer->ask({"series", "join", series, "--seat", std::to_string(i + 1)}));
    }
    for (Centre& centre : centres) {
      std::vector<std::string> words{"series", "bring", series};
      words.insert(words.end(), centre.cases.begin() + 1, centre.cases.end());
      if (words.size() > 3) JIUM_DONE(centre.officer->ask(words));
    }
  }
  // What each knows of its survivors lies in a file on its own machine.
  void count_people() {
    for (const Centre& centre : centres) {
      std::string text;
      for (std::size_t i = 0; i < centre.cases.size(); ++i) {
        const std::string number =
            std::to_string(100 + static_cast<int>(&centre - centres.data()) * 10 + static_cast<int>(i));
        const bool known_elsewhere = i == 0 && !centre.also.empty();
        text += centre.cases[i] + "\t" +
                (known_elsewhere ? centre.also : "Survivor " + number + "\t1999-05-17") + "\t010-5555-0" +
                number + "\n";
      }
      ASSERT_TRUE(peers::write_file(path(centre.name + ".tsv"), text));
      JIUM_DONE(centre.officer->ask(
          {"series", "give", series, path(centre.name + ".tsv"), "--secret", path("secret")}));
    }
  }

  // By jium's own verbs, in its own store.
  void fill_the_store() {
    int exit_code = -1;
    JIUM_STEP(exit_code, stage->server().stop());
    ASSERT_EQ(exit_code, 0);
    {
      std::unique_ptr<store::Store> store;
      JIUM_STEP(store, store::Store::open(stage->data().string()));
      desk::KnownFootage known;
      removal::RuleBook rules;
      JIUM_STEP(rules, removal::built_in_rules());
      removal::WatchPolicy watch;
      watch.patrol = watch.afterwatch = std::chrono::hours{24};
      const desk::Desk desk{clock, known, rules, watch};
      for (const Centre& centre : centres) ASSERT_NO_FATAL_FAILURE(fill(desk, *store, centre));
    }
    JIUM_DONE(stage->start_server());
  }
  void fill(const desk::Desk& desk, store::Store& store, const Centre& centre) {
    const desk::Actor actor{store::AccessKeyId::random(), centre.id, desk::Role::deletion_officer};
    casework::CaseId the_case;
    JIUM_STEP(the_case, casework::CaseId::parse(centre.cases[0]));
    const std::uint8_t digest = static_cast<std::uint8_t>(centre.name[0]);
    registry::FootageId footage;
    const auto begin = [&](store::Transaction& tx) -> Result<registry::FootageId> {
      for (int site = 0; site < kSites; ++site) {
        JIUM_TRY(const auto made, desk::add_operator(desk, tx, actor,
                                                     {"Host " + std::to_string(site), "abuse@host.example",
                                                      removal::Language::en, site % 2 == 0 ? "KR" : "*"}));
        JIUM_CHECK(desk::assign_site(desk, tx, actor, site_of(centre, site), made.id));
        if (centre.name == "Seoul")
          JIUM_CHECK(desk::assign_site(desk, tx, actor, site_of(centres[0], site), made.id));
      }
      JIUM_TRY(const auto print,
               fingerprint::Fingerprint::make(fingerprint::Algorithm::sha256, Bytes(32, digest), 100));
      JIUM_TRY(const auto made,
               desk::register_footage(
                   desk, tx, actor,
                   {the_case, registry::FootageKind::video, registry::FootageSource::officer, {print}}));
      return made.footage.id;
    };
    JIUM_STEP(footage, store.write(begin));
    std::vector<std::string> places;
    for (int i = 0; i < centre.deletions; ++i) places.push_back(place_of(centre, i));
    // Of the same footage at the same places: Seoul asked too, later.
    for (int i = 0; i < (centre.name == "Seoul" ? kSeenByTwo : 0); ++i)
      places.push_back(place_of(centres[0], i));
    for (std::size_t from = 0; from < places.size(); from += kStep) {
      const auto some = [&](store::Transaction& tx) -> Result<void> {
        for (std::size_t i = from; i < std::min(from + kStep, places.size()); ++i)
          JIUM_CHECK(remove(desk, tx, actor, footage, places[i]));
        return {};
      };
      JIUM_DONE(store.write(some));
    }
  }
  // Seen, asked about by hand, and the log says so as it does for a call.
  static Result<void> remove(const desk::Desk& desk, store::Transaction& tx, const desk::Actor& actor,
                             registry::FootageId footage, const std::string& place) {
    JIUM_TRY(const auto stored, store::load_footage(tx, actor.organisation, footage));
    JIUM_TRY(const auto address, registry::WebAddress::parse(place));
    JIUM_TRY(const auto seen, desk::record_sighting_of(desk, tx, actor, stored, address));
    JIUM_CHECK(desk::write_log(desk, tx, actor, audit::Act::sighting_recorded, seen.sighting.id));
    JIUM_TRY(auto request, desk::request_removal(desk, tx, actor, seen.sighting.id));
    JIUM_CHECK(removal::confirm(request, desk.clock.now()));
    JIUM_CHECK(store::update(tx, request));
    JIUM_CHECK(
        desk::note_request_sent(desk, tx, request.id, actor.text(), casework::Event::request_sent_by_hand));
    return desk::write_log(desk, tx, actor, audit::Act::request_confirmed, request.id);
  }
  static std::string site_of(const Centre& centre, int site) {
    return static_cast<char>('a' + centre.name[0] % 26) + std::string("board") + std::to_string(site) +
           ".example";
  }
  static std::string place_of(const Centre& centre, int i) {
    return "https://" + site_of(centre, i % kSites) + "/v/" + std::to_string(i);
  }

  void sign_the_report() {
    Json made, verdict;
    std::vector<std::string> words{"report", "court", "make"};
    words.insert(words.end(), centres[0].cases.begin(), centres[0].cases.end());
    for (const std::string& word : {std::string("--series"), series, std::string("--offence"),
                                    std::string("distribution"), std::string("--out"), path("0.pdf")})
      words.push_back(word);
    JIUM_STEP(made, centres[0].officer->ask(words));
    const std::string centre_key = text_at(made, "/key");
    for (std::size_t i = 1; i < centres.size(); ++i) {
      JIUM_STEP(verdict, centres[i].officer->ask({"verify", path(std::to_string(i - 1) + ".pdf")}));
      EXPECT_EQ(list_at(verdict, "/signed").size(), i);
      EXPECT_EQ(list_at(verdict, "/not_signed").size(), centres.size() - i);
      JIUM_DONE(centres[i].officer->ask({"report", "court", "cosign", path(std::to_string(i - 1) + ".pdf"),
                                         "--series", series, "--out", path(std::to_string(i) + ".pdf")}));
    }
    const std::string report = path("3.pdf");
    JIUM_STEP(verdict, centres[0].officer->ask({"verify", report, "--key", centre_key}));
    EXPECT_EQ(list_at(verdict, "/signed").size(), 4U);
    EXPECT_EQ(number_at(verdict, "/figures/joint/victims"), 15);
    EXPECT_EQ(number_at(verdict, "/figures/joint/requested"), 10'744);
    EXPECT_EQ(number_at(verdict, "/figures/requested"), 1'283);
    EXPECT_GE(number_at(verdict, "/records_in_log").value_or(0), 2 * 1'283);
    const std::string second =
        std::string("PYTHONDONTWRITEBYTECODE=1 python3 " JIUM_SOURCE_DIR "/tools/court_verify.py ") + report +
        " --key " + centre_key + " >" + path("told") + " 2>&1";
    EXPECT_EQ(std::system(second.c_str()), 0);
    std::string pdf, told;
    JIUM_STEP(told, peers::read_file(path("told")));
    EXPECT_THAT(told, HasSubstr("Busan has signed the same file"));
    // Another number of victims in the joint count.
    JIUM_STEP(pdf, peers::read_file(report));
    const std::string said = "\"joint\":{\"victims\":15,";
    const auto at = pdf.find(said);
    ASSERT_NE(at, std::string::npos);
    pdf[at + said.size() - 2] = '6';
    ASSERT_TRUE(peers::write_file(report, pdf));
    EXPECT_FALSE(centres[0].officer->ask({"verify", report}));
    EXPECT_NE(std::system(second.c_str()), 0);
  }

  std::unique_ptr<Stage> stage;
  Result<peers::TemporaryFolder> place = peers::TemporaryFolder::make();
  SystemClock clock;
  std::string series;
  // 2 + 4 + 3 + 8 records of 15 people: the Central centre knows one of Incheon's, and Busan one of Seoul's.
  std::vector<Centre> centres{{"Incheon", 2, 1'283, "Han Byeol\t2001-02-03"},
                              {"Seoul", 4, 3'020, "Choi Da-on\t1998-11-30"},
                              {"Busan", 3, 2'211, "CHOI  DA-ON\t1998-11-30"},
                              {"Central", 8, 4'230, "HanByeol\t2001-02-03"}};
};

TEST_F(SeriesStory, OfFourCentresThatFollowedOneManAndCountedTogether) {
  JIUM_DONE(centres[0].officer->ask({"trace", "make-secret", "--out", path("secret")}));
  ASSERT_NO_FATAL_FAILURE(open_cases());
  ASSERT_NO_FATAL_FAILURE(fill_the_store());
  ASSERT_NO_FATAL_FAILURE(record_traces());
  ASSERT_NO_FATAL_FAILURE(form_the_group());
  ASSERT_NO_FATAL_FAILURE(count_people());

  Json count, board, graph;
  JIUM_STEP(count, centres[3].officer->ask({"series", "count", series}));
  EXPECT_EQ(number_at(count, "/people"), 15);
  EXPECT_EQ(number_at(count, "/people_records"), 17);
  EXPECT_EQ(number_at(count, "/deletions"), 10'744);
  EXPECT_EQ(number_at(count, "/deletion_records"), 10'744 + kSeenByTwo);
  for (const Json& one : list_at(count, "/counted")) {
    if (text_at(one, "/centre") != "Incheon") continue;
    EXPECT_EQ(number_at(one, "/deletions"), 1'283) << "it asked first";
    EXPECT_EQ(number_at(one, "/people"), 2);
  }
  JIUM_STEP(board, centres[2].officer->ask({"series", "show", series}));
  EXPECT_EQ(list_at(board, "/board").size(), 4U);
  EXPECT_THAT(boost::json::serialize(board), Not(HasSubstr("maple")));
  JIUM_STEP(graph, centres[1].officer->ask({"series", "graph", series}));
  EXPECT_GT(list_at(graph, "/nodes").size(), 10'744U);
  EXPECT_THAT(boost::json::serialize(graph), Not(HasSubstr("/v/")));
  JIUM_DONE(centres[1].officer->ask(
      {"series", "graph", series, "--format", "graphml", "--out", path("series.graphml")}));

  ASSERT_NO_FATAL_FAILURE(sign_the_report());

  Json leaving;
  JIUM_STEP(leaving, centres[2].officer->ask({"series", "leave", series}));
  EXPECT_TRUE(peers::flag_at(leaving, "/joint_counts_change"));
  JIUM_DONE(centres[2].officer->ask({"series", "leave", series, "--yes"}));
  JIUM_STEP(count, centres[3].officer->ask({"series", "count", series}));
  EXPECT_EQ(number_at(count, "/deletions"), 10'744 - 2'211);
  EXPECT_EQ(number_at(count, "/people"), 13) << "Seoul supports one of Busan's three too";

  // No name that was counted lies in the server's folder or log.
  Canaries canaries;
  canaries.plant_text("a survivor", "Han Byeol");
  canaries.plant_text("the same, folded", "hanbyeol");
  canaries.plant_text("the payment address", kAddress);
  Canaries::Search search;
  JIUM_STEP(search, canaries.search(stage->data()));
  EXPECT_TRUE(search.found.empty()) << search.found.front();
  EXPECT_THAT(stage->log_text(), Not(HasSubstr("Byeol")));
  int exit_code = -1;
  JIUM_STEP(exit_code, stage->server().stop());
  EXPECT_EQ(exit_code, 0);
}

}  // namespace
}  // namespace jium::story
