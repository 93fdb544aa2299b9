// Pictures a second: reading the file, hashing the pixels, the digests of the bytes, and all of it in the
// sandbox, which is what an officer waits for. Names are contestant/work; every item is one picture.
#include <benchmark/benchmark.h>

#include "jium/fingerprint/digests.h"
#include "jium/fingerprint/fingerprinter.h"
#include "jium/fingerprint/pdq.h"
#include "jium/media/sandbox.h"
#include "pictures/pictures.h"

namespace jium::fingerprint {
namespace {

struct Size {
  std::string name;
  int width;
  int height;
};

void decode(benchmark::State& state, const Bytes& file) {
  for (auto _ : state) {
    const auto picture = media::decode_picture(file);
    if (!picture) return state.SkipWithError(picture.fault().what.c_str());
    benchmark::DoNotOptimize(picture->rgb.data());
  }
  state.SetItemsProcessed(state.iterations());
}

void hash(benchmark::State& state, const pictures::Canvas& canvas) {
  for (auto _ : state) benchmark::DoNotOptimize(pdq_of({canvas.rgb.data(), canvas.width, canvas.height}));
  state.SetItemsProcessed(state.iterations());
}

void digest(benchmark::State& state, const Bytes& file) {
  for (auto _ : state) benchmark::DoNotOptimize(digests_of(file));
  state.SetItemsProcessed(state.iterations());
}

void whole(benchmark::State& state, Fingerprinter* fingerprinter, const Bytes& file) {
  for (auto _ : state) {
    const auto made = fingerprinter->of_bytes(file, fingerprint::Purpose::standard);
    if (!made) return state.SkipWithError(made.fault().what.c_str());
  }
  state.SetItemsProcessed(state.iterations());
}

template <class... Args>
auto* add(const std::string& work, Args... args) {
  return benchmark::RegisterBenchmark(("jium/" + work).c_str(), args...)->Unit(benchmark::kMicrosecond);
}

void add_all(Fingerprinter& fingerprinter) {
  for (const Size& size : {Size{"640x480", 640, 480}, Size{"1920x1080", 1920, 1080}}) {
    const auto canvas = pictures::draw_scene(1, size.width, size.height);
    const Bytes jpeg = pictures::to_jpeg(canvas);
    add("decode_jpeg_" + size.name, &decode, jpeg);
    add("hash_" + size.name, &hash, canvas);
    add("digests_jpeg_" + size.name, &digest, jpeg);
    // Another process does the work: only the clock on the wall sees it.
    add("sandboxed_jpeg_" + size.name, &whole, &fingerprinter, jpeg)->UseRealTime();
  }
  add("decode_png_640x480", &decode, pictures::to_png(pictures::draw_scene(1)));
}

}  // namespace
}  // namespace jium::fingerprint

int main(int argc, char** argv) {
  using namespace jium;
  auto sandbox = media::Sandbox::start(&fingerprint::file_task);
  if (!sandbox) return 1;
  const auto fingerprinter = fingerprint::make_sandboxed_fingerprinter(**sandbox);
  fingerprint::add_all(*fingerprinter);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
