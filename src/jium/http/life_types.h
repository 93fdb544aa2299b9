// What the API takes and gives about the life of footage: sharing, decisions, feeds, appeals. Their names are
// those in docs/openapi.json.
#pragma once

#include "jium/http/wire_types.h"
#include "jium/registry/appeal.h"
#include "jium/registry/footage_life.h"
#include "jium/removal/operator.h"

namespace jium::http::wire {

// (scheme, version, code): data/legal/classes.tsv.
struct SchemeCode {
  std::string scheme, version, code;
};
JIUM_WIRE_ASK(SchemeCode, (scheme, version, code))

// Sharing

struct ShareFootage {
  registry::SharingLevel level{};
  std::optional<registry::GroupId> group;
};
JIUM_WIRE_ASK(ShareFootage, (level, group))

struct LabelFootage {
  std::string scheme, version, code;
  std::optional<registry::SharingLevel> level;  // of its own; as far as the footage where none is said
  std::optional<registry::GroupId> group;
};
JIUM_WIRE_ASK(LabelFootage, (scheme, version, code, level, group))

struct ChildSharing {
  registry::SharingLevel level{};
  std::optional<registry::GroupId> group;
};
JIUM_WIRE_VIEW(ChildSharing, (level, group))

struct FootageLabel {
  SchemeCode what;
  std::string labeller;
  Instant at{};
};
JIUM_WIRE_VIEW(FootageLabel, (what, labeller, at))

struct FootageDecision {
  registry::DecisionId id;
  registry::DecidedBy by{};
  registry::Verdict verdict{};
  int reviewers = 0;
  SchemeCode legal_class;
  std::string grounds;
  std::optional<registry::DecisionId> supersedes;
  Instant at{};
};
JIUM_WIRE_VIEW(FootageDecision, (id, by, verdict, reviewers, legal_class, grounds, supersedes, at))

// What the owner sees of its life.
struct FootageLife {
  std::string legal_basis;
  std::optional<SchemeCode> proposed;
  std::optional<Instant> submitted_at;
  bool awaits_decision = false;
  bool under_review = false;
  registry::SharingLevel level{};
  std::optional<registry::GroupId> group;
  std::vector<FootageDecision> decisions;
  std::vector<FootageLabel> labels;
};
JIUM_WIRE_VIEW(FootageLife, (legal_basis, proposed, submitted_at, awaits_decision, under_review, level, group,
                             decisions, labels))

// What others whom the footage is shared with see beside it; never an address, never the case.
struct SharedLabel {
  SchemeCode what;
  registry::OrganisationKind by{};  // the kind of body that said it
  Instant at{};
};
JIUM_WIRE_VIEW(SharedLabel, (what, by, at))

struct SharedDecision {
  registry::DecidedBy by{};
  registry::Verdict verdict{};
  int reviewers = 0;
  SchemeCode legal_class;
  Instant at{};
};
JIUM_WIRE_VIEW(SharedDecision, (by, verdict, reviewers, legal_class, at))

struct SharedSighting {
  std::optional<removal::SiteKind> site_kind;
  std::string month;  // in which it was first seen, "2026-11"
  registry::SightingState state{};
};
JIUM_WIRE_VIEW(SharedSighting, (site_kind, month, state))

struct SharedFootage {
  std::vector<SharedLabel> labels;
  std::vector<SharedDecision> decisions;
  std::vector<SharedSighting> sightings;
};
JIUM_WIRE_VIEW(SharedFootage, (labels, decisions, sightings))

// Another's: the kind, the class and the state; never whose it is, never its case.
struct SeenFootage {
  registry::FootageId id;
  bool own = false;
  registry::FootageKind kind{};
  registry::FootageState state{};
  std::optional<SchemeCode> legal_class;  // as decided
  std::optional<Footage> footage;         // of one's own
  std::optional<FootageLife> life;        // of one's own
  std::optional<SharedFootage> shared;    // of another's
};
JIUM_WIRE_VIEW(SeenFootage, (id, own, kind, state, legal_class, footage, life, shared))

struct MakeGroup {
  std::string name;
  std::vector<registry::OrganisationId> invite;
};
JIUM_WIRE_ASK(MakeGroup, (name, invite))

struct GroupMember {
  registry::OrganisationId organisation;
  Instant invited_at{};
  std::optional<Instant> joined_at;
};
JIUM_WIRE_VIEW(GroupMember, (organisation, invited_at, joined_at))

struct Group {
  registry::GroupId id;
  std::string name;
  std::vector<GroupMember> members;
};
JIUM_WIRE_VIEW(Group, (id, name, members))

struct Groups {
  std::vector<Group> groups;
};
JIUM_WIRE_VIEW(Groups, (groups))

// The same words whatever was known.
struct Received {
  bool received = true;
};
JIUM_WIRE_VIEW(Received, (received))

// Decisions

struct SubmitFootage {
  std::string legal_basis;  // data/legal/bases.tsv
  SchemeCode proposed;
};
JIUM_WIRE_ASK(SubmitFootage, (legal_basis, proposed))

struct AwaitingFootage {
  registry::FootageId footage;
  registry::FootageKind kind{};
  registry::FootageSource source{};
  std::optional<SchemeCode> proposed;
  std::string legal_basis;
  std::optional<Instant> submitted_at;
  std::vector<Fingerprint> fingerprints;  // their kinds, not their values
  int votes = 0;
  bool voted = false;  // by the one who asks
  bool under_review = false;
};
JIUM_WIRE_VIEW(AwaitingFootage, (footage, kind, source, proposed, legal_basis, submitted_at, fingerprints,
                                 votes, voted, under_review))

struct DecisionQueue {
  std::vector<AwaitingFootage> footage;
};
JIUM_WIRE_VIEW(DecisionQueue, (footage))

struct CastVote {
  registry::Verdict verdict{};
  SchemeCode legal_class;
  std::string grounds;
};
JIUM_WIRE_ASK(CastVote, (verdict, legal_class, grounds))

struct CountedVote {
  registry::FootageId footage;
  int votes = 0;
  int needed = 0;
  std::optional<FootageDecision> decision;
};
JIUM_WIRE_VIEW(CountedVote, (footage, votes, needed, decision))

// Feeds

struct OpenFeed {
  registry::OrganisationId organisation;
  std::optional<bool> accepts_on_device;
};
JIUM_WIRE_ASK(OpenFeed, (organisation, accepts_on_device))

struct FeedStanding {
  registry::FeedId feed;
  registry::OrganisationId organisation;
  bool accepts_on_device = false;
  Instant opened_at{};
  std::int64_t last_seq = 0;
  std::int64_t acknowledged_seq = 0;
  std::optional<Instant> acknowledged_at;
  std::int64_t waiting = 0;  // entries that were not acknowledged
  std::optional<Instant> waiting_since;
  // For whoever runs the installation, and never for the platform.
  std::optional<std::int64_t> canaries;
  std::optional<std::int64_t>
      named_percent;  // the chance that a leak of a twentieth of it names the platform
};
JIUM_WIRE_VIEW(FeedStanding, (feed, organisation, accepts_on_device, opened_at, last_seq, acknowledged_seq,
                              acknowledged_at, waiting, waiting_since, canaries, named_percent))

struct FeedStandings {
  std::vector<FeedStanding> feeds;
};
JIUM_WIRE_VIEW(FeedStandings, (feeds))

// A page's members are left out where they have nothing to say; exchange/feed_page.h writes and reads them.
struct FeedFingerprint {
  fingerprint::Algorithm algorithm{};
  std::string value;
  int quality = 0;
};
JIUM_WIRE_ASK(FeedFingerprint, (algorithm, value, quality))

struct FeedEntry {
  std::int64_t seq = 0;
  registry::FeedAct act{};
  registry::EntryId entry;
  Instant at{};
  std::optional<registry::FootageKind> kind;
  std::optional<registry::DecidedBy> decided_by;
  std::optional<SchemeCode> legal_class;
  std::optional<std::vector<FeedFingerprint>> fingerprints;
  std::optional<std::string> salt;    // of what was added
  std::optional<std::string> digest;  // of what is gone
};
JIUM_WIRE_ASK(FeedEntry, (seq, act, entry, at, kind, decided_by, legal_class, fingerprints, salt, digest))

struct FeedPage {
  std::string format;
  registry::FeedId feed;
  std::int64_t after = 0;
  std::string chain_before;
  std::vector<FeedEntry> entries;
  std::int64_t upto = 0;
  std::string chain;
  std::int64_t newest = 0;
  Instant issued_at{};
  std::string key;
  std::string signature;
};
JIUM_WIRE_ASK(FeedPage,
              (format, feed, after, chain_before, entries, upto, chain, newest, issued_at, key, signature))

struct AcknowledgeFeed {
  std::int64_t seq = 0;
};
JIUM_WIRE_ASK(AcknowledgeFeed, (seq))

struct TraceLeak {
  std::vector<GivenFingerprint> fingerprints;
};
JIUM_WIRE_ASK(TraceLeak, (fingerprints))

struct LeakSources {
  std::vector<registry::OrganisationId> organisations;
};
JIUM_WIRE_VIEW(LeakSources, (organisations))

// Appeals

struct FileAppeal {
  registry::EntryId entry;
  registry::AppealCode code{};
  std::optional<std::string> words;
};
JIUM_WIRE_ASK(FileAppeal, (entry, code, words))

struct Appeal {
  registry::AppealId id;
  registry::EntryId entry;
  std::optional<registry::FootageId> footage;  // for the committee alone
  registry::AppealCode code{};
  std::string words;
  registry::AppealState state{};
  Instant filed_at{};
  std::optional<Instant> decided_at;
};
JIUM_WIRE_VIEW(Appeal, (id, entry, footage, code, words, state, filed_at, decided_at))

struct Appeals {
  std::vector<Appeal> appeals;
};
JIUM_WIRE_VIEW(Appeals, (appeals))

struct DecideAppeal {
  registry::AppealOutcome outcome{};
};
JIUM_WIRE_ASK(DecideAppeal, (outcome))

struct CountedAppeal {
  Appeal appeal;
  int votes = 0;
  int needed = 0;
};
JIUM_WIRE_VIEW(CountedAppeal, (appeal, votes, needed))

}  // namespace jium::http::wire
