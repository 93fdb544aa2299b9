// The graph of a series group of 100,000 nodes: what a screen asks of it.
#include <benchmark/benchmark.h>

#include <random>

#include "jium/linkage/graph.h"

namespace jium::linkage {
namespace {

constexpr NodeNumber kNodes = 100'000;

Graph big() {
  Graph graph;
  std::mt19937 random(7);
  for (NodeNumber i = 0; i < kNodes; ++i)
    graph.add(Node{i % 50 == 0 ? NodeKind::site : NodeKind::sighting, "sighting " + std::to_string(i)});
  for (NodeNumber i = 1; i < kNodes; ++i) {
    for (int edge = 0; edge < 3; ++edge)
      (void)graph.add({i, static_cast<NodeNumber>(random() % i), EdgeKind::seen_at, "Seoul", Instant{}});
  }
  graph.freeze();
  return graph;
}
const Graph& graph() {
  static const Graph made = big();
  return made;
}

void build(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(big());
}
void pieces(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(graph().pieces());
}
void two_steps(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(graph().around(kNodes / 2, 2));
}
void way(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(graph().way(kNodes - 1, kNodes / 2));
}
void graphml(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(graph().write_graphml());
}
BENCHMARK(build)->Name("jium/build_100k_nodes")->Unit(benchmark::kMillisecond);
BENCHMARK(pieces)->Name("jium/pieces_100k_nodes")->Unit(benchmark::kMillisecond);
BENCHMARK(two_steps)->Name("jium/two_steps_100k_nodes")->Unit(benchmark::kMillisecond);
BENCHMARK(way)->Name("jium/way_100k_nodes")->Unit(benchmark::kMillisecond);
BENCHMARK(graphml)->Name("jium/graphml_100k_nodes")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace jium::linkage

BENCHMARK_MAIN();
