// Every format inside the sandbox, as a stranger would send it: whole, cut, bent and boasting. The decoder
// may refuse a file, but it may not crash over it, ask for what it must not have, or leave anything on the
// disk.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "jium/media/picture.h"
#include "jium/media/picture_problem.h"
#include "jium/media/sandbox.h"
#include "pictures/pictures.h"

namespace jium::media {
namespace {

namespace fs = std::filesystem;

constexpr PictureLimits kLimits{1'000'000, 4096};

struct Sample {
  const char* name;
  Bytes file;
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> made = [] {
    const auto canvas = pictures::draw_scene(9, 160, 120);
    return std::vector<Sample>{
        {"jpeg", pictures::to_jpeg(canvas)},
        {"png", pictures::to_png(canvas)},
        {"webp", pictures::to_webp(canvas)},
        {"lossy webp", pictures::to_webp(canvas, false)},
        {"moving webp", pictures::to_animated_webp(160, 120, {{canvas}, {canvas}})},
        {"gif", pictures::to_gif(canvas)},
        {"bmp", pictures::to_bmp(canvas)},
        {"tiff", pictures::to_tiff(canvas)},
        {"tiled tiff", pictures::to_tiff(canvas, {.compression = 8, .tile = 32, .bits = 16})},
        {"jpeg tiff", pictures::to_tiff(canvas, {.compression = 7, .big_endian = true})},
        {"heic", pictures::to_heic(canvas)},
        {"avif", pictures::to_avif(canvas)}};
  }();
  return made;
}

constexpr std::uint8_t kPicture = 'P';
constexpr std::uint8_t kProblem = 'F';

Bytes verdict(ByteView file) {
  const auto picture = decode_picture(file, kLimits);
  if (picture) return {kPicture};
  const auto problem = problem_of(picture.fault());
  return problem ? Bytes{kProblem, static_cast<std::uint8_t>(*problem)} : Bytes{};
}

// Every other flip is near the beginning, where the structure is.
Bytes flip_some_bits(ByteView file, std::uint32_t seed) {
  std::mt19937 dice(seed);
  Bytes bent(file.begin(), file.end());
  for (unsigned flips = 1 + seed % 8; flips > 0; --flips) {
    const std::size_t reach = flips % 2 == 0 ? std::min<std::size_t>(bent.size(), 400) : bent.size();
    const std::size_t bit = dice() % (reach * 8);
    bent[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
  }
  return bent;
}

// What a worker is sent to do. One child looks at many bent copies of a file, since most of a child's time
// goes into its beginning and end; a crash over one of them is seen all the same.
constexpr std::uint32_t kLook = 0;
constexpr std::uint32_t kCut = 1;  // at each step; replies with how many were taken for pictures
constexpr std::uint32_t kFlip =
    2;  // and so on: a hundred seeds from here; replies with how many had no answer
constexpr std::uint32_t kFlipsOfOne = 100;

Bytes look(ByteView input, std::uint32_t what) {
  if (what == kLook) return verdict(input);
  std::uint8_t wrong = 0;
  if (what == kCut) {
    const std::size_t step = std::clamp<std::size_t>(input.size() / 64, 4, 1024);
    for (std::size_t length = step; length + 1 < input.size(); length += step) {
      if (verdict(input.first(length)).size() != 2 && wrong < 255) ++wrong;
    }
    return {wrong};
  }
  for (std::uint32_t i = 0; i < kFlipsOfOne; ++i) {
    if (verdict(flip_some_bits(input, (what - kFlip) * kFlipsOfOne + i)).empty()) ++wrong;
  }
  return {wrong};
}

// A folder of its own is where the process is and where it would put what is for a while only.
class PictureCorpus : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    static_cast<void>(samples());
    before_ = fs::current_path();
    std::string name = (fs::temp_directory_path() / "jium_corpus_XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
    fs::current_path(folder_);
    ::setenv("TMPDIR", name.c_str(), 1);
    auto started = Sandbox::start(&look);
    ASSERT_TRUE(started) << started.fault().what;
    sandbox_ = std::move(*started);
  }
  static void TearDownTestSuite() {
    sandbox_.reset();
    ::unsetenv("TMPDIR");
    fs::current_path(before_);
    fs::remove_all(folder_);
  }
  void TearDown() override { EXPECT_TRUE(fs::is_empty(folder_)) << "something was written"; }

  static Bytes answer_to(ByteView file, std::uint32_t what = kLook) {
    const auto answer =
        sandbox_->run(file, {.what = what, .cpu_seconds = 30, .wall = std::chrono::minutes{2}});
    EXPECT_TRUE(answer) << answer.fault().what;
    return answer ? *answer : Bytes{};
  }
  static std::optional<PictureProblem> problem_with(ByteView file) {
    const Bytes answer = answer_to(file);
    return answer.size() == 2 ? problem_of(answer[1]) : std::nullopt;
  }

  static inline fs::path before_, folder_;
  static inline std::unique_ptr<Sandbox> sandbox_;
};

TEST_F(PictureCorpus, every_format_is_decoded_in_the_cell) {
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.name);
    EXPECT_EQ(answer_to(sample.file), Bytes{kPicture});
  }
}

