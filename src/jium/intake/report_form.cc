#include "jium/intake/report_form.h"

#include <algorithm>
#include <boost/json/parse.hpp>

#include "jium/base/bytes.h"
#include "jium/http/fingerprints.h"
#include "jium/http/footage_types.h"

namespace jium::intake {

// As http/footage_types.h has it, but for the source, which is known.
struct GivenFile {
  std::optional<registry::FootageKind> kind;
  std::optional<registry::FootageSource> source;
  std::vector<http::wire::GivenFingerprint> fingerprints;
};
JIUM_WIRE_ASK(GivenFile, (kind, source, fingerprints))

namespace {

using casework::IntakeRefusal;

constexpr std::size_t kLongestOnce = 64;

Result<std::vector<casework::GivenFootage>> read_prints(const std::string& text) {
  std::vector<casework::GivenFootage> footage;
  if (text.empty()) return footage;
  boost::json::error_code failed;
  const boost::json::value value = boost::json::parse(text, failed);
  if (failed) return fault(FaultKind::malformed, "the fingerprints are not JSON");
  const auto files = http::wire::read<std::vector<GivenFile>>(value);
  if (!files) return http::wire::fault_of(files.error());
  for (const GivenFile& file : *files) {
    JIUM_TRY(auto prints, http::fingerprints_of(file.fingerprints));
    std::erase_if(prints, [](const auto& one) { return fingerprint::is_query(one.algorithm()); });
    footage.push_back({file.kind.value_or(registry::FootageKind::image), std::move(prints)});
  }
  return footage;
}

std::string_view trimmed(std::string_view line) {
  const auto from = line.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return line.substr(from, line.find_last_not_of(" \t") - from + 1);
}

std::vector<Secret<std::string>> read_places(std::string_view text) {
  std::vector<Secret<std::string>> places;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    const bool known =
        std::any_of(places.begin(), places.end(), [&](const auto& place) { return place.reveal() == line; });
    if (!line.empty() && !known) places.emplace_back(std::string(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return places;
}

bool read_tell(std::string_view word, casework::MayTell& tell) {
  if (word == "operators") return tell.operators = true;
  if (word == "police") return tell.police = true;
  if (word == "committee") return tell.committee = true;
  if (word == "other_centres") return tell.other_centres = true;
  return false;
}

// False: something was chosen that is not there to choose.
bool read_choices(const Form& form, casework::IntakeReport& report) {
  bool known = true;
  for (const std::string& word : form.all("harm")) {
    const auto harm = parse_enum<casework::HarmType>("harm", word);
    if (harm)
      report.harm_types.push_back(*harm);
    else
      known = false;
  }
  for (const std::string& word : form.all("tell")) known = read_tell(word, report.may_tell) && known;
  if (const std::string& word = form.one("age"); !word.empty()) {
    const auto age = parse_enum<casework::AgeBand>("age", word);
    if (age)
      report.age_band = *age;
    else
      known = false;
  }
  return known;
}

}  // namespace

ReadReport read_report(const Form& form) {
  ReadReport read;
  const bool known = read_choices(form, read.report);
  auto footage = read_prints(form.one("prints"));
  if (footage) read.report.footage = *std::move(footage);
  read.report.places = read_places(form.one("places"));
  read.report.contact = Secret<std::string>(std::string(trimmed(form.one("contact"))));
  read.report.may_leave_message = chose(form, "message_ok", "yes");
  read.report.words = Secret<std::string>(form.one("words"));
  read.refusals = casework::refusals_of(read.report);
  const auto add = [&](IntakeRefusal refusal) {
    if (std::find(read.refusals.begin(), read.refusals.end(), refusal) == read.refusals.end())
      read.refusals.push_back(refusal);
  };
  if (!known) add(IntakeRefusal::choice_unknown);
  if (!footage || form.one("once").size() > kLongestOnce) add(IntakeRefusal::files_unreadable);
  return read;
}

bool chose(const Form& form, std::string_view field, std::string_view value) {
  const auto& all = form.all(field);
  return std::find(all.begin(), all.end(), value) != all.end();
}

std::string once_token() {
  return to_hex(random_bytes(16));
}

}  // namespace jium::intake
