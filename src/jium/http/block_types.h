// Block requests, the committee's queue and votes, block lists, changes and webhooks.
#pragma once

#include "jium/http/life_types.h"
#include "jium/registry/block_list.h"
#include "jium/removal/block_request.h"
#include "jium/removal/operator.h"
#include "jium/store/changes.h"
#include "jium/store/webhooks.h"

namespace jium::http::wire {

struct FileBlockRequest {
  registry::SightingId sighting;
  std::optional<std::string> legal_basis;  // data/legal/bases.tsv; else that of the footage
};
JIUM_WIRE_ASK(FileBlockRequest, (sighting, legal_basis))

struct BlockRequest {
  removal::BlockRequestId id;
  casework::CaseId the_case;
  registry::SightingId sighting;
  std::string legal_basis;
  removal::BlockState state{};
  std::optional<removal::BlockMeasure> measure;
  int reviewers = 0;
  Instant drafted_at{};
  std::optional<Instant> filed_at, decided_at, lifted_at;
};
JIUM_WIRE_VIEW(BlockRequest, (id, the_case, sighting, legal_basis, state, measure, reviewers, drafted_at,
                              filed_at, decided_at, lifted_at))

struct BlockRequests {
  std::vector<BlockRequest> requests;
};
JIUM_WIRE_VIEW(BlockRequests, (requests))

// As a reviewer sees it: never a case, a centre, a survivor or a whole address.
struct QueuedBlockRequest {
  removal::BlockRequestId request;
  std::string place;  // folded
  removal::SiteKind site_kind{};
  registry::FootageKind kind{};
  std::optional<SchemeCode> legal_class;
  bool decided = false;
  std::string legal_basis;
  std::optional<Instant> filed_at;
  Instant last_seen{};
  int votes = 0;
  bool voted = false;
};
JIUM_WIRE_VIEW(QueuedBlockRequest, (request, place, site_kind, kind, legal_class, decided, legal_basis,
                                    filed_at, last_seen, votes, voted))

struct BlockQueue {
  std::vector<QueuedBlockRequest> requests;
};
JIUM_WIRE_VIEW(BlockQueue, (requests))

struct BlockVote {
  removal::BlockRequestId request;
  removal::BlockVerdict verdict{};
};
JIUM_WIRE_ASK(BlockVote, (request, verdict))

struct DecideBlockRequests {
  std::vector<BlockVote> votes;
};
JIUM_WIRE_ASK(DecideBlockRequests, (votes))

struct CountedBlockVote {
  removal::BlockRequestId request;
  bool counted = false;
  std::string refusal;
  removal::BlockState state{};
  int votes = 0;
  int needed = 0;
};
JIUM_WIRE_VIEW(CountedBlockVote, (request, counted, refusal, state, votes, needed))

struct CountedBlockVotes {
  std::vector<CountedBlockVote> votes;
};
JIUM_WIRE_VIEW(CountedBlockVotes, (votes))

struct OpenBlockList {
  registry::OrganisationId organisation;
};
JIUM_WIRE_ASK(OpenBlockList, (organisation))

struct BlockListStanding {
  registry::BlockListId list;
  registry::OrganisationId organisation;
  Instant opened_at{};
  std::int64_t last_seq = 0;
  std::int64_t acknowledged_seq = 0;
  std::optional<Instant> acknowledged_at;
  std::int64_t waiting = 0;
  std::string key;  // what its pages are checked with; to be told by another way than they
};
JIUM_WIRE_VIEW(BlockListStanding,
               (list, organisation, opened_at, last_seq, acknowledged_seq, acknowledged_at, waiting, key))

struct BlockListStandings {
  std::vector<BlockListStanding> lists;
};
JIUM_WIRE_VIEW(BlockListStandings, (lists))

struct BlockEntry {
  std::int64_t seq = 0;
  registry::BlockAct act{};
  registry::EntryId entry;
  Instant at{};
  std::optional<Exact> address;  // of listed
  std::optional<std::string> salt;
  std::optional<std::string> digest;  // of gone
};
JIUM_WIRE_ASK(BlockEntry, (seq, act, entry, at, address, salt, digest))

struct BlockPage {
  std::string format;
  registry::BlockListId list;
  std::int64_t after = 0;
  std::string chain_before;
  std::vector<BlockEntry> entries;
  std::int64_t upto = 0;
  std::string chain;
  std::int64_t newest = 0;
  Instant issued_at{};
  std::string key;
  std::string signature;
};
JIUM_WIRE_ASK(BlockPage,
              (format, list, after, chain_before, entries, upto, chain, newest, issued_at, key, signature))

struct AcknowledgeBlockList {
  std::int64_t seq = 0;
};
JIUM_WIRE_ASK(AcknowledgeBlockList, (seq))

struct Change {
  std::int64_t seq = 0;
  store::Happening what{};
  std::string subject;
  Instant at{};
};
JIUM_WIRE_VIEW(Change, (seq, what, subject, at))

struct Changes {
  std::int64_t after = 0;
  std::int64_t last = 0;  // there is more while the last of `changes` is before it
  std::vector<Change> changes;
};
JIUM_WIRE_VIEW(Changes, (after, last, changes))

struct SetWebhook {
  Exact address;
};
JIUM_WIRE_ASK(SetWebhook, (address))

struct Webhook {
  store::WebhookId id;
  std::string place;  // folded
  store::WebhookState state{};
  std::int64_t delivered_seq = 0;
  std::optional<Instant> failing_since;
  Instant set_at{};
  std::optional<Instant> delivered_at;
  std::string public_key;  // Ed25519, hexadecimal: what its deliveries are checked with
};
JIUM_WIRE_VIEW(Webhook, (id, place, state, delivered_seq, failing_since, set_at, delivered_at, public_key))

struct Webhooks {
  std::vector<Webhook> webhooks;
};
JIUM_WIRE_VIEW(Webhooks, (webhooks))

}  // namespace jium::http::wire
