// The story of jium, told once, for a test that checks every claim of it (main_path_story_test.cc) and for a
// demo that a person watches (demo_main.cc). Each step types the commands that an officer would type.
//
// The steps build on each other and are played once each, in this order.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "jium/base/result.h"
#include "peers/mail_sink.h"
#include "story/stage.h"

namespace jium::story {

// Who listens to the story.
class Teller {
 public:
  Teller() = default;
  Teller(const Teller&) = delete;
  Teller& operator=(const Teller&) = delete;
  virtual ~Teller() = default;
  virtual void begin_step(std::string_view heading) = 0;
  virtual void say(std::string_view what) = 0;
  virtual void show(std::string_view title, std::string_view text) = 0;  // a letter, a report
};

// What is particular about one telling.
struct Cast {
  std::uint32_t picture = 20261122;  // another number draws another picture
  std::string pseudonym = "Maple";
  std::string korean_operator = "가상 사진 게시판", korean_mail = "delete@board.example";
  std::string english_operator = "Imaginary Albums Ltd", english_mail = "abuse@albums.example";
  std::string path_prefix = "/photos/";  // of every address on both sites
  std::string operators_words = "We have removed it.";
  std::string signatory = "Seo Ji-won";  // for the centre, where the law wants a name
};

struct Registered {
  std::string the_case, footage;
  boost::json::value answer;
};

struct Recognised {
  boost::json::value copy;       // the inspection of the altered copy on the Korean site
  boost::json::value unrelated;  // of a picture that nobody complained of
  boost::json::value reported;   // the sighting on the English site, reported by fingerprints
};

struct Asked {
  std::string request;
  boost::json::value folded, shown;  // the letter as the officer saw it before she confirmed
  boost::json::value sent;           // the request, once its letter is out
  peers::ReceivedLetter received;    // what the operator got
};

struct LieNoticed {
  boost::json::value request;  // as `jium request show` has it afterwards
  boost::json::value alarm;
};

struct Returned {
  boost::json::value inspection, sighting, alarm;
  Asked asked;
};

struct Told {
  boost::json::value the_case, report;
};

class MainPath {
 public:
  MainPath(Stage& stage, Teller& teller, Cast cast = {})
      : stage_(stage), teller_(teller), cast_(std::move(cast)) {}

  // 1. An officer opens a case and registers a picture; the file stays where it is.
  [[nodiscard]] Result<Registered> register_picture();
  // 2. Copies turn up: one that was re-encoded, shrunk and watermarked, and one that a partner reports.
  [[nodiscard]] Result<Recognised> recognise_copies();
  // 3. Removal is asked for: drafted by the machine, confirmed by the officer, sent by mail. Korean, then
  // English.
  [[nodiscard]] Result<std::vector<Asked>> ask_for_removal();
  // 4. The Korean operator says "removed" and still shows it.
  [[nodiscard]] Result<LieNoticed> notice_the_lie();
  // 5. Now both really remove it, and checks apart in time agree. The two requests as they are then.
  [[nodiscard]] Result<std::vector<boost::json::value>> prove_removal();
  // 6. It comes back at another address of the Korean site.
  [[nodiscard]] Result<Returned> notice_the_return();
  // 7. What the case and the counts say.
  [[nodiscard]] Result<Told> tell_the_report();

 private:
  using Json = boost::json::value;

  Result<void> name_operators();
  Result<std::string> known_operator(const std::string& name);
  Result<Json> report_by_fingerprints(const std::string& address);
  Result<Asked> ask(const std::string& sighting);
  Result<Asked> ask_aloud(const std::string& sighting);
  // The request as `request show` has it once its state is one of these.
  Result<Json> wait_for_state(const std::string& request, const std::vector<std::string>& states);
  Result<Json> wait_for_alarm(const std::string& kind, const std::string& subject);
  Result<peers::ReceivedLetter> wait_for_letter(const std::string& reference);
  [[nodiscard]] std::filesystem::path picture_file() const {
    return stage_.officers_folder() / "picture.jpg";
  }
  [[nodiscard]] std::string path(std::string_view page) const {
    return cast_.path_prefix + std::string(page);
  }
  [[nodiscard]] Bytes copy_of_picture() const;

  Stage& stage_;
  Teller& teller_;
  Cast cast_;
  std::string case_, footage_;
  std::string korean_sighting_, english_sighting_;
  std::string korean_request_, english_request_;
};

}  // namespace jium::story
