#include "jium/desk/file_appeal.h"
#include "jium/desk/serve_feed.h"
#include "jium/http/fingerprints.h"
#include "jium/http/life_types.h"
#include "jium/http/number_query.h"
#include "jium/http/routes.h"

namespace jium::http {
namespace {

wire::FeedStanding present(const desk::FeedStanding& one) {
  const registry::Feed& feed = one.feed;
  return {feed.id,
          feed.organisation,
          feed.accepts_on_device,
          feed.opened_at,
          static_cast<std::int64_t>(feed.last_seq),
          static_cast<std::int64_t>(feed.acknowledged_seq),
          feed.acknowledged_at,
          static_cast<std::int64_t>(one.waiting),
          one.waiting_since,
          std::nullopt,
          std::nullopt};
}

// A platform is not told which footage stands behind an entry, nor the committee which platform asks.
wire::Appeal present(const registry::Appeal& appeal, const desk::Actor& actor) {
  wire::Appeal shown{appeal.id,    appeal.entry,    std::nullopt,     appeal.code, appeal.words.reveal(),
                     appeal.state, appeal.filed_at, appeal.decided_at};
  if (actor.role == desk::Role::committee_reviewer) shown.footage = appeal.footage;
  return shown;
}

Result<Reply> open_feed(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::OpenFeed>());
  JIUM_TRY(const auto feed,
           desk::open_feed(call.desk, call.tx, {ask.organisation, ask.accepts_on_device.value_or(false)}));
  call.about(feed.id);
  return reply(201, present(desk::FeedStanding{feed, feed.last_seq, std::nullopt}));
}

Result<Reply> list_feeds(const Call& call) {
  JIUM_TRY(const auto feeds, desk::list_feeds(call.tx));
  wire::FeedStandings shown;
  constexpr double kTwentieth = 0.05;
  for (const auto& one : feeds) {
    wire::FeedStanding standing = present(one);
    standing.canaries = one.feed.canaries;
    standing.named_percent =
        static_cast<std::int64_t>(100 * registry::chance_of_naming(one.feed.canaries, kTwentieth));
    shown.feeds.push_back(std::move(standing));
  }
  return reply(200, shown);
}

Result<Reply> serve_feed(const Call& call) {
  JIUM_TRY(const auto after, number_of(call.request, "after", 0));
  JIUM_TRY(const auto limit, number_of(call.request, "limit", exchange::kFeedPageLimit));
  const int entries = limit > 1000 ? 1001 : static_cast<int>(limit);
  JIUM_TRY(const auto page,
           call.tx.for_the_house([&] {  // what an entry says is sealed under its centre's key
             return desk::serve_feed(call.desk, call.tx, call.actor, static_cast<std::uint64_t>(after),
                                     entries);
           }));
  call.about(page.list);
  return Reply{200, std::string(kJson), boost::json::serialize(exchange::to_json(page)), {}};
}

Result<Reply> acknowledge_feed(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::AcknowledgeFeed>());
  if (ask.seq < 0) return fault(FaultKind::malformed, "an entry's number is not negative");
  JIUM_TRY(const auto standing,
           desk::acknowledge_feed(call.desk, call.tx, call.actor, static_cast<std::uint64_t>(ask.seq)));
  call.about(standing.feed.id);
  return reply(200, present(standing));
}

Result<Reply> trace_leak(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::TraceLeak>());
  if (ask.fingerprints.size() > 5000) return fault(FaultKind::malformed, "at most 5,000 fingerprints a call");
  std::vector<fingerprint::Fingerprint> leaked;
  for (const wire::GivenFingerprint& one : ask.fingerprints) {
    JIUM_TRY(const auto read, fingerprints_of({one}));
    leaked.push_back(read.front());
  }
  JIUM_TRY(const auto feeds, desk::trace_leak(call.tx, leaked));
  wire::LeakSources shown;
  for (const registry::Feed& feed : feeds) shown.organisations.push_back(feed.organisation);
  return reply(200, shown);
}

