// jium_bench_match: lookups within 31 bits, one by one and in batches, beside Debian's libfaiss on the same
// values and the same questions; wide radii, with recall by distance; building, inserting, opening, memory.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <thread>

#include "jium/match/hamming_index.h"
#include "match/corpus.h"
#include "match/peer.h"
#include "table/machine.h"
#include "table/table.h"

namespace jium::bench {
namespace {

using match::Bits256;
using match::Guarantee;
using match::HammingIndex;
using match::KeyedBits;

constexpr int kRadius = 31;
constexpr int kRounds = 5;

std::size_t size_of(const std::string& word) {
  const std::size_t number = std::stoul(word);
  return word.ends_with("M") ? number * 1'000'000 : word.ends_with("k") ? number * 1'000 : number;
}

double median(std::vector<double> all) {
  std::ranges::sort(all);
  return all[all.size() / 2];
}

// Queries a CPU second.
double rate(std::size_t queries, const std::function<void()>& work) {
  const double before = cpu_seconds();
  work();
  return static_cast<double>(queries) / (cpu_seconds() - before);
}

std::string shown(double value) {
  return value >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::unique_ptr<HammingIndex> index_of(const std::vector<Bits256>& values, bool loose) {
  match::IndexSettings settings;
  settings.loose = loose;
  auto index = std::make_unique<HammingIndex>(settings);
  std::vector<KeyedBits> entries(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) entries[i] = {i, values[i]};
  index->add_many(entries);
  return index;
}

// More than memory holds twice: in parts of 25 million, each a segment. Returns the last part's values.
constexpr std::size_t kPart = 25'000'000;
std::vector<Bits256> fill_in_parts(HammingIndex& index, std::size_t count, double& cpu) {
  std::vector<Bits256> last;
  for (std::size_t from = 0; from < count; from += kPart) {
    last = {};
    last = uniform_values(std::min(kPart, count - from), 1'000 + from);
    std::vector<KeyedBits> entries(last.size());
    for (std::size_t i = 0; i < last.size(); ++i) entries[i] = {from + i, last[i]};
    const double before = cpu_seconds();
    index.add_many(entries);
    cpu += cpu_seconds() - before;
  }
  return last;
}

struct Rates {
  std::vector<double> single, batch, flat, hashed;
  std::size_t found = 0, wanted = 0;
};

// How many the peer found that the index found too, by number, query by query.
void count_recall(const HammingIndex& index, const std::vector<Bits256>& asked,
                  const std::vector<std::size_t>& wanted, Rates& rates) {
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    rates.wanted += wanted[i];
    rates.found += std::min(wanted[i], index.search(asked[i], kRadius).size());
  }
}

struct Contestants {
  const HammingIndex& index;
  std::unique_ptr<Peer> flat, hashed;
};

Rates contest(const Contestants& all, const std::vector<Bits256>& values) {
  Rates rates;
  const std::size_t peer_queries = values.size() >= 5'000'000 ? 16 : 64;
  for (int round = 0; round < kRounds; ++round) {
    const auto asked = lookups(values, 32'768, 100 + static_cast<std::uint64_t>(round));
    rates.single.push_back(rate(16'384, [&] {
      for (std::size_t i = 0; i < 16'384; ++i) (void)all.index.search(asked[i], kRadius);
    }));
    rates.batch.push_back(rate(asked.size(), [&] { (void)all.index.search_batch(asked, kRadius); }));
    // As many near ones among the peer's few as it takes to compare the answers.
    std::vector<Bits256> few(asked.begin(), asked.begin() + static_cast<std::ptrdiff_t>(peer_queries));
    Random random(7 + static_cast<std::uint64_t>(round));
    for (std::size_t i = 0; i < few.size(); i += 4)
      few[i] = moved(values[random() % values.size()], 20, random);
    std::vector<std::size_t> counts;
    if (all.flat)
      rates.flat.push_back(rate(few.size(), [&] { counts = all.flat->count_within(few, kRadius); }));
    count_recall(all.index, few, counts, rates);
    if (all.hashed)
      rates.hashed.push_back(rate(few.size(), [&] { counts = all.hashed->count_within(few, kRadius); }));
    count_recall(all.index, few, counts, rates);
  }
  return rates;
}

std::string ratio(double ours, double theirs) {
  return theirs > 0 ? fmt::format("{:.0f}x", ours / theirs) : "not run";
}

void lookup_row(Page& page, const std::string& data, std::size_t count, const Rates& rates,
                const HammingIndex& index, double built) {
  const double flat = rates.flat.empty() ? 0 : median(rates.flat);
  const double multi = rates.hashed.empty() ? 0 : median(rates.hashed);
  const double best = std::max(flat, multi);
  const double bytes = static_cast<double>(index.bytes()) / static_cast<double>(count);
  page.row({data, fmt::format("{}", count), shown(median(rates.single)), shown(median(rates.batch)),
            flat > 0 ? shown(flat) : "-", multi > 0 ? shown(multi) : "-", ratio(median(rates.single), best),
            ratio(median(rates.batch), best),
            rates.wanted == 0
                ? "-"
                : fmt::format("{:.4f}", static_cast<double>(rates.found) / static_cast<double>(rates.wanted)),
            fmt::format("{:.1f}", bytes), fmt::format("{:.1f}", built)});
}

void lookup_rows(Page& page, const std::string& data, const std::vector<Bits256>& values, bool hashed) {
  const double before = cpu_seconds();
  const auto index = index_of(values, false);
  const double built = cpu_seconds() - before;
  Contestants all{*index, std::make_unique<Peer>(Peer::Kind::flat, values), nullptr};
  if (hashed) all.hashed = std::make_unique<Peer>(Peer::Kind::multi_hash, values);
  lookup_row(page, data, values.size(), contest(all, values), *index, built);
}

// The peer's flat index would need minutes a round, its tables more memory than there is.
void large_row(Page& page, std::size_t count) {
  HammingIndex index;
  double built = 0;
  const auto last = fill_in_parts(index, count, built);
  lookup_row(page, "uniform", count, contest({index, nullptr, nullptr}, last), index, built);
}

void lookup_table(Page& page, const std::string& size) {
  page.table("Lookups within 31 bits, queries a CPU second",
             {"values", "number", "jium single", "jium batch", "faiss flat", "faiss multi-hash",
              "single : best faiss", "batch : best faiss", "recall", "bytes a value", "build, CPU s"});
  std::vector<std::size_t> sizes;
  for (std::size_t one = 1'000'000; one < size_of(size); one *= 10) sizes.push_back(one);
  sizes.push_back(size_of(size));
  for (const std::size_t one : sizes) {
    if (one > 20'000'000) {
      large_row(page, one);
      continue;
    }
    lookup_rows(page, "uniform", uniform_values(one, 1), true);
    // Building the peer's tables takes a minute of CPU time at ten million: once is enough.
    lookup_rows(page, "video", video_values(one, 2), one <= 1'000'000);
  }
}

struct Recall {
  std::size_t asked = 0, found = 0;
};

// Each query lies exactly so far from one known value.
Recall planted(const HammingIndex& index, const std::vector<Bits256>& values, int apart, int radius) {
  Random random(static_cast<std::uint64_t>(apart));
  std::vector<std::uint64_t> keys;
  std::vector<Bits256> asked;
  for (int i = 0; i < 3'000; ++i) {
    keys.push_back(random() % values.size());
    asked.push_back(moved(values[keys.back()], apart, random));
  }
  const auto answers = index.search_loose(asked, radius, Guarantee::measured);
  Recall recall;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    ++recall.asked;
    recall.found += static_cast<std::size_t>(
        std::ranges::any_of(answers.hits[i], [&](const match::Hit& hit) { return hit.key == keys[i]; }));
  }
  return recall;
}

void loose_rows(Page& page, const std::string& data, const std::vector<Bits256>& values) {
  const auto index = index_of(values, true);
  const Peer flat(Peer::Kind::flat, values);
  for (const int radius : {60, 66, 72}) {
    std::vector<double> exact, measured, peer;
    for (int round = 0; round < 3; ++round) {
      const auto asked = uniform_values(1'504, 50 + static_cast<std::uint64_t>(round));
      const std::span few(asked.data(), 256);
      exact.push_back(rate(few.size(), [&] { (void)index->search_loose(few, radius, Guarantee::exact); }));
      measured.push_back(
          rate(asked.size(), [&] { (void)index->search_loose(asked, radius, Guarantee::measured); }));
      peer.push_back(rate(8, [&] { (void)flat.count_within({asked.data(), 8}, radius); }));
    }
    Recall all;
    std::string worst;
    for (int apart = 60; apart <= radius; apart += 2) {
      const Recall one = planted(*index, values, apart, radius);
      all.asked += one.asked;
      all.found += one.found;
      worst = fmt::format("{:.4f}", static_cast<double>(one.found) / static_cast<double>(one.asked));
    }
    page.row(
        {data, fmt::format("{}", values.size()), fmt::format("{}", radius), shown(median(exact)),
         shown(median(peer)), ratio(median(exact), median(peer)), shown(median(measured)),
         fmt::format("{:.1f}x", median(measured) / median(exact)),
         fmt::format("{:.4f}", static_cast<double>(all.found) / static_cast<double>(all.asked)), worst,
         fmt::format("{:.0f}", static_cast<double>(index->bytes()) / static_cast<double>(values.size()))});
  }
}

void loose_table(Page& page, std::size_t size) {
  page.table("Wide radii, in batches, queries a CPU second",
             {"values", "number", "radius", "jium exact", "faiss flat", "exact : faiss", "jium measured",
              "measured : exact", "recall, 60 bits to the radius", "recall at the radius", "bytes a value"});
  loose_rows(page, "uniform", uniform_values(size, 1));
  loose_rows(page, "video", video_values(size, 2));
}

double seconds_on_the_wall(const std::function<void()>& work) {
  const auto before = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

// The longest of many, in milliseconds on the wall: adding, and finding it at once.
double slowest_insert(HammingIndex& index, std::size_t count) {
  const auto fresh = uniform_values(count, 77);
  double slowest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    slowest = std::max(slowest, seconds_on_the_wall([&] {
                         index.add(1'000'000'000 + i, fresh[i]);
                         if (i % 8 == 0 && index.search(fresh[i], 0).empty()) std::abort();
                       }));
  }
  return slowest * 1e3;
}

void file_rows(Page& page, std::size_t size) {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("jium_bench_match_{}", size);
  std::filesystem::remove_all(folder);
  const auto values = uniform_values(size, 3);
  match::IndexSettings settings;
  {
    std::vector<KeyedBits> entries(size);
    for (std::size_t i = 0; i < size; ++i) entries[i] = {i, values[i]};
    auto index = HammingIndex::open(folder.string(), settings);
    if (!index) return;
    const double before = cpu_seconds();
    (*index)->add_many(entries);
    const double built = cpu_seconds() - before;
    entries = {};
    const double start = cpu_seconds();
    const double slowest = slowest_insert(**index, 200'000);
    (*index)->settle();
    page.row({fmt::format("{}", size), "build into files, CPU s", shown(built)});
    page.row({fmt::format("{}", size), "insert, CPU us each, merges included",
              shown((cpu_seconds() - start) / 0.2)});
    page.row({fmt::format("{}", size), "insert until found, slowest of 200,000, wall ms", shown(slowest)});
  }
  std::unique_ptr<HammingIndex> again;
  const double opened = seconds_on_the_wall([&] {
    if (auto index = HammingIndex::open(folder.string(), settings)) again = std::move(*index);
  });
  const double first = seconds_on_the_wall([&] { (void)again->search(values[5], kRadius); });
  page.row({fmt::format("{}", size), "open, wall ms", shown(opened * 1e3)});
  page.row({fmt::format("{}", size), "first lookup, wall ms", shown(first * 1e3)});
  again = nullptr;
  std::filesystem::remove_all(folder);
}

int run(Page& page, const std::string& size) {
  page.say(
      "Rates are per CPU second of the process, one thread, medians of interleaved rounds; 1 % of the "
      "questions are "
      "within 31 bits of a known value, the others near nothing. The peer is Debian's libfaiss (the best of "
      "its two "
      "exact ways counts), asked for the same radius on the same values; recall is against its answers, of "
      "which a "
      "quarter were asked for near a known value.");
  lookup_table(page, size);
  const std::size_t most = std::min<std::size_t>(size_of(size), 10'000'000);
  loose_table(page, most);
  page.table("Files and inserts", {"number", "what", "value"});
  file_rows(page, most);
  return page.finish() ? 0 : 1;
}

}  // namespace
}  // namespace jium::bench

int main(int count, char** words) {
  const auto command = jium::bench::read_command(count, words, "The Hamming index beside libfaiss", "1M");
  if (!command.go_on) return command.code;
  jium::bench::Page page("Matching", "./dev bench match --size " + command.options.size, command.options);
  return jium::bench::run(page, command.options.size);
}
