// Traces, and links between cases of two centres. A link shows each side what linkage/handshake.h lets it
// see: there is no member here for the other side's case, nor for anything of a survivor.
#pragma once

#include "jium/desk/keep_link.h"
#include "jium/desk/record_trace.h"
#include "jium/http/wire_types.h"

namespace jium::http::wire {

struct BlindedWords {
  std::vector<Exact> elements;  // 64 hexadecimal digits each, at most 256
};
JIUM_WIRE_ASK(BlindedWords, (elements))
struct EvaluatedWords {
  std::vector<Exact> elements;  // in the same order
};
JIUM_WIRE_VIEW(EvaluatedWords, (elements))

struct TraceKey {
  linkage::Closeness closeness{};
  Exact token;  // 64 hexadecimal digits
};
JIUM_WIRE_ASK(TraceKey, (closeness, token))
struct RecordTrace {
  linkage::TraceKind kind{};
  linkage::Provenance provenance{};
  linkage::Confidence confidence{};
  std::vector<TraceKey> keys;
  std::optional<Exact> box;  // 2144 hexadecimal digits
};
JIUM_WIRE_ASK(RecordTrace, (kind, provenance, confidence, keys, box))

struct Trace {
  linkage::TraceId id;
  casework::CaseId the_case;
  linkage::TraceKind kind{};
  linkage::Provenance provenance{};
  linkage::Confidence confidence{};
  std::optional<Exact> box;
  std::string recorded_by;
  Instant recorded_at{};
  std::optional<Instant> withdrawn_at;
};
JIUM_WIRE_VIEW(Trace,
               (id, the_case, kind, provenance, confidence, box, recorded_by, recorded_at, withdrawn_at))
struct RecordedTrace {
  Trace trace;
  bool was_known = false;
  int suggested = 0;
};
JIUM_WIRE_VIEW(RecordedTrace, (trace, was_known, suggested))
struct Traces {
  std::vector<Trace> traces;
};
JIUM_WIRE_VIEW(Traces, (traces))

struct LinkGround {
  linkage::Ground ground{};
  std::optional<linkage::TraceKind> kind;
  std::optional<linkage::Closeness> closeness;
  std::string explanation;
  Instant since{};
  bool capped = false;
};
JIUM_WIRE_VIEW(LinkGround, (ground, kind, closeness, explanation, since, capped))

struct CaseLink {
  linkage::LinkId id;
  casework::CaseId the_case;
  linkage::LinkState state{};
  linkage::Strength strength{};
  Instant suggested_at{};
  std::vector<LinkGround> grounds;
  std::optional<std::string> other_centre;
  bool own_yes = false;
  std::optional<linkage::LinkPurpose> purpose;
  std::optional<Instant> until;
  std::vector<linkage::SharedField> own_fields, offered_fields, readable;
  std::optional<linkage::DeclineReason> own_decline;
  std::optional<linkage::LinkEnd> ended_by;
};
JIUM_WIRE_VIEW(CaseLink, (id, the_case, state, strength, suggested_at, grounds, other_centre, own_yes,
                          purpose, until, own_fields, offered_fields, readable, own_decline, ended_by))
struct CaseLinks {
  std::vector<CaseLink> links;
};
JIUM_WIRE_VIEW(CaseLinks, (links))

struct OfferLink {
  linkage::LinkPurpose purpose{};
  Instant until{};
  std::vector<linkage::SharedField> fields;
};
JIUM_WIRE_ASK(OfferLink, (purpose, until, fields))
struct AcceptLink {
  std::vector<linkage::SharedField> fields;
  std::optional<Instant> until;
};
JIUM_WIRE_ASK(AcceptLink, (fields, until))
struct DeclineLink {
  linkage::DeclineReason reason{};
};
JIUM_WIRE_ASK(DeclineLink, (reason))
struct ChangeLink {
  std::vector<linkage::SharedField> fields;
};
JIUM_WIRE_ASK(ChangeLink, (fields))
struct AskHolders {
  Instant until{};
};
JIUM_WIRE_ASK(AskHolders, (until))

struct LinkedFootage {
  std::int64_t images = 0, videos = 0, decided = 0;
};
JIUM_WIRE_VIEW(LinkedFootage, (images, videos, decided))
struct LinkedSightings {
  std::int64_t live = 0, gone = 0;
  std::optional<Instant> first_seen, last_seen;
};
JIUM_WIRE_VIEW(LinkedSightings, (live, gone, first_seen, last_seen))
struct LinkedSite {
  Exact site;
  std::int64_t sightings = 0;
};
JIUM_WIRE_VIEW(LinkedSite, (site, sightings))
struct LinkedRemovals {
  std::int64_t requests = 0, sent = 0, removed = 0, awaiting_proof = 0, refused = 0, overdue = 0,
               recurrences = 0;
};
JIUM_WIRE_VIEW(LinkedRemovals, (requests, sent, removed, awaiting_proof, refused, overdue, recurrences))
struct LinkedTraces {
  linkage::TraceKind kind{};
  std::int64_t traces = 0;
};
JIUM_WIRE_VIEW(LinkedTraces, (kind, traces))

struct LinkedView {
  std::string centre;
  std::vector<linkage::SharedField> fields;
  std::optional<std::string> officer_contact, investigation_number;
  std::optional<LinkedFootage> footage;
  std::optional<LinkedSightings> sightings;
  std::optional<std::vector<LinkedSite>> sites;
  std::optional<LinkedRemovals> removals;
  std::optional<std::vector<LinkedTraces>> traces;
};
JIUM_WIRE_VIEW(LinkedView, (centre, fields, officer_contact, investigation_number, footage, sightings, sites,
                            removals, traces))

}  // namespace jium::http::wire
