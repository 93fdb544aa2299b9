#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <thread>

#include "jium/base/text_file.h"
#include "jium/cli/commands.h"
#include "jium/cli/exit_code.h"
#include "jium/cli/fingerprint_json.h"
#include "jium/cli/list_file.h"
#include "jium/cli/replaced_file.h"
#include "jium/exchange/feed_copy.h"

namespace jium::cli {
namespace {

namespace json = boost::json;

struct FeedOptions {
  std::string into, key, every, path, organisation;
  bool accepts_on_device = false;
};

// FILE and FILE.feed, or known.list and known.list.feed in a folder that is there.
struct FeedFiles {
  std::string list, copy;
};
FeedFiles files_at(const std::string& into) {
  const std::string list =
      std::filesystem::is_directory(into) ? (std::filesystem::path(into) / "known.list").string() : into;
  return {list, list + ".feed"};
}

Result<std::optional<exchange::FeedCopy>> copy_at(const std::string& path) {
  if (!std::filesystem::exists(path)) return std::optional<exchange::FeedCopy>();
  JIUM_TRY(const std::string text, read_text_file(path));
  auto copy = exchange::FeedCopy::read(text);
  if (!copy) return Fault(std::move(copy).fault()).within(path);
  return std::optional(*std::move(copy));
}

Result<exchange::FeedPage> page_after(const Session& session, std::uint64_t seq) {
  JIUM_TRY(const json::value answer, session.get("/feed?after=" + std::to_string(seq)));
  return exchange::read_feed_page(answer);
}

// The key that was given, else the one of the copy, else the one that the first page names.
Result<exchange::FeedCopy> begin(const FeedOptions& options, std::optional<exchange::FeedCopy> copy,
                                 const exchange::FeedPage& page) {
  if (options.key.empty() && copy) return *std::move(copy);
  JIUM_TRY(auto key, audit::NoteKey::parse(options.key.empty() ? page.key : options.key));
  if (!copy) return exchange::FeedCopy(std::move(key));
  if (copy->key() == key) return *std::move(copy);
  return fault(
      FaultKind::conflict,
      "this copy was made with another key than --key: remove it to follow anew, or ask whoever runs "
      "the registry why the key changed");
}

// The copy first: the list is made of it, and made again at the next start if this one is cut off.
Result<void> keep(const FeedFiles& files, const exchange::FeedCopy& copy) {
  JIUM_CHECK(replace_file(files.copy, copy.write()));
  return replace_file(files.list, copy.hash_list());
}

json::object standing_of(const exchange::FeedCopy& copy) {
  return {{"seq", copy.seq()}, {"entries", copy.live()}, {"key", copy.key().text()}};
}

Result<exchange::FeedCopy> follow_once(const Session& session, const FeedOptions& options,
                                       const FeedFiles& files) {
  JIUM_TRY(auto known, copy_at(files.copy));
  JIUM_TRY(auto page, page_after(session, known ? known->seq() : 0));
  JIUM_TRY(auto copy, begin(options, std::move(known), page));
  for (;;) {
    JIUM_CHECK(copy.take(page));
    if (page.upto == page.newest || page.entries.empty()) break;
    JIUM_TRY(page, page_after(session, copy.seq()));
  }
  JIUM_CHECK(keep(files, copy));
  // Said only when it lasts.
  JIUM_CHECK(session.post("/feed/acknowledge", json::object{{"seq", copy.seq()}}));
  return copy;
}

Result<int> follow(const Session& session, const FeedOptions& options) {
  const FeedFiles files = files_at(options.into);
  JIUM_TRY(const auto lock, FileLock::take(files.copy + ".lock"));
  std::optional<Duration> every;
  if (!options.every.empty()) {
    JIUM_TRY(every, parse_duration(options.every));
    if (*every < std::chrono::seconds{1})
      return fault(FaultKind::malformed, "--every is a second or more, such as 30s");
  }
  for (;;) {
    JIUM_TRY(const auto copy, follow_once(session, options, files));
    session.show(standing_of(copy), [&](const json::value&) {
      fmt::print("{}: {} known, up to entry {}\n  signed by {}\n", files.list, copy.live(), copy.seq(),
                 copy.key().text());
    });
    if (!every) return kDone;
    std::this_thread::sleep_for(*every);
  }
}

Result<int> verify(const Session& session, const FeedOptions& options) {
  FeedFiles files = files_at(options.path);
  if (options.path.ends_with(".feed"))
    files = {options.path.substr(0, options.path.size() - 5), options.path};
  JIUM_TRY(const auto copy, copy_at(files.copy));
  if (!copy) return fault(FaultKind::missing, files.copy + " is not there: follow a feed first");
  if (!options.key.empty() && copy->key().text() != options.key)
    return fault(FaultKind::conflict, "this copy is signed with another key");
  JIUM_TRY(const std::string list, read_text_file(files.list));
  if (list != copy->hash_list()) {
    return fault(FaultKind::conflict,
                 files.list + " is not what the feed says: run jium feed follow again, it is made anew");
  }
  session.show(standing_of(*copy), [&](const json::value&) {
    fmt::print("{} entries up to {} are what {} signed\n", copy->live(), copy->seq(), copy->key().text());
  });
  return kDone;
}

void print_standing(const json::value& one) {
  fmt::print("{}  {}  sent {}  acknowledged {} at {}  waiting {} since {}{}\n", text_at(one, "feed"),
             text_at(one, "organisation"), text_at(one, "last_seq"), text_at(one, "acknowledged_seq"),
             text_at(one, "acknowledged_at"), text_at(one, "waiting"), text_at(one, "waiting_since"),
             one.at("accepts_on_device").as_bool() ? "  takes on-device footage" : "");
  if (text_at(one, "canaries") != "-")
    fmt::print("  canaries {}: whoever lets out a twentieth of it is named with {} %\n",
               text_at(one, "canaries"), text_at(one, "named_percent"));
}

Result<int> open_feed(const Session& session, const FeedOptions& options) {
  JIUM_TRY(const json::value answer,
           session.post("/feeds", json::object{{"organisation", options.organisation},
                                               {"accepts_on_device", options.accepts_on_device}}));
  session.show(answer, print_standing);
  return kDone;
}

Result<int> list_feeds(const Session& session) {
  JIUM_TRY(const json::value answer, session.get("/feeds"));
  session.show(answer, [](const json::value& all) {
    for (const json::value& one : all.at("feeds").as_array()) print_standing(one);
  });
  return kDone;
}

Result<int> trace(const Session& session, const FeedOptions& options) {
  constexpr std::size_t kAtOnce = 5000;
  JIUM_TRY(ListFile list, ListFile::open(options.path));
  std::set<std::string> sources;
  std::vector<fingerprint::Fingerprint> some;
  const auto ask = [&]() -> Result<void> {
    if (some.empty()) return {};
    JIUM_TRY(const json::value answer,
             session.post("/feeds/trace", json::object{{"fingerprints", fingerprints_json(some)}}));
    for (const json::value& one : answer.at("organisations").as_array())
      sources.emplace(std::string_view(one.get_string().data(), one.get_string().size()));
    some.clear();
    return {};
  };
  JIUM_CHECK(list.read([&](const exchange::ListedFile& file) -> Result<void> {
    for (const auto& one : file.fingerprints) some.push_back(one);
    return some.size() + 64 > kAtOnce ? ask() : Result<void>();
  }));
  JIUM_CHECK(ask());
  json::array organisations;
  for (const std::string& one : sources) organisations.emplace_back(one);
  session.show(json::object{{"organisations", organisations}}, [&](const json::value&) {
    if (sources.empty()) fmt::print("none of our canaries is in this list\n");
    for (const std::string& one : sources) fmt::print("let out by {}\n", one);
  });
  return sources.empty() ? kNo : kDone;
}

using Shared = std::shared_ptr<FeedOptions>;

void add_platform_commands(CLI::App& parent, Session& session, const Shared& options) {
  CLI::App* following = parent.add_subcommand(
      "follow", "bring a hash list up to date with your organisation's feed, checking every entry of it");
  following
      ->add_option("--into", options->into,
                   "the hash list (its signed copy is FILE.feed), or a folder for known.list")
      ->required();
  following->add_option("--key", options->key,
                        "the feed's public key, as you were told it; else that of the first page is kept");
  following->add_option("--every", options->every, "go on, asking again after so long, such as 30s");
  following->callback(
      [=, &session] { session.action = [=, &session] { return follow(session, *options); }; });
  CLI::App* verifying =
      parent.add_subcommand("verify", "check a followed list against its signed copy: offline");
  verifying->add_option("LIST", options->path, "the hash list, its folder or its .feed")->required();
  verifying->add_option("--key", options->key, "the feed's public key, as you were told it");
  verifying->callback(
      [=, &session] { session.action = [=, &session] { return verify(session, *options); }; });
}

void add_registry_commands(CLI::App& parent, Session& session, const Shared& options) {
  CLI::App* opening = parent.add_subcommand("open", "open a platform's feed");
  opening->add_option("ORGANISATION", options->organisation, "its id, O-...")->required();
  opening->add_flag("--accepts-on-device", options->accepts_on_device,
                    "it takes what only survivors have registered, too");
  opening->callback(
      [=, &session] { session.action = [=, &session] { return open_feed(session, *options); }; });
  CLI::App* listing = parent.add_subcommand("list", "every platform's feed, and who is late");
  listing->callback([&session] { session.action = [&session] { return list_feeds(session); }; });
  CLI::App* tracing = parent.add_subcommand("trace", "who let this list out, by the canaries in it");
  tracing->add_option("LIST", options->path, "a hash list that turned up somewhere")->required();
  tracing->callback([=, &session] { session.action = [=, &session] { return trace(session, *options); }; });
}

}  // namespace

void add_feed_command(CLI::App& app, Session& session) {
  const auto options = std::make_shared<FeedOptions>();
  CLI::App* parent = app.add_subcommand("feed", "the platforms' feeds of decided footage");
  parent->require_subcommand(1);
  add_platform_commands(*parent, session, options);
  add_registry_commands(*parent, session, options);
}

}  // namespace jium::cli
