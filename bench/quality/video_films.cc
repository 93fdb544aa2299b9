#include "quality/video_films.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "clips/clips.h"
#include "quality/video_scenes.h"

namespace jium::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kSoundRate = 44'100;
constexpr std::uint32_t kSilence = 0;

struct Shape {
  int width, height, rate;
  double seconds;
  [[nodiscard]] cv::Size size() const { return {width, height}; }
};
// Wide, narrow and upright, from ten seconds to half a minute.
constexpr std::array<Shape, 8> kShapes{{{320, 180, 15, 16},
                                        {426, 240, 24, 12},
                                        {480, 270, 12, 22},
                                        {640, 360, 15, 14},
                                        {320, 240, 25, 11},
                                        {240, 426, 15, 18},
                                        {400, 400, 12, 15},
                                        {320, 180, 12, 29}}};

clips::Words tune_words(const TemporaryFolder& folder, std::uint32_t tune, double seconds) {
  std::vector<std::int16_t> samples(static_cast<std::size_t>(seconds * kSoundRate));
  if (tune != kSilence) samples = clips::melody(tune, seconds, kSoundRate);
  Bytes bytes(samples.size() * sizeof samples[0]);
  std::memcpy(bytes.data(), samples.data(), bytes.size());
  return {"-f", "s16le", "-ar", std::to_string(kSoundRate), "-ac", "1", "-i", folder.keep("tune.raw", bytes)};
}

const clips::Words kEncoded{"-c:v",    "libx264", "-preset", "superfast", "-crf", "21",       "-pix_fmt",
                            "yuv420p", "-c:a",    "aac",     "-b:a",      "96k",  "-shortest"};

Bytes as_y4m(const Shape& shape, const Scene& scene) {
  const std::string head =
      fmt::format("YUV4MPEG2 W{} H{} F{}:1 Ip A1:1 C420\n", shape.width, shape.height, shape.rate);
  Bytes bytes(head.begin(), head.end());
  const std::string mark = "FRAME\n";
  cv::Mat planes;
  for (int n = 0; n < static_cast<int>(shape.seconds * shape.rate); ++n) {
    cv::cvtColor(scene(static_cast<double>(n) / shape.rate), planes, cv::COLOR_RGB2YUV_I420);
    bytes.insert(bytes.end(), mark.begin(), mark.end());
    bytes.insert(bytes.end(), planes.datastart, planes.dataend);
  }
  return bytes;
}

Film filmed(const std::string& name, const Shape& shape, const Scene& scene, std::uint32_t tune) {
  const TemporaryFolder folder;
  clips::Words words = tune_words(folder, tune, shape.seconds);
  words.insert(words.end(), {"-map", "0:v", "-map", "1:a"});
  words.insert(words.end(), kEncoded.begin(), kEncoded.end());
  return {name,        clips::edit(as_y4m(shape, scene), "y4m", words, "mp4"),
          shape.width, shape.height,
          shape.rate,  shape.seconds};
}

// What ffmpeg itself draws (a lavfi source) or reads (a file), as input words.
Film taken(const std::string& name, const Shape& shape, const clips::Words& input, std::uint32_t tune) {
  const TemporaryFolder folder;
  clips::Words words = input;
  const clips::Words sound = tune_words(folder, tune, shape.seconds);
  words.insert(words.end(), sound.begin(), sound.end());
  words.insert(words.end(), {"-map", "1:v", "-map", "2:a", "-t", fmt::format("{}", shape.seconds)});
  words.insert(words.end(),
               {"-vf", fmt::format("scale={}:{},setsar=1,fps={}", shape.width, shape.height, shape.rate)});
  words.insert(words.end(), kEncoded.begin(), kEncoded.end());
  const Shape still{16, 16, 1, 1};
  return {name,        clips::edit(as_y4m(still, black(still.size())), "y4m", words, "mp4"),
          shape.width, shape.height,
          shape.rate,  shape.seconds};
}

