// Footage and what is asked about files.
#pragma once

#include "jium/desk/actor.h"
#include "jium/http/wire.h"
#include "jium/removal/removal_request.h"
#include "jium/store/inspections.h"

namespace jium::http::wire {

struct GivenFingerprint {
  fingerprint::Algorithm algorithm{};
  Exact value;  // hexadecimal
  std::optional<int> quality;
};
JIUM_WIRE_ASK(GivenFingerprint, (algorithm, value, quality))

struct RegisterFootage {
  std::optional<registry::FootageKind> kind;
  registry::FootageSource source{};  // where it comes from: nothing is registered without it
  std::vector<GivenFingerprint> fingerprints;
};
JIUM_WIRE_ASK(RegisterFootage, (kind, source, fingerprints))

struct Fingerprint {
  fingerprint::Algorithm algorithm{};
  int quality = 0;
};
JIUM_WIRE_VIEW(Fingerprint, (algorithm, quality))

struct Footage {
  registry::FootageId id;
  casework::CaseId the_case;
  registry::FootageKind kind{};
  registry::FootageSource source{};
  registry::FootageState state{};
  Instant registered_at{};
  std::optional<Instant> decided_at, withdrawn_at;
  std::vector<Fingerprint> fingerprints;
  std::vector<std::string> abilities;
};
JIUM_WIRE_VIEW(Footage, (id, the_case, kind, source, state, registered_at, decided_at, withdrawn_at,
                         fingerprints, abilities))

// A stretch of the video that was asked about, and the stretch of the registered one that it is.
struct Segment {
  double query_from = 0;  // seconds
  double query_to = 0;
  double known_from = 0;
  double known_to = 0;
  double speed = 1;  // known seconds in an asked second; negative when it runs backwards
};
JIUM_WIRE_VIEW(Segment, (query_from, query_to, known_from, known_to, speed))

struct Match {
  registry::FootageId footage;
  casework::CaseId the_case;
  fingerprint::Algorithm algorithm{};
  int distance = 0;
  registry::Witness witness{};
  int sureness = 0;  // per cent
  bool moment_proven = true;
  std::vector<Segment> segments;  // of videos, the best first
};
JIUM_WIRE_VIEW(Match, (footage, the_case, algorithm, distance, witness, sureness, moment_proven, segments))

// The same as footage that another organisation shares with yours; whose it is, nobody is told.
struct Elsewhere {
  registry::FootageId footage;
  fingerprint::Algorithm algorithm{};
  int distance = 0;
};
JIUM_WIRE_VIEW(Elsewhere, (footage, algorithm, distance))

struct RegisteredFootage {
  Footage footage;
  std::vector<Match> same_as;
  bool was_known = false;
  std::vector<Elsewhere> elsewhere;
};
JIUM_WIRE_VIEW(RegisteredFootage, (footage, same_as, was_known, elsewhere))

struct GivenFile {
  std::vector<GivenFingerprint> fingerprints;
};
JIUM_WIRE_ASK(GivenFile, (fingerprints))

struct MatchFiles {
  std::vector<GivenFile> files;
};
JIUM_WIRE_ASK(MatchFiles, (files))

struct FileMatches {
  std::vector<Match> matches;
  std::vector<Elsewhere> elsewhere;
};
JIUM_WIRE_VIEW(FileMatches, (matches, elsewhere))

struct MatchResults {
  std::vector<FileMatches> results;
};
JIUM_WIRE_VIEW(MatchResults, (results))

}  // namespace jium::http::wire
