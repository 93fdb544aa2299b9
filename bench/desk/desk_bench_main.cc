// What the deletion desk costs: requests prepared, places looked at, bytes kept; each beside a peer that does
// the same without the desk, in the same run.
#include <curl/curl.h>
#include <fmt/format.h>
#include <time.h>

#include <chrono>
#include <filesystem>

#include "desk/ground.h"
#include "desk/plain_rows.h"
#include "jium/fingerprint/fingerprinter.h"
#include "jium/media/sandbox.h"
#include "jium/outside/fetch.h"
#include "peers/lying_site.h"
#include "pictures/pictures.h"
#include "table/machine.h"
#include "table/table.h"

namespace jium::bench {
namespace {

namespace fs = std::filesystem;
using Wall = std::chrono::steady_clock;

constexpr std::uint32_t kPicture = 7;

struct Spent {
  double cpu = 0, wall = 0;
};

// CPU of the calling thread: the site that answers is a thread of this process, and not what is measured.
double cpu_of_thread() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

template <class Work>
Spent spent_on(Work&& work) {
  const double cpu = cpu_of_thread();
  const auto wall = Wall::now();
  work();
  return {cpu_of_thread() - cpu, std::chrono::duration<double>(Wall::now() - wall).count()};
}

std::string rate(double count, double seconds) {
  return fmt::format("{:.4g}", count / seconds);
}

std::size_t discard(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

// A new handle for each, as the house has it: no connection is kept.
void fetch_with_curl(const std::string& address) {
  CURL* const curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, discard);
  if (curl_easy_perform(curl) != CURLE_OK) throw std::runtime_error("curl was not answered");
  curl_easy_cleanup(curl);
}

struct Bench {
  Page& page;
  std::unique_ptr<media::Sandbox> sandbox;
  int requests = 0;
  Folder folder = {};
  std::unique_ptr<peers::LyingSite> site = needed(peers::LyingSite::open());
  std::vector<std::string> places = {};
  std::unique_ptr<Ground> ground = {};
  std::vector<std::pair<std::string, Size>> stages = {};  // how big the database was after each

