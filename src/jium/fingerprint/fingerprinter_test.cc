#include "jium/fingerprint/fingerprinter.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "clips/clips.h"
#include "jium/fingerprint/digests.h"
#include "jium/fingerprint/fake_fingerprinter.h"
#include "jium/fingerprint/vpdq_value.h"
#include "jium/media/picture_problem.h"
#include "jium/media/sandbox.h"
#include "pictures/pictures.h"

namespace jium::fingerprint {
namespace {

namespace fs = std::filesystem;
using media::PictureProblem;
using pictures::Canvas;

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("jium-fingerprinter-" + std::to_string(::getpid()))) {
    fs::create_directory(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  [[nodiscard]] std::string path(const std::string& name) const { return (path_ / name).string(); }
  std::string write(const std::string& name, ByteView bytes) const {
    std::ofstream(path(name), std::ios::binary) << text_of(bytes);
    return path(name);
  }

 private:
  fs::path path_;
};

class FingerprinterTest : public testing::Test {
 protected:
  void SetUp() override {
    auto started = media::Sandbox::start(&file_task);
    ASSERT_TRUE(started) << started.fault().what;
    sandbox_ = std::move(*started);
    fingerprinter_ = make_sandboxed_fingerprinter(*sandbox_);
  }

  Fingerprint perceptual(ByteView bytes) {
    auto made = fingerprinter_->of_bytes(bytes, Purpose::standard);
    EXPECT_TRUE(made) << made.fault().what;
    return made->fingerprints.front();
  }
  std::string refusal(const std::string& path) {
    const auto made = fingerprinter_->of_file(path, Purpose::standard);
    return made ? "a fingerprint" : made.fault().what;
  }

  Folder folder_;
  std::unique_ptr<media::Sandbox> sandbox_;
  std::unique_ptr<Fingerprinter> fingerprinter_;
};

TEST_F(FingerprinterTest, the_same_pixels_have_the_same_value_in_every_lossless_format) {
  const Canvas scene = pictures::draw_scene(11);
  const Fingerprint png = perceptual(pictures::to_png(scene));
  EXPECT_EQ(png.quality(), 100);
  EXPECT_EQ(perceptual(pictures::to_bmp(scene)), png);
  EXPECT_EQ(perceptual(pictures::to_webp(scene)), png);
}

TEST_F(FingerprinterTest, a_jpeg_stays_within_ten_bits) {
  for (std::uint32_t seed = 20; seed < 26; ++seed) {
    const Canvas scene = pictures::draw_scene(seed);
    EXPECT_LE(distance(perceptual(pictures::to_png(scene)), perceptual(pictures::to_jpeg(scene))), 10);
  }
}

TEST_F(FingerprinterTest, a_smaller_marked_copy_is_still_the_same_picture) {
  for (std::uint32_t seed = 20; seed < 26; ++seed) {
    const Canvas scene = pictures::draw_scene(seed);
    const Bytes copy = pictures::to_jpeg(pictures::resize(pictures::watermark(scene), 400, 300), 75);
    EXPECT_LE(distance(perceptual(pictures::to_png(scene)), perceptual(copy)), kPdqThreshold) << seed;
  }
}

TEST_F(FingerprinterTest, a_photograph_held_sideways_has_the_value_of_the_upright_one) {
  const Canvas upright = pictures::draw_scene(12);
  Canvas stored{upright.height, upright.width, {}};  // turned a quarter against the clock: orientation 6
  for (int x = upright.width - 1; x >= 0; --x) {
    for (int y = 0; y < upright.height; ++y) {
      const auto pixel = upright.rgb.begin() + (static_cast<std::ptrdiff_t>(y) * upright.width + x) * 3;
      stored.rgb.insert(stored.rgb.end(), pixel, pixel + 3);
    }
  }
  const auto made =
      fingerprinter_->of_bytes(pictures::to_jpeg_with_orientation(stored, 6), Purpose::standard);
  ASSERT_TRUE(made) << made.fault().what;
  EXPECT_EQ(made->width, upright.width);
  EXPECT_EQ(made->height, upright.height);
  EXPECT_LE(distance(made->fingerprints.front(), perceptual(pictures::to_png(upright))), 10);
}

TEST_F(FingerprinterTest, a_file_and_its_bytes_have_the_same_fingerprints_whatever_it_is_called) {
  const Canvas scene = pictures::draw_scene(13, 200, 150);
  const std::vector<std::pair<std::string, Bytes>> files{{"jpeg", pictures::to_jpeg(scene)},
                                                         {"png", pictures::to_png(scene)},
                                                         {"webp", pictures::to_webp(scene)},
                                                         {"gif", pictures::to_gif(scene)},
                                                         {"bmp", pictures::to_bmp(scene)}};
  for (const auto& [format, bytes] : files) {
    const auto of_file = fingerprinter_->of_file(folder_.write("letter.txt", bytes), Purpose::standard);
    const auto of_bytes = fingerprinter_->of_bytes(bytes, Purpose::standard);
    ASSERT_TRUE(of_file) << of_file.fault().what;
    ASSERT_TRUE(of_bytes) << of_bytes.fault().what;
    EXPECT_EQ(of_file->format, format);
    EXPECT_EQ(of_file->width, 200);
    EXPECT_EQ(of_file->height, 150);
    EXPECT_EQ(of_file->fingerprints, of_bytes->fingerprints);
    ASSERT_EQ(of_file->fingerprints.size(), 4U);
    const auto digests = digests_of(bytes).value();
    EXPECT_TRUE(std::equal(digests.begin(), digests.end(), of_file->fingerprints.begin() + 1));
  }
}

TEST_F(FingerprinterTest, what_is_made_is_what_it_is_for) {
  const Bytes jpeg = pictures::to_jpeg(pictures::draw_scene(17));
  const auto has = [&](Purpose purpose, Algorithm algorithm) {
    const auto made = fingerprinter_->of_bytes(jpeg, purpose);
    EXPECT_TRUE(made) << made.fault().what;
    return made && made->find(algorithm) != nullptr;
  };
  EXPECT_FALSE(has(Purpose::standard, Algorithm::picture_print));
  EXPECT_TRUE(has(Purpose::keep, Algorithm::picture_print));
  EXPECT_FALSE(has(Purpose::keep, Algorithm::picture_query));
  EXPECT_TRUE(has(Purpose::ask, Algorithm::picture_query));
  EXPECT_FALSE(has(Purpose::ask, Algorithm::picture_print));
  const auto both = fingerprinter_->of_bytes(jpeg, Purpose::keep_and_ask);
  ASSERT_TRUE(both);
  EXPECT_EQ(both->fingerprints.size(), 7U);
  EXPECT_EQ(both->to_keep().size(), 6U);
}

TEST_F(FingerprinterTest, a_video_has_its_frames_and_the_times_that_go_with_them) {
  const Bytes clip = clips::make({.width = 320, .height = 240, .seconds = 3, .seed = 4});
  const auto made = fingerprinter_->of_file(folder_.write("holiday.jpg", clip), Purpose::keep_and_ask);
  ASSERT_TRUE(made) << made.fault().what;
  EXPECT_EQ(made->kind, FileKind::video);
  EXPECT_EQ(made->format, "mp4");
  EXPECT_NEAR(made->seconds, 3, 0.1);
  EXPECT_FALSE(made->cut_short);
  EXPECT_EQ(made->find(Algorithm::pdq), nullptr);
  ASSERT_NE(made->find(Algorithm::vpdq), nullptr);
  EXPECT_EQ(read_frames(made->find(Algorithm::vpdq)->value())->size(), 3U);
  EXPECT_NE(made->find(Algorithm::video_print), nullptr);
  EXPECT_NE(made->find(Algorithm::video_query), nullptr);
}

TEST_F(FingerprinterTest, a_gif_that_moves_is_a_video_whose_first_frame_is_a_picture_too) {
  const Bytes clip = clips::make({.ending = "gif", .video = {}, .seconds = 2, .seed = 4});
  const auto made = fingerprinter_->of_bytes(clip, Purpose::keep);
  ASSERT_TRUE(made) << made.fault().what;
  EXPECT_EQ(made->kind, FileKind::video);
  EXPECT_EQ(made->format, "gif");
  EXPECT_NE(made->find(Algorithm::vpdq), nullptr);
  EXPECT_NE(made->find(Algorithm::pdq), nullptr);
  const auto still = fingerprinter_->of_bytes(pictures::to_gif(pictures::draw_scene(4)), Purpose::keep);
  ASSERT_TRUE(still);
  EXPECT_EQ(still->kind, FileKind::image);
}

TEST_F(FingerprinterTest, what_is_no_readable_file_is_refused_in_plain_words) {
  EXPECT_EQ(refusal(folder_.path("nothing")), "no such file");
  EXPECT_EQ(refusal(folder_.path("")), "a folder, not a file");
  EXPECT_EQ(refusal("/dev/null"), "not a regular file");
  EXPECT_EQ(refusal(folder_.write("empty", {})), "the file is empty");
  ASSERT_EQ(::mkfifo(folder_.path("pipe").c_str(), 0600), 0);
  EXPECT_EQ(refusal(folder_.path("pipe")), "not a regular file");  // and does not wait for a writer
}

TEST_F(FingerprinterTest, other_files_are_refused_by_what_they_are) {
  EXPECT_EQ(refusal(folder_.write("a.jpg", bytes_of("%PDF-1.7 and so on"))),
            fault_of(PictureProblem::pdf).what);
  EXPECT_EQ(refusal(folder_.write("b.png", bytes_of("plain text"))),
            fault_of(PictureProblem::unknown_kind).what);
  Bytes cut = pictures::to_png(pictures::draw_scene(14, 100, 80));
  cut.resize(cut.size() / 2);
  EXPECT_EQ(refusal(folder_.write("c.png", cut)), fault_of(PictureProblem::cut_short).what);
}

TEST_F(FingerprinterTest, a_bomb_is_refused_and_the_next_picture_is_looked_at) {
  Bytes bomb = pictures::to_png(pictures::draw_scene(15, 100, 80));
  for (const std::size_t at : {16U, 17U, 18U, 19U, 20U, 21U, 22U, 23U}) bomb[at] = 0x7F;
  EXPECT_EQ(refusal(folder_.write("bomb.png", bomb)), fault_of(PictureProblem::too_large).what);
  EXPECT_EQ(perceptual(pictures::to_png(pictures::draw_scene(15))).quality(), 100);
}

TEST_F(FingerprinterTest, several_threads_may_ask_at_once) {
  const Bytes jpeg = pictures::to_jpeg(pictures::draw_scene(16, 160, 120));
  const Fingerprint expected = perceptual(jpeg);
  std::vector<std::jthread> threads;
  std::atomic<int> same = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 5; ++n) {
        const auto made = fingerprinter_->of_bytes(jpeg, Purpose::standard);
        if (made && made->fingerprints.front() == expected) ++same;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(same, 40);
}

TEST_F(FingerprinterTest, a_file_that_may_not_be_read_is_outside_our_power) {
  if (::geteuid() == 0) GTEST_SKIP() << "SKIPPED: root may read every file";
  const std::string path = folder_.write("locked", bytes_of("words"));
  ASSERT_EQ(::chmod(path.c_str(), 0), 0);
  EXPECT_EQ(refusal(path), "the file cannot be opened: check its owner and mode");
}

TEST_F(FingerprinterTest, a_damaged_picture_is_malformed_and_the_next_one_is_fine) {
  Bytes file = pictures::to_png(pictures::draw_scene(14, 100, 80));
  file[file.size() / 2] ^= 0x40;
  const auto refused = fingerprinter_->of_bytes(file, Purpose::standard);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.fault().what, "the picture is damaged: ask for another copy of it");
  file[file.size() / 2] ^= 0x40;
  EXPECT_TRUE(fingerprinter_->of_bytes(file, Purpose::standard));
}

TEST(FakeFingerprinter, answers_what_the_test_says) {
  FakeFingerprinter fake;
  fake.bytes_answer = [](ByteView) { return fault(FaultKind::outside, "as told"); };
  EXPECT_EQ(fake.of_bytes({}, Purpose::standard).fault().what, "as told");
}

}  // namespace
}  // namespace jium::fingerprint