TEST_F(PictureCorpus, a_file_cut_anywhere_is_refused) {
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.name);
    EXPECT_EQ(answer_to(sample.file, kCut), Bytes{0});
  }
}

TEST_F(PictureCorpus, flipped_bits_never_break_a_decoder) {
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.name);
    for (std::uint32_t batch = 0; batch < 3; ++batch) {
      EXPECT_EQ(answer_to(sample.file, kFlip + batch), Bytes{0}) << "batch " << batch;
    }
  }
}

// --- files that say of themselves what is not so

void put_big(Bytes& file, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) file[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

// Each "ispe" (ISO/IEC 23008-12, section 6.5.3) of the file says this size.
Bytes announce(Bytes file, std::uint32_t side) {
  constexpr std::array<std::uint8_t, 4> kName{'i', 's', 'p', 'e'};
  for (auto at = file.begin();;) {
    at = std::search(at, file.end(), kName.begin(), kName.end());
    if (at == file.end()) return file;
    const auto place = static_cast<std::size_t>(at - file.begin());
    put_big(file, place + 8, side);
    put_big(file, place + 12, side);
    ++at;
  }
}

TEST_F(PictureCorpus, a_heic_or_avif_that_is_larger_inside_than_it_says_is_refused) {
  const auto large = pictures::draw_scene(2, 1600, 1200);
  for (const Bytes& file : {pictures::to_heic(large), pictures::to_avif(large)}) {
    EXPECT_EQ(problem_with(file), PictureProblem::too_large);
    EXPECT_EQ(problem_with(announce(file, 64)), PictureProblem::too_large);
  }
}

TEST_F(PictureCorpus, a_heic_or_avif_that_says_it_is_huge_is_refused) {
  const auto small = pictures::draw_scene(2, 64, 48);
  for (const std::uint32_t side : {4097U, 60'000U, 0x7FFFFFFFU, 0xFFFFFFFFU}) {
    EXPECT_TRUE(problem_with(announce(pictures::to_heic(small), side))) << side;
    EXPECT_TRUE(problem_with(announce(pictures::to_avif(small), side))) << side;
  }
}

// The value of a tag in the first directory of a little-endian TIFF whose type is SHORT or LONG (TIFF 6.0,
// section 2).
void set_tag(Bytes& file, unsigned tag, std::uint32_t value) {
  const auto number = [&](std::size_t at, std::size_t count) {
    std::size_t sum = 0;
    for (std::size_t i = count; i-- > 0;) sum = sum << 8 | file.at(at + i);
    return sum;
  };
  const std::size_t directory = number(4, 4);
  for (std::size_t i = 0; i < number(directory, 2); ++i) {
    const std::size_t entry = directory + 2 + i * 12;
    if (number(entry, 2) != tag) continue;
    file[entry + 2] = 4;  // LONG
    for (std::size_t k = 0; k < 4; ++k) file[entry + 8 + k] = static_cast<std::uint8_t>(value >> (8 * k));
  }
}

TEST_F(PictureCorpus, a_tiff_with_huge_pieces_is_refused) {
  const auto canvas = pictures::draw_scene(2, 64, 48);
  Bytes wide = pictures::to_tiff(canvas);
  set_tag(wide, 256, 0xFFFFFFFF);
  EXPECT_TRUE(problem_with(wide));
  Bytes high = pictures::to_tiff(canvas);
  set_tag(high, 257, 4097);
  EXPECT_EQ(problem_with(high), PictureProblem::too_large);
  Bytes tiles = pictures::to_tiff(canvas, {.compression = 8, .tile = 32});
  for (const unsigned side : {322U, 323U}) set_tag(tiles, side, 65'520);
  EXPECT_EQ(problem_with(tiles), PictureProblem::too_large);
  Bytes samples_of_one = pictures::to_tiff(canvas);
  set_tag(samples_of_one, 277, 65'535);
  EXPECT_TRUE(problem_with(samples_of_one));
}

TEST_F(PictureCorpus, the_small_copy_in_a_cameras_raw_file_is_not_taken_for_the_picture) {
  Bytes raw = pictures::to_tiff(pictures::draw_scene(2, 64, 48), {.thumbnail = true});
  EXPECT_EQ(problem_with(raw), PictureProblem::raw);
}

TEST_F(PictureCorpus, a_tiff_whose_directories_go_round_in_circles_has_a_first_page_all_the_same) {
  Bytes file = pictures::to_tiff(pictures::draw_scene(2, 64, 48));
  const std::size_t directory = file[4] | file[5] << 8 | file[6] << 16;
  const std::size_t next = directory + 2 + static_cast<std::size_t>(file[directory] * 12);
  std::copy_n(file.begin() + 4, 4, file.begin() + static_cast<std::ptrdiff_t>(next));
  EXPECT_EQ(answer_to(file), Bytes{kPicture});
}

TEST_F(PictureCorpus, a_tiff_directory_of_everything_is_refused) {
  Bytes file{'I', 'I', '*', 0, 8, 0, 0, 0, 0xFF, 0xFF};
  for (unsigned tag = 0; tag < 65'535; ++tag) {
    // Twelve bytes a tag: its number, LONG, two thousand million of them, at the beginning.
    const std::array<std::uint8_t, 12> entry{static_cast<std::uint8_t>(tag),
                                             static_cast<std::uint8_t>(tag >> 8),
                                             4,
                                             0,
                                             0xFF,
                                             0xFF,
                                             0xFF,
                                             0x7F,
                                             8,
                                             0,
                                             0,
                                             0};
    file.insert(file.end(), entry.begin(), entry.end());
  }
  file.resize(file.size() + 4);
  EXPECT_TRUE(problem_with(file));
}

TEST_F(PictureCorpus, boxes_nested_without_end_are_refused) {
  for (const std::string_view names : {"metaiprp", "iprpipco", "dinfiprp"}) {
    Bytes file = pictures::to_heic(pictures::draw_scene(2, 64, 48));
    file.resize(static_cast<std::size_t>(file[3]));  // the first box only
    constexpr std::size_t kDepth = 20'000;
    for (std::size_t i = 0; i < kDepth; ++i) {
      const std::size_t at = file.size();
      file.resize(at + 8);
      put_big(file, at, static_cast<std::uint32_t>((kDepth - i) * 8));
      std::copy_n(names.begin() + (i % 2 == 0 ? 0 : 4), 4,
                  file.begin() + static_cast<std::ptrdiff_t>(at + 4));
    }
    EXPECT_TRUE(problem_with(file)) << names;
  }
}

}  // namespace
}  // namespace jium::media
