// What a person tells a centre through its intake page: by themselves, without an account, without a name,
// and every part of it may be left out. Nothing in it is looked up when it comes in: whether footage is known
// is found out when an officer takes the report up, so that nobody can use the page to learn what a centre
// knows
// (../shared/security.md, O1).
//
//   waiting --an officer accepts--> accepted (a Case stands on it)
//   waiting --an officer closes--> closed    (what was told is shredded; the messages stay readable)
//   accepted --the person withdraws--> withdrawn
//   A waiting or closed report that the person withdraws is gone: no row is left of it.
//
// The words that a person may choose from are those of domain.md, section 4, put plainly (data/intake/).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jium/casework/case.h"
#include "jium/registry/footage.h"

namespace jium::casework {

struct IntakeTag {
  static constexpr char letter = 'N';
  static constexpr std::string_view noun = "intake report";
};
using IntakeId = Id<IntakeTag>;

enum class IntakeState { waiting, accepted, closed, withdrawn };
BOOST_DESCRIBE_ENUM(IntakeState, waiting, accepted, closed, withdrawn)

// Each is a yes by itself; what was not said is a no.
struct MayTell {
  bool operators = false;  // ask the places to remove it: the consent that removal stands on
  bool police = false;
  bool committee = false;  // it may be put before the committee
  bool other_centres = false;

  friend bool operator==(const MayTell&, const MayTell&) = default;
};

// One file, fingerprinted on the person's own device.
struct GivenFootage {
  registry::FootageKind kind = registry::FootageKind::image;
  std::vector<fingerprint::Fingerprint> fingerprints;

  friend bool operator==(const GivenFootage&, const GivenFootage&) = default;
};

struct IntakeReport {
  IntakeId id;
  registry::OrganisationId organisation;  // the centre whose page it is
  IntakeState state = IntakeState::waiting;
  std::vector<HarmType> harm_types;
  AgeBand age_band = AgeBand::unknown;
  MayTell may_tell;
  std::vector<GivenFootage> footage;
  std::vector<Secret<std::string>>
      places;                   // a line each, as they were typed: an address, or words for a place
  Secret<std::string> contact;  // a safe way to reach them; empty: none
  bool may_leave_message = false;
  Secret<std::string> words;
  Instant received_at{};
  std::optional<CaseId> the_case;       // of an accepted one
  std::optional<Instant> settled_at{};  // accepted, closed or withdrawn
};

// Why a report cannot be taken as it is. The page says each in its own words, beside the question.
enum class IntakeRefusal {
  words_hold_resident_number,
  contact_holds_resident_number,
  words_too_long,
  contact_too_long,
  too_many_places,
  place_too_long,
  too_many_files,
  files_unreadable,
  choice_unknown
};
BOOST_DESCRIBE_ENUM(IntakeRefusal, words_hold_resident_number, contact_holds_resident_number, words_too_long,
                    contact_too_long, too_many_places, place_too_long, too_many_files, files_unreadable,
                    choice_unknown)

inline constexpr std::size_t kIntakeFiles = 50;
inline constexpr std::size_t kIntakePlaces = 50;
inline constexpr std::size_t kIntakePlaceBytes = 4096;  // as registry/web_address.h takes
inline constexpr std::size_t kIntakeContactBytes = 300;
inline constexpr std::size_t kIntakeWordsBytes = 12000;  // some four thousand Korean characters

// None: it may be taken. An empty report may: it is how a conversation begins.
[[nodiscard]] std::vector<IntakeRefusal> refusals_of(const IntakeReport& report);

// The case's consent that the report gives; the committee has no purpose of its own there and is shown to the
// officer with the report.
[[nodiscard]] Consent consent_of(const MayTell& may_tell);

// Conflict, in words for an officer, when its state does not allow it; it is as it was then.
[[nodiscard]] Result<void> accept(IntakeReport& report, CaseId the_case, Instant at);
[[nodiscard]] Result<void> close(IntakeReport& report, Instant at);
// Of an accepted one. The others are shredded instead.
[[nodiscard]] Result<void> withdraw(IntakeReport& report, Instant at);

// What passes between the person and the centre.
enum class MessageAuthor { person, centre };
BOOST_DESCRIBE_ENUM(MessageAuthor, person, centre)

struct IntakeMessageTag {
  static constexpr char letter = 'M';
  static constexpr std::string_view noun = "intake message";
};
using IntakeMessageId = Id<IntakeMessageTag>;

struct IntakeMessage {
  IntakeMessageId id;
  IntakeId report;
  registry::OrganisationId organisation;
  MessageAuthor author = MessageAuthor::person;
  Secret<std::string> words;
  Instant written_at{};
  std::optional<Instant> read_at{};  // by the other side
};

inline constexpr std::size_t kIntakeMessageBytes = 6000;
inline constexpr std::size_t kIntakeMessages = 200;  // of one report

enum class MessageRefusal { empty, too_long, holds_resident_number, too_many };
BOOST_DESCRIBE_ENUM(MessageRefusal, empty, too_long, holds_resident_number, too_many)
[[nodiscard]] std::optional<MessageRefusal> refusal_of(std::string_view words, std::size_t written_before);

// How it stands with one place, in the plain words of the page.
enum class PlaceProgress {
  told,        // the person told of it; it has not been looked at yet, or nothing was found there
  found,       // seen there; nobody has been asked yet
  asked,       // somebody was asked to remove it
  refused,     // whoever was asked said no: others are asked
  removed,     // it was gone when last looked at
  back_again,  // it was gone and is there again
};
BOOST_DESCRIBE_ENUM(PlaceProgress, told, found, asked, refused, removed, back_again)

}  // namespace jium::casework