// Makes the films of one half; every picture and tune is used once.
class Studio {
 public:
  Studio(Half half, std::size_t pictures)
      : report_(half == Half::report),
        pictures_(sources(half, pictures / 2, pictures)),
        pages_(lookalikes(half, 8)),
        dice_(report_ ? 977 : 331) {
    std::shuffle(pages_.begin(), pages_.end(), dice_);  // they come in a fixed order of kinds
    std::vector<Source> more = lookalikes(half, 16);    // the first 32 are those of above
    more.erase(more.begin(), more.begin() + 32);
    std::shuffle(more.begin(), more.end(), std::mt19937(17));
    pages_.insert(pages_.end(), more.begin(), more.end());
  }

  Shape shape(std::size_t i) const { return kShapes[(i + (report_ ? 3 : 0)) % kShapes.size()]; }
  std::uint32_t new_tune() { return (report_ ? 50'001U : 10'001U) + tune_++; }
  std::mt19937& dice() { return dice_; }

  const cv::Mat& picture() { return pictures_.at(picture_++).rgb; }
  const cv::Mat& page() { return pages_.at(page_++).rgb; }
  std::uint32_t landscape() { return (report_ ? 70'000U : 40'000U) + landscape_++; }

  std::vector<Shot> pans(cv::Size size, double seconds) {
    std::vector<Shot> shots;
    for (double at = 0; at < seconds;) {
      const double length = 2.0 + static_cast<double>(dice_() % 40) / 10;
      shots.push_back({pan(picture(), size, length, dice_), length});
      at += length;
    }
    return shots;
  }

  Film documentary(const std::string& name, std::size_t i, double fade) {
    const Shape one = shape(i);
    return filmed(name, one, cut(pans(one.size(), one.seconds), fade), new_tune());
  }

  Film of(const std::string& name, std::size_t i, const std::function<Scene(cv::Size)>& scene) {
    const Shape one = shape(i);
    return filmed(name, one, scene(one.size()), new_tune());
  }

  // As streamers frame whatever they show: a window in a picture that stays.
  Film framed(const std::string& name, const cv::Mat& layout) {
    constexpr Shape kStream{480, 270, 15, 16};
    const cv::Size inner{kStream.width * 6 / 10, kStream.height * 6 / 10};
    cv::Mat ground;
    cv::resize(layout, ground, kStream.size(), 0, 0, cv::INTER_AREA);
    const Scene shown = cut(pans(inner, kStream.seconds), 0);
    return filmed(
        name, kStream,
        [=](double at) {
          cv::Mat frame = ground.clone();
          shown(at).copyTo(frame(cv::Rect({kStream.width / 20, kStream.height / 8}, inner)));
          return frame;
        },
        new_tune());
  }

  Film lecture_of(const std::string& name, std::size_t i) {
    const Shape one = shape(i);
    std::vector<Shot> shots;
    for (double at = 0; at < one.seconds;) {
      const double length = 2.5 + static_cast<double>(dice_() % 25) / 10;
      shots.push_back({lecture(page(), one.size(), dice_), length});
      at += length;
    }
    return filmed(name, one, cut(shots, 0), new_tune());
  }

  Film fractal(const std::string& name) {
    const std::string where = report_ ? "start_x=-0.1638:start_y=-1.0345" : "start_x=-0.7436:start_y=-0.1318";
    const Shape one{320, 180, 15, 16};
    return taken(name, one,
                 {"-f", "lavfi", "-i",
                  fmt::format("mandelbrot=s=320x180:rate=15:start_scale=2.5:end_scale=0.02:end_pts=400:"
                              "maxiter=900:{}",
                              where)},
                 new_tune());
  }

  // A real film where the package is; the calibration half has the street, the other half the cartoon.
  Film real(const std::string& name, std::size_t i, double from) {
    const char* root = std::getenv("JIUM_PICTURE_ROOT");
    const std::string file = report_ ? "Megamind.avi" : "vtest.avi";
    const fs::path inside = fs::path("usr/share/doc/opencv-doc/examples/data") / file;
    for (const fs::path& base : {fs::path(root == nullptr ? "/" : root) / "opencv-doc", fs::path("/")}) {
      std::error_code ignored;
      if (!fs::is_regular_file(base / inside, ignored)) continue;
      const Shape one = report_ ? Shape{480, 352, 24, 11} : Shape{480, 360, 10, 16};
      return taken(file, one, {"-ss", fmt::format("{}", from), "-i", (base / inside).string()}, new_tune());
    }
    return documentary(name + ", for want of " + file, i, 0);
  }

