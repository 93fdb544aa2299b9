// What the deletion desk costs: requests prepared, places looked at, bytes kept; each beside a peer that does
// the same without the desk, in the same run.
#include <curl/curl.h>
#include <fmt/format.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

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
  double cpu = 0, sandbox = 0, wall = 0;  // seconds; of the thread, of the sandbox's children
  [[nodiscard]] double both() const { return cpu + sandbox; }
};

// CPU of the calling thread: the site that answers is a thread of this process, and not what is measured.
double cpu_of_thread() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

// CPU of this process's own children and of theirs that have ended: the sandbox. In ticks of 10 ms; proc(5).
double cpu_of_children() {
  long ticks = 0;
  const std::string self = std::to_string(::getpid());
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ifstream in(entry.path() / "stat");
    std::string line;
    if (!std::getline(in, line) || line.find(')') == std::string::npos) continue;
    std::istringstream fields(line.substr(line.rfind(')') + 2));
    std::vector<std::string> words{std::istream_iterator<std::string>(fields), {}};
    // Of what follows the name: the parent is the 2nd, utime, stime, cutime and cstime the 12th to 15th.
    if (words.size() < 15 || words[1] != self) continue;
    for (std::size_t at = 11; at < 15; ++at) ticks += std::stol(words[at]);
  }
  return static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

template <class Work>
Spent spent_on(Work&& work) {
  const double cpu = cpu_of_thread(), children = cpu_of_children();
  const auto wall = Wall::now();
  work();
  const double seconds = std::chrono::duration<double>(Wall::now() - wall).count();
  return {cpu_of_thread() - cpu, cpu_of_children() - children, seconds};
}

std::string rate(double count, double seconds) {
  return fmt::format("{:.4g}", count / seconds);
}

std::size_t discard(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

// Debian's libcurl, a plain GET of each address with one handle, which keeps its connection; what comes is
// dropped.
void fetch_with_curl(const std::vector<std::string>& addresses) {
  CURL* const curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, discard);
  for (const std::string& address : addresses) {
    curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
    if (curl_easy_perform(curl) != CURLE_OK) throw std::runtime_error("curl was not answered");
  }
  curl_easy_cleanup(curl);
}

struct Stage {
  std::string after;
  Size size;
  std::uint64_t plain = 0;
};

struct Bench {
  Page& page;
  std::unique_ptr<media::Sandbox> sandbox;
  int requests = 0;
  Folder folder = {};
  std::unique_ptr<peers::LyingSite> site = needed(peers::LyingSite::open());
  std::vector<std::string> places = {};
  std::unique_ptr<Ground> ground = {};
  std::vector<removal::RequestId> asked = {};
  std::vector<Stage> stages = {};  // how big the databases were after each
  PlainTracker plain{folder.file("plain.db")};

  void note_size(const std::string& after) {
    stages.push_back({after, size_of(folder.file("jium.db"), folder.file("scratch.db")), plain.bytes()});
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
  for (const std::string& place : bench.places) bench.plain.sight(place);
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
    for (const auto sighting : sightings) bench.asked.push_back(bench.ground->prepare(sighting));
  });
  for (std::size_t i = 0; i < bench.asked.size(); ++i) {
    const auto letter = bench.ground->letter_of(bench.asked[i]);
    bench.plain.ask(bench.places[i], letter.subject.reveal(), letter.body.reveal());
  }
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
  bench.page.row({fmt::format("sqlite3 {}, the same rows", sqlite_version()),
                  fmt::format("{}", bench.requests), rows, rate(count, theirs.cpu), rate(count, theirs.wall),
                  "1"});
}

