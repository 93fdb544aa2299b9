#include "story/main_path.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <thread>

#include "peers/api_client.h"
#include "pictures/pictures.h"

namespace jium::story {
namespace {

using peers::list_at;
using peers::number_at;
using peers::text_at;
using Json = boost::json::value;

constexpr Duration kPatience = std::chrono::minutes{1};
constexpr Duration kGlance{100};

constexpr const char* kFirstPage = "817.jpg";
constexpr const char* kUnrelatedPage = "818.jpg";
constexpr const char* kAlbumPage = "5.jpg";
constexpr const char* kLaterPage = "1203.jpg";
constexpr const char* kJpeg = "image/jpeg";

// Asks again and again until there is an answer.
template <class T>
Result<T> wait_for(std::string_view what, const std::function<Result<std::optional<T>>()>& ask) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < end) {
    JIUM_TRY(std::optional<T> answer, ask());
    if (answer) return std::move(*answer);
    std::this_thread::sleep_for(kGlance);
  }
  return fault(FaultKind::late, "a minute went by without this: " + std::string(what));
}

std::string distance_words(const Json& recognised) {
  return "PDQ distance " + std::to_string(number_at(recognised, "/distance").value_or(-1)) + " of 256";
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace

// ---- 1. An officer opens a case and registers a picture ----

Result<Registered> MainPath::register_picture() {
  teller_.begin_step("An officer opens a case and registers a picture");
  JIUM_TRY(const Json opened,
           stage_.officer().ask({"case", "open", "--pseudonym", cast_.pseudonym, "--age-band", "twenties",
                                 "--harm", "illegal_filming,dissemination", "--requester", "victim",
                                 "--consent", "removal"}));
  case_ = text_at(opened, "/id");
  teller_.say("opened: case " + case_ + " for somebody whom the centre calls " + cast_.pseudonym);
  const Bytes original = pictures::to_jpeg(pictures::draw_scene(cast_.picture));
  JIUM_CHECK(peers::write_file(picture_file(), text_of(original)));
  JIUM_TRY(const Json answer, stage_.officer().ask({"register", picture_file().string(), "--case", case_}));
  footage_ = text_at(answer, "/footage/id");
  teller_.say("registered: footage " + footage_ + ", known by " +
              counted(list_at(answer, "/footage/fingerprints").size(), "fingerprint", "fingerprints"));
  teller_.say("the picture itself stays on the officer's desk; nothing but the fingerprints has travelled");
  return Registered{case_, footage_, answer};
}

// ---- 2. Copies turn up ----

// What a re-uploader does: shrinks it, stamps it, and saves it with less care.
Bytes MainPath::copy_of_picture() const {
  const pictures::Canvas original = pictures::draw_scene(cast_.picture);
  return pictures::to_jpeg(pictures::watermark(pictures::resize(original, 480, 360)), 60);
}

Result<Recognised> MainPath::recognise_copies() {
  teller_.begin_step("Copies turn up on two sites");
  stage_.korean_site().put(path(kFirstPage), copy_of_picture(), kJpeg);
  const Bytes unrelated = pictures::to_jpeg(pictures::draw_scene(cast_.picture + 1));
  stage_.korean_site().put(path(kUnrelatedPage), unrelated, kJpeg);
  stage_.english_site().put(path(kAlbumPage), copy_of_picture(), kJpeg);

  Recognised seen;
  JIUM_TRY(seen.copy, stage_.officer().ask({"sight", stage_.korean_site().address_of(path(kFirstPage))}));
  korean_sighting_ = text_at(seen.copy, "/sighting");
  if (text_at(seen.copy, "/footage") != footage_) {
    return fault(FaultKind::conflict, "the story took another turn: the copy was not recognised");
  }
  teller_.say("recognised: this is " + text_at(seen.copy, "/footage") +
              ", though smaller and stamped: " + distance_words(seen.copy));
  JIUM_TRY(auto in_vain,
           stage_.officer().type({"sight", stage_.korean_site().address_of(path(kUnrelatedPage)), "--json"}));
  if (in_vain.exit_code != 1)
    return fault(FaultKind::conflict, "the story took another turn: a look in vain does not say no");
  seen.unrelated = std::move(in_vain.json);
  teller_.say(text_at(seen.unrelated, "/finding") +
              ": the picture next to it matches nothing, and nothing is recorded");
  JIUM_TRY(seen.reported, report_by_fingerprints(stage_.english_site().address_of(path(kAlbumPage))));
  english_sighting_ = text_at(seen.reported, "/id");
  teller_.say("a partner reports a second place, by fingerprints alone: " + distance_words(seen.reported));
  JIUM_CHECK(name_operators());
  return seen;
}

// A partner's program calls the API itself: it has fingerprinted what it saw and sends no picture either.
Result<Json> MainPath::report_by_fingerprints(const std::string& address) {
  const std::filesystem::path copy = stage_.officers_folder() / "partner.jpg";
  JIUM_CHECK(peers::write_file(copy, text_of(copy_of_picture())));
  JIUM_TRY(const Json hashed, stage_.officer().ask({"hash", copy.string()}));
  boost::system::error_code problem;
  const Json* const fingerprints = hashed.find_pointer("/files/0/fingerprints", problem);
  if (fingerprints == nullptr) return fault(FaultKind::internal, "`jium hash` gave no fingerprints");
  peers::ApiClient partner(stage_.server().url(), stage_.officers_key());
  JIUM_TRY(peers::ApiAnswer answer,
           partner.post("/sightings", {{"address", address}, {"fingerprints", *fingerprints}},
                        "partner-" + case_));
  if (const Json* const sighting = answer.body.find_pointer("/sighting", problem)) return *sighting;
  return fault(FaultKind::internal,
               "the report of a sighting was answered with status " + std::to_string(answer.status));
}

Result<std::string> MainPath::known_operator(const std::string& name) {
  JIUM_TRY(const Json known, stage_.officer().ask({"operator", "list"}));
  for (const Json& one : list_at(known, "/operators")) {
    if (text_at(one, "/name") == name) return text_at(one, "/id");
  }
  return std::string();
}

// Nobody knows yet who runs the two sites: the officer looks it up and writes it into her directory, once.
Result<void> MainPath::name_operators() {
  struct Entry {
    std::string name, mail, language, jurisdiction, site;
  };
  for (const Entry& entry :
       {Entry{cast_.korean_operator, cast_.korean_mail, "ko", "KR", stage_.korean_site().host()},
        Entry{cast_.english_operator, cast_.english_mail, "en", "US", stage_.english_site().host()}}) {
    JIUM_TRY(std::string id, known_operator(entry.name));
    if (id.empty()) {
      JIUM_TRY(const Json added,
               stage_.officer().ask({"operator", "add", "--name", entry.name, "--mail", entry.mail,
                                     "--language", entry.language, "--jurisdiction", entry.jurisdiction}));
      id = text_at(added, "/id");
    }
    JIUM_CHECK(stage_.officer().ask({"site", "assign", entry.site, "--operator", id}));
    teller_.say("the site is run by " + entry.name + " (" + entry.jurisdiction + ", letters in " +
                (entry.language == "ko" ? "Korean" : "English") + ")");
  }
  // The law of the United States wants a name under the letter.
  return stage_.name_signatory(cast_.signatory);
}

// ---- 3. Removal is asked for ----

Result<Asked> MainPath::ask(const std::string& sighting) {
  Asked asked;
  JIUM_TRY(const Json drafted, stage_.officer().ask({"request", "draft", sighting}));
  asked.request = text_at(drafted, "/id");
  JIUM_TRY(asked.folded, stage_.officer().ask({"request", "letter", asked.request}));
  JIUM_TRY(asked.shown, stage_.officer().ask({"request", "letter", asked.request, "--task", "send_request"}));
  teller_.say("drafted: request " + asked.request + "; the officer reads the letter before anything is sent");
  JIUM_CHECK(stage_.officer().ask({"request", "confirm", asked.request}));
  teller_.say("confirmed by the officer: only now may it go out");
  JIUM_TRY(asked.sent, wait_for_state(asked.request, {"sent", "acknowledged", "overdue"}));
  JIUM_TRY(asked.received, wait_for_letter(asked.request));
  teller_.say("sent to <" + asked.received.to + ">; an answer is due at " +
              text_at(asked.sent, "/request/due_at"));
  return asked;
}

Result<Asked> MainPath::ask_aloud(const std::string& sighting) {
  JIUM_TRY(Asked asked, ask(sighting));
  teller_.show("The letter that <" + asked.received.to + "> received: " + asked.received.subject,
               asked.received.body);
  return asked;
}

Result<std::vector<Asked>> MainPath::ask_for_removal() {
  teller_.begin_step("Removal is asked for, in the operator's language and under its law");
  std::vector<Asked> all;
  JIUM_TRY(Asked korean, ask_aloud(korean_sighting_));
  JIUM_TRY(Asked english, ask_aloud(english_sighting_));
  korean_request_ = korean.request;
  english_request_ = english.request;
  all.push_back(std::move(korean));
  all.push_back(std::move(english));
  return all;
}

// ---- 4. A word is not a proof ----

Result<LieNoticed> MainPath::notice_the_lie() {
  teller_.begin_step("The operator says that it is removed, and still shows it");
  JIUM_CHECK(stage_.officer().ask(
      {"request", "answer", korean_request_, "removed", "--words", cast_.operators_words}));
  teller_.say("the operator: \"" + cast_.operators_words + "\" jium looks at the place at once");
  LieNoticed noticed;
  JIUM_TRY(noticed.alarm, wait_for_alarm("claim_disproved", korean_request_));
  JIUM_TRY(noticed.request, wait_for_state(korean_request_, {"acknowledged"}));
  teller_.say("alarm " + text_at(noticed.alarm, "/id") + ": it is still there; false claims so far: " +
              std::to_string(number_at(noticed.request, "/request/false_claims").value_or(-1)));
  return noticed;
}

// ---- 5. Gone is what several looks agree on ----

Result<std::vector<Json>> MainPath::prove_removal() {
  teller_.begin_step("Now both operators really remove it");
  stage_.korean_site().remove(path(kFirstPage));
  JIUM_CHECK(stage_.officer().ask(
      {"request", "answer", korean_request_, "removed", "--words", cast_.operators_words}));
  JIUM_CHECK(stage_.officer().ask({"request", "answer", english_request_, "acknowledged"}));
  stage_.english_site().remove(path(kAlbumPage));
  std::vector<Json> verified;
  for (const std::string& request : {korean_request_, english_request_}) {
    JIUM_TRY(Json done, wait_for_state(request, {"verified"}));
    const auto& checks = list_at(done, "/checks");
    const auto agreeing = std::count_if(
        checks.begin(), checks.end(), [](const Json& check) { return text_at(check, "/outcome") == "gone"; });
    teller_.say(
        "verified: " + request + ", after " +
        counted(static_cast<std::size_t>(agreeing), "look that found it gone", "looks that found it gone"));
    verified.push_back(std::move(done));
  }
  return verified;
}

// ---- 6. It comes back ----

Result<Returned> MainPath::notice_the_return() {
  teller_.begin_step("The picture comes back, at another address of the same site");
  stage_.korean_site().put(path(kLaterPage), copy_of_picture(), kJpeg);
  Returned back;
  JIUM_TRY(back.inspection,
           stage_.officer().ask({"sight", stage_.korean_site().address_of(path(kLaterPage))}));
  const std::string sighting = text_at(back.inspection, "/sighting");
  JIUM_TRY(back.alarm, wait_for_alarm("recurrence", sighting));
  teller_.say("alarm " + text_at(back.alarm, "/id") + ": " + text_at(back.inspection, "/footage") +
              " has come back to a site that had removed it: " + distance_words(back.inspection));
  JIUM_TRY(back.asked, ask_aloud(sighting));
  JIUM_TRY(const Json shown, stage_.officer().ask({"request", "show", back.asked.request}));
  back.sighting = shown.at("sighting");
  teller_.say("the new letter names the earlier request " + text_at(shown, "/request/recurrence_of"));
  return back;
}

// ---- 7. What remains on paper ----

Result<Told> MainPath::tell_the_report() {
  teller_.begin_step("What the case and the counts say");
  Told told;
  JIUM_TRY(told.the_case, stage_.officer().ask({"case", "show", case_}));
  JIUM_TRY(told.report, stage_.officer().ask({"report", "--case", case_}));
  JIUM_TRY(const peers::Spoken the_case, stage_.officer().type({"case", "show", case_}));
  teller_.show("jium case show " + case_, the_case.output);
  JIUM_TRY(const peers::Spoken report, stage_.officer().type({"report", "--case", case_}));
  teller_.show("jium report --case " + case_, report.output);
  return told;
}

// ---- Waiting, as an officer does who looks now and then ----

Result<Json> MainPath::wait_for_state(const std::string& request, const std::vector<std::string>& states) {
  return wait_for<Json>("the request " + request + " is " + states.front(),
                        [&]() -> Result<std::optional<Json>> {
                          JIUM_TRY(Json shown, stage_.officer().ask({"request", "show", request}));
                          const std::string state = text_at(shown, "/request/state");
                          if (std::find(states.begin(), states.end(), state) == states.end())
                            return std::optional<Json>();
                          return std::optional<Json>(std::move(shown));
                        });
}

Result<Json> MainPath::wait_for_alarm(const std::string& kind, const std::string& subject) {
  return wait_for<Json>("an alarm of the kind " + kind, [&]() -> Result<std::optional<Json>> {
    JIUM_TRY(const Json said, stage_.officer().ask({"alarms", "--all"}));
    for (const Json& alarm : list_at(said, "/alarms")) {
      if (text_at(alarm, "/kind") == kind && text_at(alarm, "/subject") == subject)
        return std::optional<Json>(alarm);
    }
    return std::optional<Json>();
  });
}

Result<peers::ReceivedLetter> MainPath::wait_for_letter(const std::string& reference) {
  using Letter = peers::ReceivedLetter;
  return wait_for<Letter>("the letter arrives", [&]() -> Result<std::optional<Letter>> {
    JIUM_TRY(std::vector<Letter> found, stage_.sink().letters_about(reference));
    if (found.empty()) return std::optional<Letter>();
    return std::optional<Letter>(std::move(found.front()));
  });
}

}  // namespace jium::story
