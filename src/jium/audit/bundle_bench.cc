// What verifying and appending cost: every item is one entry. Beside it the hashing alone, which no verifier
// of such a log can do without: commitment, leaf and node of each entry and the digest of the whole text.
#include <benchmark/benchmark.h>

#include "jium/audit/log_fixture.h"

namespace jium::audit {
namespace {

constexpr std::size_t kEntries = 100'000;
constexpr std::size_t kBetweenCheckpoints = 1000;

const LogFixture& large_log() {
  static const auto log = [] {
    auto made = std::make_unique<LogFixture>();
    for (std::size_t i = 0; i < kEntries; i += kBetweenCheckpoints) {
      made->append(kBetweenCheckpoints);
      made->checkpoint();
    }
    return made;
  }();
  return *log;
}

void verify(benchmark::State& state) {
  const std::string bundle = large_log().bundle();
  for (auto _ : state) {
    const auto report = verify_bundle(bundle, large_log().policy());
    if (!report) return state.SkipWithError(report.error().what.c_str());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kEntries));
}

void hash(benchmark::State& state) {
  const std::string bundle = large_log().bundle();
  for (auto _ : state) {
    Hash node{};
    for (const auto& entry : large_log().entries) node = node_hash(node, leaf_of(entry.nonce, entry.record));
    benchmark::DoNotOptimize(node);
    benchmark::DoNotOptimize(sha256({bytes_of(bundle)}));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kEntries));
}

void append(benchmark::State& state) {
  for (auto _ : state) {
    Frontier tree;
    std::vector<TileCell> grown;
    for (const auto& entry : large_log().entries) {
      grown.clear();
      tree.append(leaf_of(entry.nonce, entry.record), &grown);
    }
    benchmark::DoNotOptimize(tree.root());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kEntries));
}

void prove(benchmark::State& state) {
  std::uint64_t index = 0;
  for (auto _ : state) {
    TreeReader reader(large_log().tiles, kEntries);
    benchmark::DoNotOptimize(reader.inclusion_proof(index = (index + 7919) % kEntries));
  }
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK(verify)->Name("jium/verify_an_entry")->Unit(benchmark::kMillisecond);
BENCHMARK(hash)->Name("hashing_alone/verify_an_entry")->Unit(benchmark::kMillisecond);
BENCHMARK(append)->Name("jium/append_an_entry")->Unit(benchmark::kMillisecond);
BENCHMARK(prove)->Name("jium/prove_inclusion_of_100000")->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace jium::audit

BENCHMARK_MAIN();