  void note_size(const std::string& after) {
    stages.emplace_back(after, size_of(folder.file("jium.db"), folder.file("scratch.db")));
  }
};

void furnish(Bench& bench) {
  const Bytes picture = pictures::to_jpeg(pictures::draw_scene(kPicture));
  for (int i = 0; i < bench.requests; ++i) {
    const std::string path = fmt::format("/v/{}", i);
    bench.site->put(path, picture, "image/jpeg");
    bench.places.push_back(bench.site->address_of(path));
  }
  const auto fingerprinter = fingerprint::make_sandboxed_fingerprinter(*bench.sandbox);
  const auto found = needed(fingerprinter->of_bytes(picture, fingerprint::Purpose::keep_and_ask));
  bench.ground = std::make_unique<Ground>(bench.folder.path());
  bench.note_size("nothing");
  bench.ground->see(bench.places, found.fingerprints);
  bench.note_size("the sighting, told by an officer");
}

void keep_copy(const Bench& bench, const std::string& name) {
  // Its write-ahead log is in it since it was measured.
  fs::copy_file(bench.folder.file("jium.db"), bench.folder.file(name), fs::copy_options::overwrite_existing);
}

// One transaction to draft and one to confirm, as an officer does it; the peer writes the same rows in as
// many.
void measure_requests(Bench& bench) {
  keep_copy(bench, "before.db");
  const auto& sightings = bench.ground->sightings();
  const Spent ours = spent_on([&] {
    for (const auto sighting : sightings) bench.ground->prepare(sighting);
  });
  bench.note_size("the request, drafted and confirmed, and its letter");
  keep_copy(bench, "after.db");
  const Copied theirs =
      copy_new_rows(bench.folder.file("before.db"), bench.folder.file("after.db"), 2 * bench.requests);
  const double count = bench.requests;
  bench.page.table(
      "Requests prepared: drafted, confirmed, letter written, sealed and queued",
      {"who", "requests", "rows a request", "a CPU second", "a second on the wall", "times the peer"});
  const std::string rows = fmt::format("{:.1f}", static_cast<double>(theirs.rows) / count);
  bench.page.row({"jium", fmt::format("{}", bench.requests), rows, rate(count, ours.cpu),
                  rate(count, ours.wall), fmt::format("{:.2f}", theirs.cpu / ours.cpu)});
  bench.page.row({"sqlite3, the same rows", fmt::format("{}", bench.requests), rows, rate(count, theirs.cpu),
                  rate(count, theirs.wall), "1"});
}

// What the worker does at a place; the peer fetches the same addresses and drops what comes.
void look_at_all(Bench& bench, const std::string& what, const Clock& clock) {
  outside::FetchSettings settings;
  settings.allow_loopback = true;
  const auto fetcher = outside::make_http_fetcher(settings, clock);
  const auto fingerprinter = fingerprint::make_sandboxed_fingerprinter(*bench.sandbox);
  bench.ground->pass(std::chrono::hours{25});
  int looks = 0;
  const Spent ours = spent_on([&] { looks = bench.ground->work(*fetcher, *fingerprinter); });
  const Spent theirs = spent_on([&] {
    for (const std::string& place : bench.places) fetch_with_curl(place);
  });
  const double places = static_cast<double>(bench.places.size());
  bench.page.row({what, "jium", fmt::format("{}", looks), rate(looks, ours.cpu), rate(looks, ours.wall),
                  fmt::format("{:.2f}", theirs.wall / places * looks / ours.wall)});
  bench.note_size("a look at the place: " + what);
  bench.page.row({what, "curl, the fetch alone", fmt::format("{}", bench.places.size()),
                  rate(places, theirs.cpu), rate(places, theirs.wall), "1"});
}

void measure_watching(Bench& bench) {
  bench.page.table(
      "Places looked at by one worker on loopback: fetched, fingerprinted in the sandbox, recorded",
      {"the place", "who", "looks", "a CPU second of the worker", "a second on the wall",
       "times the peer, wall"});
  const SystemClock clock;
  look_at_all(bench, "shows the picture (640x480 JPEG)", clock);
  for (std::size_t i = 0; i < bench.places.size(); ++i) bench.site->remove(fmt::format("/v/{}", i));
  look_at_all(bench, "404", clock);
}

void send_letters(Bench& bench) {
  const SystemClock clock;
  const auto fetcher = outside::make_http_fetcher({}, clock);
  const auto fingerprinter = fingerprint::make_sandboxed_fingerprinter(*bench.sandbox);
  bench.ground->work(*fetcher, *fingerprinter);
  bench.note_size("the letter sent");
}

void tell_growth(Bench& bench) {
  bench.page.table("What 100,000 requests add to the database, MB",
                   {"after", "the database", "the same rows, sqlite3 without an index", "times the peer"});
  const double scale = 100'000.0 / bench.requests / (1U << 20U);
  for (std::size_t i = 1; i < bench.stages.size(); ++i) {
    const auto grown = [&](std::uint64_t Size::*part) {
      return static_cast<double>(bench.stages[i].second.*part - bench.stages[i - 1].second.*part) * scale;
    };
    bench.page.row({bench.stages[i].first, fmt::format("{:.0f}", grown(&Size::whole)),
                    fmt::format("{:.0f}", grown(&Size::rows_alone)),
                    fmt::format("{:.2f}", grown(&Size::whole) / grown(&Size::rows_alone))});
  }
}

int run(const Options& options) {
  fingerprint::prepare_file_task();
  auto sandbox = needed(media::Sandbox::start(&fingerprint::file_task));
  Page page("The deletion desk", "./dev bench desk", options);
  page.say(
      "One centre on SQLite in a file with full synchronous writes, one officer, one worker. A CPU second is "
      "one of the "
      "thread that works; the sandbox's children are in the seconds on the wall. On a machine with other "
      "work the wall "
      "says less than the CPU. The peers do the same without a desk: sqlite3's library writes the very rows "
      "that jium "
      "left behind, in as many transactions, with statements prepared once; libcurl fetches the very "
      "addresses and drops "
      "what comes.");
  Bench bench{.page = page, .sandbox = std::move(sandbox), .requests = options.size == "quick" ? 200 : 2000};
  furnish(bench);
  measure_requests(bench);
  send_letters(bench);
  measure_watching(bench);
  tell_growth(bench);
  needed(page.finish());
  return 0;
}

}  // namespace
}  // namespace jium::bench

int main(int count, char** words) {
  const auto command =
      jium::bench::read_command(count, words, "the deletion desk: ./dev bench desk", "usual");
  return command.go_on ? jium::bench::run(command.options) : command.code;
}