// What the worker does at a place; the peer fetches the same addresses and drops what comes.
void look_at_all(Bench& bench, const std::string& what, int status, const Clock& clock) {
  outside::FetchSettings settings;
  settings.allow_loopback = true;
  const auto fetcher = outside::make_http_fetcher(settings, clock);
  const auto fingerprinter = fingerprint::make_sandboxed_fingerprinter(*bench.sandbox);
  bench.ground->pass(std::chrono::hours{25});
  int looks = 0;
  const Spent ours = spent_on([&] { looks = bench.ground->work(*fetcher, *fingerprinter); });
  const Spent theirs = spent_on([&] { fetch_with_curl(bench.places); });
  const double places = static_cast<double>(bench.places.size());
  const auto times = [](double here, double there) { return fmt::format("{:.3f}", here / there); };
  bench.page.row({what, "jium", fmt::format("{}", looks), rate(looks, ours.cpu), rate(looks, ours.both()),
                  rate(looks, ours.wall), times(looks / ours.both(), places / theirs.cpu),
                  times(looks / ours.wall, places / theirs.wall)});
  bench.page.row({what, fmt::format("{}, the GET alone", curl_version_info(CURLVERSION_NOW)->version),
                  fmt::format("{}", bench.places.size()), rate(places, theirs.cpu), rate(places, theirs.cpu),
                  rate(places, theirs.wall), "1", "1"});
  for (const std::string& place : bench.places)
    bench.plain.check(place, status, status == 404 ? "gone" : "still_there");
  bench.note_size("a look at the place: " + what);
}

void measure_watching(Bench& bench) {
  bench.page.table(
      "Places looked at by one worker on loopback: fetched, fingerprinted in the sandbox, recorded",
      {"the place", "who", "looks", "a CPU second of the thread", "a CPU second, sandbox and all",
       "a second on the wall", "times the peer, CPU", "times the peer, wall"});
  const SystemClock clock;
  look_at_all(bench, "a picture (640x480 JPEG)", 200, clock);
  const Bytes picture = pictures::to_jpeg(pictures::draw_scene(kPicture));
  for (std::size_t i = 0; i < bench.places.size(); ++i) {
    const std::string html = fmt::format("<h1>Post {0}</h1><p>words</p><img src=/m/{0}.jpg>", i);
    bench.site->put(fmt::format("/v/{}", i), Bytes(html.begin(), html.end()), "text/html");
    bench.site->put(fmt::format("/m/{}.jpg", i), picture, "image/jpeg");
  }
  look_at_all(bench, "a page that shows it (the peer gets the page alone)", 200, clock);
  for (std::size_t i = 0; i < bench.places.size(); ++i) bench.site->remove(fmt::format("/v/{}", i));
  look_at_all(bench, "404", 404, clock);
}

void send_letters(Bench& bench) {
  const SystemClock clock;
  const auto fetcher = outside::make_http_fetcher({}, clock);
  const auto fingerprinter = fingerprint::make_sandboxed_fingerprinter(*bench.sandbox);
  bench.ground->work(*fetcher, *fingerprinter);
  bench.plain.note_sent();
  bench.note_size("the letter sent");
}

void tell_growth(Bench& bench) {
  bench.page.table("What 100,000 requests add to the database, MB",
                   {"with", "jium", "its rows alone, no index", "sqlite3, the facts in plain rows",
                    "times the plain rows"});
  const double scale = 100'000.0 / bench.requests / (1U << 20U);
  const auto row = [&](const std::string& with, const Stage& from, const Stage& to) {
    const double whole = static_cast<double>(to.size.whole - from.size.whole) * scale,
                 rows = static_cast<double>(to.size.rows_alone - from.size.rows_alone) * scale,
                 plain = static_cast<double>(to.plain - from.plain) * scale;
    bench.page.row({with, fmt::format("{:.0f}", whole), fmt::format("{:.0f}", rows),
                    fmt::format("{:.0f}", plain), plain < 1 ? "-" : fmt::format("{:.1f}", whole / plain)});
  };
  for (std::size_t i = 1; i < bench.stages.size(); ++i)
    row(bench.stages[i].after, bench.stages[i - 1], bench.stages[i]);
  row("all of it", bench.stages.front(), bench.stages.back());
}

int run(const Options& options) {
  fingerprint::prepare_file_task();
  auto sandbox = needed(media::Sandbox::start(&fingerprint::file_task));
  Page page("The deletion desk", "./dev bench desk", options);
  page.say(
      "One centre on SQLite in a file with full synchronous writes, one officer, one worker, clocks that do "
      "not "
      "wait. The peers, in the same run: Debian's sqlite3 library writes the very rows that jium left "
      "behind, in "
      "as many transactions, with statements prepared once, and no rule, seal or log; Debian's libcurl GETs "
      "the "
      "very addresses with one handle that keeps its connection, and drops what comes; a plain program's "
      "tables "
      "hold the same facts in clear text. A CPU second is one of the thread that works; where it says so, "
      "those "
      "of the sandbox's children are in it. The site that answers is not. On a machine with other work the "
      "wall "
      "says less than the CPU.");
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