Result<Reply> file_appeal(const Call& call) {
  JIUM_TRY(const auto ask, call.body<wire::FileAppeal>());
  JIUM_TRY(const auto appeal,
           desk::file_appeal(call.desk, call.tx, call.actor,
                             {ask.entry, ask.code, Secret<std::string>(ask.words.value_or(""))}));
  call.about(appeal.id);
  return reply(201, present(appeal, call.actor));
}

Result<Reply> list_appeals(const Call& call) {
  JIUM_TRY(const auto appeals, desk::list_appeals(call.tx, call.actor));
  wire::Appeals shown;
  for (const auto& one : appeals) shown.appeals.push_back(present(one, call.actor));
  return reply(200, shown);
}

Result<Reply> decide_appeal(const Call& call) {
  JIUM_TRY(const auto id, call.request.id<registry::AppealId>("appeal"));
  JIUM_TRY(const auto ask, call.body<wire::DecideAppeal>());
  JIUM_TRY(const auto counted, desk::decide_appeal(call.desk, call.tx, call.actor, {id, ask.outcome}));
  return reply(200, wire::CountedAppeal{present(counted.appeal, call.actor), counted.votes, counted.needed});
}

void add_appeal_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/appeals",
                    .operation = "file_appeal",
                    .summary = "A platform says that an entry of its feed is wrong: a review opens.",
                    .asks = &schema_of<wire::FileAppeal>,
                    .gives = &schema_of<wire::Appeal>,
                    .success = {201},
                    .handle = &file_appeal});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/appeals",
                    .operation = "list_appeals",
                    .summary = "A platform's own appeals; for the committee, what is open.",
                    .gives = &schema_of<wire::Appeals>,
                    .handle = &list_appeals});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/appeals/{appeal}/decide",
                    .operation = "decide_appeal",
                    .summary = "A reviewer's vote on an appeal: upheld stays in the feeds, withdrawn leaves "
                               "them.",
                    .asks = &schema_of<wire::DecideAppeal>,
                    .gives = &schema_of<wire::CountedAppeal>,
                    .handle = &decide_appeal});
}

}  // namespace

void add_feed_routes(Routes& routes) {
  routes.push_back({.method = "POST",
                    .path = "/api/v1/feeds",
                    .operation = "open_feed",
                    .summary = "Opens a platform's feed.",
                    .asks = &schema_of<wire::OpenFeed>,
                    .gives = &schema_of<wire::FeedStanding>,
                    .success = {201},
                    .handle = &open_feed});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/feeds",
                    .operation = "list_feeds",
                    .summary = "Every platform's feed and how far it has acknowledged it.",
                    .gives = &schema_of<wire::FeedStandings>,
                    .handle = &list_feeds});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/feeds/trace",
                    .operation = "trace_leak",
                    .summary = "Whose canaries are among these fingerprints: who let a list out.",
                    .asks = &schema_of<wire::TraceLeak>,
                    .gives = &schema_of<wire::LeakSources>,
                    .handle = &trace_leak,
                    .costly = true});
  routes.push_back({.method = "GET",
                    .path = "/api/v1/feed",
                    .operation = "serve_feed",
                    .summary = "A signed page of your feed; docs/formats/feed.md says how to check it.",
                    .gives = &schema_of<wire::FeedPage>,
                    .query = {{"after", "the number of the last entry that you hold; 0 at first"},
                              {"limit", "entries at most, 1 to 1,000; 1,000 when left out"}},
                    .handle = &serve_feed});
  routes.push_back({.method = "POST",
                    .path = "/api/v1/feed/acknowledge",
                    .operation = "acknowledge_feed",
                    .summary = "Says up to which entry you have applied your feed.",
                    .asks = &schema_of<wire::AcknowledgeFeed>,
                    .gives = &schema_of<wire::FeedStanding>,
                    .handle = &acknowledge_feed});
  add_appeal_routes(routes);
}

}  // namespace jium::http