  [[nodiscard]] bool report() const { return report_; }

 private:
  bool report_;
  std::vector<Source> pictures_;
  std::vector<Source> pages_;
  std::mt19937 dice_;
  std::uint32_t tune_ = 0;
  std::uint32_t landscape_ = 0;
  std::size_t picture_ = 0;
  std::size_t page_ = 0;
};

// The tunes and pictures of edited films that strangers share on purpose.
struct Shared {
  cv::Mat room, intro, layout;
  std::uint32_t landscape = 0;
  std::uint32_t tune_a = 0, tune_b = 0;
};

void add_edited(Studio& studio, Shared& shared, std::size_t count, std::vector<Film>& edited) {
  const auto room_film = [&] {
    const Shape one = studio.shape(0);
    shared.tune_a = studio.new_tune();
    return filmed("room", one, room(shared.room, one.size(), studio.dice()), shared.tune_a);
  };
  const auto flight_film = [&] {
    const Shape one = studio.shape(3);
    shared.tune_b = studio.new_tune();
    shared.landscape = studio.landscape();
    return filmed("flight", one, flight(shared.landscape, one.size(), studio.dice()), shared.tune_b);
  };
  const std::vector<std::function<Film()>> makers{
      room_film,
      flight_film,
      [&] { return studio.documentary("documentary 1", 0, 0); },
      [&] { return studio.real("documentary 2", 1, 0); },
      [&] { return studio.documentary("documentary 3", 2, 0.6); },
      [&] { return studio.lecture_of("lecture", 3); },
      [&] {
        return studio.of("walk", 4,
                         [&](cv::Size size) { return walk(studio.picture(), size, studio.dice()); });
      },
      [&] { return studio.documentary("documentary 4", 5, 0); },
      [&] { return studio.fractal("fractal"); },
      [&] { return studio.documentary("documentary 5", 6, 0.4); },
      [&] {
        return studio.of("flight 2", 7,
                         [&](cv::Size size) { return flight(studio.landscape(), size, studio.dice()); });
      },
      [&] {  // without a sound
        const Shape one = studio.shape(1);
        return filmed("silent documentary", one, cut(studio.pans(one.size(), one.seconds), 0), kSilence);
      },
  };
  for (std::size_t i = 0; i < std::min(count, makers.size()); ++i) edited.push_back(makers[i]());
}

// Four seconds of a title, then a film: as one channel puts it before all of its films, of one format.
Film with_intro(Studio& studio, const std::string& name, const Shared& shared) {
  constexpr Shape kOfTheChannel{426, 240, 15, 15};
  std::mt19937 same(71);
  std::vector<Shot> shots{{pan(shared.intro, kOfTheChannel.size(), 4, same), 4}};
  for (Shot& shot : studio.pans(kOfTheChannel.size(), kOfTheChannel.seconds - 4)) shots.push_back(shot);
  return filmed(name, kOfTheChannel, cut(shots, 0), studio.new_tune());
}

std::vector<Shot> cards(Studio& studio, cv::Size size) {
  std::vector<Shot> shots;
  for (int i = 0; i < 8; ++i) {
    shots.push_back({card(size, studio.dice()), 2.0 + static_cast<double>(studio.dice()() % 20) / 10});
  }
  return shots;
}

void add_registered(Studio& studio, const Shared& shared, std::size_t count, std::vector<Film>& registered) {
  for (std::size_t i = 0; i < count; ++i)
    registered.push_back(studio.documentary(fmt::format("documentary {}", 10 + i), i + 2, 0));
  for (std::size_t i = 0; i < 5; ++i)
    registered.push_back(with_intro(studio, fmt::format("film {} of the channel", i), shared));
  registered.push_back(studio.lecture_of("lecture 2", 1));
  const Shape one = studio.shape(0);
  registered.push_back(filmed("cards", one, cut(cards(studio, one.size()), 0), studio.new_tune()));
  registered.push_back(studio.of("credits", 2, [&](cv::Size size) { return credits(size, studio.dice()); }));
}

