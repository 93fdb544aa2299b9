#include "jium/fingerprint/fingerprinter.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "jium/fingerprint/digests.h"
#include "jium/fingerprint/fake_fingerprinter.h"
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
    auto started = media::Sandbox::start(&picture_task);
    ASSERT_TRUE(started) << started.fault().what;
    sandbox_ = std::move(*started);
    fingerprinter_ = make_sandboxed_fingerprinter(*sandbox_);
  }

  Fingerprint perceptual(ByteView bytes) {
    auto made = fingerprinter_->of_bytes(bytes);
    EXPECT_TRUE(made) << made.fault().what;
    return made->perceptual;
  }
  std::string refusal(const std::string& path) {
    const auto made = fingerprinter_->of_file(path);
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
  const auto made = fingerprinter_->of_bytes(pictures::to_jpeg_with_orientation(stored, 6));
  ASSERT_TRUE(made) << made.fault().what;
  EXPECT_EQ(made->width, upright.width);
  EXPECT_EQ(made->height, upright.height);
  EXPECT_LE(distance(made->perceptual, perceptual(pictures::to_png(upright))), 10);
}

TEST_F(FingerprinterTest, a_file_and_its_bytes_have_the_same_fingerprints_whatever_it_is_called) {
  using Format = media::PictureFormat;
  const Canvas scene = pictures::draw_scene(13, 200, 150);
  const std::vector<std::pair<Format, Bytes>> files{{Format::jpeg, pictures::to_jpeg(scene)},
                                                    {Format::png, pictures::to_png(scene)},
                                                    {Format::webp, pictures::to_webp(scene)},
                                                    {Format::gif, pictures::to_gif(scene)},
                                                    {Format::bmp, pictures::to_bmp(scene)}};
  for (const auto& [format, bytes] : files) {
    const auto of_file = fingerprinter_->of_file(folder_.write("letter.txt", bytes));
    const auto of_bytes = fingerprinter_->of_bytes(bytes);
    ASSERT_TRUE(of_file) << of_file.fault().what;
    ASSERT_TRUE(of_bytes) << of_bytes.fault().what;
    EXPECT_EQ(of_file->format, format);
    EXPECT_EQ(of_file->width, 200);
    EXPECT_EQ(of_file->height, 150);
    EXPECT_EQ(of_file->digests, digests_of(bytes).value());
    EXPECT_EQ(of_file->all(), of_bytes->all());
    EXPECT_EQ(of_file->all().size(), 4U);
  }
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
        const auto made = fingerprinter_->of_bytes(jpeg);
        if (made && made->perceptual == expected) ++same;
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
  const auto refused = fingerprinter_->of_bytes(file);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.fault().what, "the picture is damaged: ask for another copy of it");
  file[file.size() / 2] ^= 0x40;
  EXPECT_TRUE(fingerprinter_->of_bytes(file));
}

TEST(FakeFingerprinter, answers_what_the_test_says) {
  FakeFingerprinter fake;
  fake.bytes_answer = [](ByteView) { return fault(FaultKind::outside, "as told"); };
  EXPECT_EQ(fake.of_bytes({}).fault().what, "as told");
}

}  // namespace
}  // namespace jium::fingerprint
