#include "clips/clips.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numbers>
#include <random>
#include <stdexcept>

#include "pictures/pictures.h"

extern char** environ;

namespace jium::clips {
namespace {

namespace fs = std::filesystem;

constexpr int kSoundRate = 44'100;

// A folder that nobody else can read and that goes with its owner.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "jium-clip-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

Bytes read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

void write(const std::string& path, const void* bytes, std::size_t count) {
  std::ofstream out(path, std::ios::binary);
  out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(count));
  if (!out.flush()) throw std::runtime_error("the temporary folder is full");
}

void run_ffmpeg(const Folder& folder, Words words) {
  const Words always{"ffmpeg", "-nostdin", "-v", "error", "-y"};
  words.insert(words.begin(), always.begin(), always.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::string said = folder.file("said.txt");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int descriptor : {1, 2})
    posix_spawn_file_actions_addopen(&actions, descriptor, said.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, "ffmpeg", &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::runtime_error("ffmpeg cannot be started: install the Debian package ffmpeg");
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (status == 0) return;
  const Bytes words_said = read(said);
  throw std::runtime_error("ffmpeg failed: " + std::string(text_of(words_said)));
}

// A window that wanders over a larger landscape, so that every frame differs from the one before.
void write_frames(const std::string& path, const Wish& wish) {
  const auto scene = pictures::draw_scene(wish.seed, wish.width * 2, wish.height * 2);
  std::ofstream out(path, std::ios::binary);
  const int frames = static_cast<int>(std::lround(wish.seconds * wish.rate));
  for (int n = 0; n < frames; ++n) {
    const double turn = 2 * std::numbers::pi * n / (wish.rate * 4.0);
    const int left = static_cast<int>(std::lround((1 - std::cos(turn)) / 2 * wish.width));
    const int top = static_cast<int>(std::lround((1 - std::cos(turn * 0.7)) / 2 * wish.height));
    for (int y = 0; y < wish.height; ++y) {
      const std::size_t at = (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(scene.width) +
                              static_cast<std::size_t>(left)) *
                             3;
      out.write(reinterpret_cast<const char*>(scene.rgb.data() + at), std::streamsize{wish.width} * 3);
    }
  }
  if (!out.flush()) throw std::runtime_error("the temporary folder is full");
}

}  // namespace

// Notes of a quarter of a second, three partials each, that fade a little.
std::vector<std::int16_t> melody(std::uint32_t seed, double seconds, int rate) {
  std::mt19937 dice(seed);
  std::vector<std::int16_t> samples(static_cast<std::size_t>(seconds * rate));
  const auto length = static_cast<std::size_t>(rate / 4);
  double tone = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (i % length == 0) tone = 220 * std::pow(2.0, static_cast<double>(dice() % 25) / 12);
    const double at = static_cast<double>(i) / rate * 2 * std::numbers::pi * tone;
    const double fade = 1 - 0.6 * static_cast<double>(i % length) / static_cast<double>(length);
    const double wave = std::sin(at) + 0.5 * std::sin(2 * at) + 0.25 * std::sin(3 * at);
    samples[i] = static_cast<std::int16_t>(9'000 * fade * wave);
  }
  return samples;
}

Bytes make(const Wish& wish) {
  const Folder folder;
  write_frames(folder.file("frames.raw"), wish);
  Words words{"-f", "rawvideo", "-pix_fmt", "rgb24"};
  words.insert(words.end(), {"-s", std::to_string(wish.width) + "x" + std::to_string(wish.height)});
  words.insert(words.end(), {"-r", std::to_string(wish.rate), "-i", folder.file("frames.raw")});
  if (!wish.sound.empty()) {
    const auto tune = melody(wish.seed, wish.seconds, kSoundRate);
    write(folder.file("tune.raw"), tune.data(), tune.size() * sizeof tune[0]);
    words.insert(words.end(), {"-f", "s16le", "-ar", std::to_string(kSoundRate), "-ac", "1", "-i",
                               folder.file("tune.raw")});
  }
  words.insert(words.end(), {"-threads", "1"});
  words.insert(words.end(), wish.video.begin(), wish.video.end());
  words.insert(words.end(), wish.sound.begin(), wish.sound.end());
  const std::string out = folder.file("clip." + wish.ending);
  words.push_back(out);
  run_ffmpeg(folder, std::move(words));
  return read(out);
}

Bytes edit(ByteView clip, const std::string& ending, const Words& words, const std::string& new_ending) {
  const Folder folder;
  const std::string in = folder.file("in." + ending);
  const std::string out = folder.file("out." + new_ending);
  write(in, clip.data(), clip.size());
  Words all{"-i", in, "-threads", "1"};
  all.insert(all.end(), words.begin(), words.end());
  all.push_back(out);
  run_ffmpeg(folder, std::move(all));
  return read(out);
}

}  // namespace jium::clips