void add_common_strangers(Studio& studio, std::size_t count, std::vector<Stranger>& strangers) {
  for (std::size_t i = 0; i < count; ++i) {
    strangers.push_back({"another film", studio.documentary(fmt::format("unknown documentary {}", i), i + 1,
                                                            i % 2 == 0 ? 0 : 0.5)});
    const std::string name = fmt::format("unknown flight or room {}", i);
    strangers.push_back({"another film", studio.of(name, i, [&](cv::Size size) {
                           return i % 2 == 0 ? flight(studio.landscape(), size, studio.dice())
                                             : room(studio.picture(), size, studio.dice());
                         })});
  }
}

void add_hard_strangers(Studio& studio, const Shared& shared, std::vector<Stranger>& strangers) {
  for (int i = 0; i < 2; ++i) {
    const std::string time = fmt::format("another time {}", i);
    strangers.push_back({"same camera, another time", studio.of("room, " + time, 0, [&](cv::Size size) {
                           return room(shared.room, size, studio.dice());
                         })});
    if (!studio.report())
      strangers.push_back({"same camera, another time", studio.real("street, " + time, 0, 24 + 28 * i)});
    strangers.push_back(
        {"same intro", with_intro(studio, fmt::format("unknown film {} of the channel", i), shared)});
    const Shape one = studio.shape(i == 0 ? 0 : 3);
    strangers.push_back({"same music", filmed(fmt::format("other pictures {}", i), one,
                                              cut(studio.pans(one.size(), one.seconds), 0),
                                              i == 0 ? shared.tune_a : shared.tune_b)});
    strangers.push_back({"cards and credits", filmed(fmt::format("unknown cards {}", i), one,
                                                     cut(cards(studio, one.size()), 0), kSilence)});
    strangers.push_back(
        {"cards and credits", studio.of(fmt::format("unknown credits {}", i), 2,
                                        [&](cv::Size size) { return credits(size, studio.dice()); })});
    strangers.push_back(
        {"lecture on other pages", studio.lecture_of(fmt::format("unknown lecture {}", i), 3)});
  }
  const Shape one = studio.shape(0);
  strangers.push_back(
      {"nothing to see or hear", filmed("black and silent", one, black(one.size()), kSilence)});
  strangers.push_back(
      {"nothing to see or hear",
       filmed("silent documentary", one, cut(studio.pans(one.size(), one.seconds), 0), kSilence)});
  strangers.push_back(
      {"nothing to see or hear",
       taken("bars and a silent minute", one, {"-f", "lavfi", "-i", "smptebars=s=320x180:r=15"}, kSilence)});
}

// Further look-alikes to choose thresholds by; the report half stays as it was.
void add_calibration_strangers(Studio& studio, const Shared& shared, std::vector<Stranger>& strangers) {
  for (int i = 0; i < 2; ++i) {
    strangers.push_back({"same camera, another time",
                         studio.of(fmt::format("room, another time {}", 2 + i), 0,
                                   [&](cv::Size size) { return room(shared.room, size, studio.dice()); })});
    strangers.push_back(
        {"lecture on other pages", studio.lecture_of(fmt::format("unknown lecture {}", 2 + i), 1)});
    strangers.push_back({"same layout", studio.framed(fmt::format("unknown stream {}", i), shared.layout)});
  }
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "jium-films-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::keep(const std::string& name, ByteView bytes) const {
  const std::string file = (path_ / name).string();
  std::ofstream out(file, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!out.flush()) throw std::runtime_error("the temporary folder is full");
  return file;
}

FilmSet films(Half half, const FilmCounts& counts) {
  Studio studio(half, 60 + 10 * counts.registered + 7 * counts.strangers);
  Shared shared;
  shared.room = studio.picture();
  shared.intro = studio.picture();
  FilmSet set;
  add_edited(studio, shared, counts.edited, set.edited);
  add_registered(studio, shared, counts.registered, set.registered);
  for (std::size_t i = 0; i < 3; ++i)
    set.hosts.push_back(studio.documentary(fmt::format("host {}", i), i + 2, 0));
  add_common_strangers(studio, counts.strangers, set.strangers);
  add_hard_strangers(studio, shared, set.strangers);
  if (half == Half::calibration) {
    shared.layout = studio.picture();
    set.registered.push_back(studio.framed("stream", shared.layout));
    add_calibration_strangers(studio, shared, set.strangers);
  }
  return set;
}

}  // namespace jium::bench
