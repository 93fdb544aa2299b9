// What it costs to match a video against a bank: vPDQ's exhaustive comparison, and the same percentages from
// the inverted frame index; then jium's own search with alignment and sound, which vPDQ has no counterpart
// of.
// --size 1k, 10k or 100k: banks up to that many videos.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <functional>
#include <map>
#include <optional>
#include <random>

#include "jium/match/video_bank.h"
#include "table/table.h"

namespace jium::bench {
namespace {

using match::Bits256;
using match::FrameHash;
using match::SoundPrint;
using match::VideoFrame;
using match::VideoView;
using match::VpdqPercentages;

constexpr int kSeconds = 60;
constexpr int kShared = 8;  // title cards that many videos have

using Random = std::mt19937_64;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Bits256 any_bits(Random& random) {
  return {random(), random(), random(), random()};
}

Bits256 with_noise(Bits256 bits, int flips, Random& random) {
  for (int i = 0; i < flips; ++i) {
    const auto bit = static_cast<std::size_t>(random() % 256);
    bits[bit / 64] ^= std::uint64_t{1} << (bit % 64);
  }
  return bits;
}

// A frame a second: scenes of 1 to 12 seconds in which frames wander by up to 12 bits, and now and then a
// title card that other videos have as well.
std::vector<Bits256> film(std::uint64_t seed) {
  Random cards(7);
  std::vector<Bits256> shared;
  for (int i = 0; i < kShared; ++i) shared.push_back(any_bits(cards));
  Random random(seed * 2654435761U + 1);
  std::vector<Bits256> values;
  Bits256 bits{};
  int left = 0;
  for (int i = 0; i < kSeconds; ++i) {
    if (left-- <= 0) {
      bits = any_bits(random);
      left = static_cast<int>(random() % 12);
    }
    bits = with_noise(bits, 1 + static_cast<int>(random() % 12), random);
    values.push_back(random() % 300 == 0 ? with_noise(shared[random() % kShared], 3, random) : bits);
  }
  return values;
}

std::vector<VideoFrame> frames_of(const std::vector<Bits256>& values) {
  std::vector<VideoFrame> frames;
  for (std::size_t i = 0; i < values.size(); ++i)
    frames.push_back({static_cast<double>(i), 90, true, {{VideoView::whole, 0, values[i]}}});
  return frames;
}

SoundPrint sound_of(std::uint64_t seed) {
  Random random(seed + 99);
  SoundPrint sound;
  sound.items_per_second = 8;
  auto item = static_cast<std::uint32_t>(random());
  for (int i = 0; i < kSeconds * 8; ++i) {
    for (int flip = 0; flip < 6; ++flip) item ^= 1U << (random() % 32);
    sound.items.push_back(item);
  }
  sound.usable.assign(sound.items.size(), true);
  return sound;
}

// A minute with ten seconds of a registered video in it, every frame changed a little.
std::vector<Bits256> copy_of(std::uint64_t seed, std::uint64_t other) {
  std::vector<Bits256> values = film(other);
  const std::vector<Bits256> source = film(seed);
  Random random(seed + 5);
  for (std::size_t i = 0; i < 10; ++i) values[30 + i] = with_noise(source[20 + i], 12, random);
  return values;
}

// All of it, every frame changed by a new encoding.
std::vector<Bits256> encoded_again(std::uint64_t seed) {
  std::vector<Bits256> values = film(seed);
  Random random(seed + 9);
  for (Bits256& bits : values) bits = with_noise(bits, 12, random);
  return values;
}

// vPDQ's exhaustive comparison of two lists, with hardware popcounts where there are any: the reference
// counts with 16 words of 16 bits and copies both lists first.
#if defined(__x86_64__)
#define JIUM_BENCH_POPCNT __attribute__((target("popcnt")))
#else
#define JIUM_BENCH_POPCNT
#endif
JIUM_BENCH_POPCNT int count_found(const std::vector<Bits256>& wanted, const std::vector<Bits256>& among) {
  int found = 0;
  for (const Bits256& a : wanted) {
    for (const Bits256& b : among) {
      const int apart = __builtin_popcountll(a[0] ^ b[0]) + __builtin_popcountll(a[1] ^ b[1]) +
                        __builtin_popcountll(a[2] ^ b[2]) + __builtin_popcountll(a[3] ^ b[3]);
      if (apart > 31) continue;
      ++found;
      break;
    }
  }
  return found;
}

using Percentages = std::map<std::uint64_t, VpdqPercentages>;

Percentages exhaustively(const std::vector<Bits256>& query, const std::vector<std::vector<Bits256>>& bank) {
  Percentages found;
  for (std::size_t item = 0; item < bank.size(); ++item) {
    const int in_query = count_found(query, bank[item]);
    const int in_reference = count_found(bank[item], query);
    if (in_query == 0) continue;
    found[item] = {in_query * 100.0 / static_cast<double>(query.size()),
                   in_reference * 100.0 / static_cast<double>(bank[item].size())};
  }
  return found;
}

// The comparison takes each value once (vpdq_comparison.h, the index way).
std::vector<Bits256> once_each(const std::vector<Bits256>& values) {
  std::vector<match::VpdqFrame> frames;
  for (const Bits256& bits : values) frames.push_back({bits, 90});
  return match::vpdq_values(frames, match::VpdqPractice::index);
}

Percentages as_map(const std::vector<match::VpdqMatch>& matches) {
  Percentages found;
  for (const match::VpdqMatch& one : matches) found[one.item] = one.percentages;
  return found;
}

double middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Query {
  std::vector<Bits256> values;
  std::vector<VideoFrame> frames;
  SoundPrint sound;
  std::optional<std::uint64_t> item;  // that it holds a part of
};

enum class Kind { unrelated, clip, copy };
constexpr std::array kKinds{Kind::unrelated, Kind::clip, Kind::copy};
std::string name_of(Kind kind) {
  if (kind == Kind::unrelated) return "unrelated";
  return kind == Kind::clip ? "10 s of a registered video" : "a registered video encoded again";
}

std::vector<Query> queries_of(std::size_t videos, Kind kind, std::size_t count) {
  std::vector<Query> queries;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t item = (i * 7919 + 13) % videos;
    const std::uint64_t fresh = 1'000'000'000 + i + 500'000 * static_cast<std::uint64_t>(kind);
    Query query;
    query.values = kind == Kind::unrelated ? film(fresh)
                   : kind == Kind::clip    ? copy_of(item, fresh)
                                           : encoded_again(item);
    query.frames = frames_of(query.values);
    query.values = once_each(query.values);
    query.sound = sound_of(fresh);
    if (kind != Kind::unrelated) query.item = item;
    queries.push_back(std::move(query));
  }
  return queries;
}

// CPU milliseconds a query: rounds over different queries, the middle round.
double cost(const std::vector<Query>& queries, std::size_t rounds,
            const std::function<void(const Query&)>& ask) {
  std::vector<double> costs;
  const std::size_t each = queries.size() / rounds;
  for (std::size_t round = 0; round < rounds; ++round) {
    const double start = cpu_seconds();
    for (std::size_t i = 0; i < each; ++i) ask(queries[round * each + i]);
    costs.push_back((cpu_seconds() - start) * 1e3 / static_cast<double>(each));
  }
  return middle(costs);
}

struct Row {
  std::string kind;
  double exhaustive = 0;
  double every = 0;  // all percentages above 0
  double same = 0;   // 80 per cent of the query and more
  std::size_t checked = 0;
  std::size_t agreed = 0;
  double strict = 0;
  double with_sound = 0;
  double loose = 0;
  std::size_t right = 0;  // of the strict search
  std::size_t wrong = 0;
};

Row measure(const match::VideoBank& bank, const std::vector<std::vector<Bits256>>& lists, Kind kind) {
  const std::size_t videos = lists.size();
  Row row;
  row.kind = name_of(kind);
  const auto queries = queries_of(videos, kind, 200);
  const std::size_t few = videos >= 100'000 ? 3 : 9;
  const std::vector<Query> checked(queries.begin(), queries.begin() + static_cast<std::ptrdiff_t>(few));
  match::VpdqRule anything;
  anything.query_least = 0;
  std::vector<Percentages> expected;
  row.exhaustive =
      cost(checked, 3, [&](const Query& query) { expected.push_back(exhaustively(query.values, lists)); });
  for (std::size_t i = 0; i < few; ++i) {
    Percentages matches = expected[i];
    std::erase_if(matches, [](const auto& one) { return !match::is_vpdq_match(one.second); });
    row.checked += 1;
    row.agreed += as_map(bank.find_as_vpdq(checked[i].frames, anything)) == expected[i] &&
                          as_map(bank.find_as_vpdq(checked[i].frames)) == matches
                      ? 1
                      : 0;
  }
  row.every = cost(queries, 5, [&](const Query& query) { (void)bank.find_as_vpdq(query.frames, anything); });
  row.same = cost(queries, 5, [&](const Query& query) { (void)bank.find_as_vpdq(query.frames); });
  row.strict = cost(queries, 5, [&](const Query& query) {
    for (const auto& one : bank.find({query.frames, {}}, match::VideoSearch::strict).matches) {
      if (one.item == query.item) ++row.right;
      if (one.item != query.item) ++row.wrong;
    }
  });
  row.with_sound = cost(queries, 5, [&](const Query& query) {
    (void)bank.find({query.frames, query.sound}, match::VideoSearch::strict);
  });
  row.loose = cost(checked, 3, [&](const Query& query) {
    (void)bank.find({query.frames, {}}, match::VideoSearch::loose);
  });
  return row;
}

std::string milliseconds(double value) {
  return fmt::format("{:.{}f}", value, value < 10 ? 3 : 0);
}

struct Tables {
  std::vector<std::vector<std::string>> vpdq;
  std::vector<std::vector<std::string>> own;
  std::vector<std::vector<std::string>> memory;
};

void run(std::size_t videos, Tables& tables) {
  match::VideoBank bank;
  std::vector<std::vector<Bits256>> lists;
  double put = 0;
  const bool sounds = videos <= 10'000;
  for (std::size_t item = 0; item < videos; ++item) {
    const std::vector<Bits256> values = film(item);
    const auto frames = frames_of(values);
    lists.push_back(once_each(values));
    const SoundPrint sound = sounds ? sound_of(item) : SoundPrint{};
    const double start = cpu_seconds();
    bank.put(item, frames, sound);
    put += cpu_seconds() - start;
  }
  const double start = cpu_seconds();
  bank.settle();
  put += cpu_seconds() - start;
  for (const Kind kind : kKinds) {
    const Row row = measure(bank, lists, kind);
    const std::string size = fmt::format("{}", videos);
    tables.vpdq.push_back({size, row.kind, milliseconds(row.exhaustive), milliseconds(row.same),
                           fmt::format("{:.0f}x", row.exhaustive / row.same), milliseconds(row.every),
                           fmt::format("{:.0f}x", row.exhaustive / row.every),
                           fmt::format("{} of {}", row.agreed, row.checked)});
    tables.own.push_back(
        {size, row.kind, milliseconds(row.strict), fmt::format("{:.0f}x", row.exhaustive / row.strict),
         sounds ? milliseconds(row.with_sound) : "-", milliseconds(row.loose),
         kind != Kind::unrelated ? fmt::format("{} of 200", row.right) : "-", fmt::format("{}", row.wrong)});
  }
  const auto each = static_cast<double>(videos);
  tables.memory.push_back({fmt::format("{}", videos), fmt::format("{}", bank.indexed()),
                           fmt::format("{:.1f} kB", static_cast<double>(bank.index_bytes()) / each / 1000),
                           fmt::format("{:.1f} kB", static_cast<double>(bank.stored_bytes()) / each / 1000),
                           sounds ? "yes" : "no", fmt::format("{:.3f} ms", put * 1e3 / each)});
}

void tell(Page& page, const Tables& tables) {
  page.table("vPDQ's two percentages",
             {"videos", "query", "exhaustive, CPU ms", "jium, 80 % of the query, CPU ms", "ratio",
              "jium, every percentage above 0", "ratio", "queries of which all is equal"});
  for (const auto& row : tables.vpdq) page.row(row);
  page.table("jium's own search: candidates, alignment, verdict",
             {"videos", "query", "strict, CPU ms", "exhaustive / strict", "with sound", "loose (every frame)",
              "found", "wrong"});
  for (const auto& row : tables.own) page.row(row);
  page.table("What a video of 60 frames costs",
             {"videos", "hashes indexed", "frame index", "beside it", "sound", "to put, CPU"});
  for (const auto& row : tables.memory) page.row(row);
}

int main_of(int count, const char* const* words) {
  const Command command =
      read_command(count, words, "Matching videos, beside vPDQ's exhaustive comparison.", "10k");
  if (!command.go_on) return command.code;
  Page page("Matching videos", "./dev bench video", command.options);
  page.say(
      "A query of 60 frames, one a second, against banks of videos of 60 frames: scenes of 1 to 12 seconds "
      "whose "
      "frames wander by up to 12 of 256 bits, one frame in 300 a title card that many videos have. "
      "Exhaustive is "
      "vPDQ's comparison of the query with every video, both ways, with hardware popcounts (kinder than the "
      "reference, which counts 16 bits at a time). Milliseconds are of one processor; the middle of several "
      "rounds. The hashes are drawn: how well edited clips are found is another page (quality.md).");
  Tables tables;
  std::size_t most = 10'000;
  if (command.options.size == "1k") most = 1'000;
  if (command.options.size == "100k") most = 100'000;
  for (const std::size_t videos : {std::size_t{1'000}, std::size_t{10'000}, std::size_t{100'000}}) {
    if (videos <= most) run(videos, tables);
  }
  tell(page, tables);
  page.say(
      "The strict search asks the index within 31 bits for candidates and compares those with the loose "
      "radius; "
      "the loose one asks for every frame within 60 bits, so that a copy is found whose every frame has "
      "changed. "
      "\"Found\" are the queries whose ten seconds were found in the right video, \"wrong\" all other "
      "answers of 200 "
      "queries. jium's automatic search is loose while that costs less than 4e9 comparisons.");
  if (const auto written = page.finish(); !written) {
    fmt::print(stderr, "{}\n", written.fault().what);
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace jium::bench

int main(int count, char** words) {
  return jium::bench::main_of(count, words);
}
