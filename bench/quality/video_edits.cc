#include "quality/video_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace jium::bench {
namespace {

using clips::Words;
using Dice = std::mt19937;
// A chain of ffmpeg's picture filters.
using Chain = std::function<std::string(const Film&, Dice&)>;

constexpr const char* kEven = "scale=trunc(iw/2)*2:trunc(ih/2)*2,setsar=1";

double between(Dice& dice, double low, double high) {
  return low + (high - low) * static_cast<double>(dice() % 10'001) / 10'000;
}

int even(double size) {
  return std::max(2, static_cast<int>(std::lround(size / 2)) * 2);
}

Words encoded(Words words, int crf = 26) {
  words.insert(words.end(), {"-c:v", "libx264", "-preset", "superfast", "-crf", std::to_string(crf),
                             "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "96k"});
  return words;
}

VideoRecipe filtered(const std::string& chain, const std::string& sound = "anull", int crf = 26) {
  return {encoded({"-vf", chain + "," + kEven, "-af", sound}, crf), "mp4", 0.0};
}

struct Named {
  std::string family;
  std::string name;
  Chain chain;
};

Chain always(const std::string& chain) {
  return [chain](const Film&, Dice&) { return chain; };
}

std::string words_over(const std::string& text, double size, const std::string& x, const std::string& y,
                       const std::string& more) {
  return fmt::format("drawtext=font=Sans:text='{}':fontsize=h*{}:x={}:y={}:{}", text, size, x, y, more);
}

// ---- chains: one filter after the other, the sound untouched ----

void add_photometric(std::vector<Named>& all) {
  const auto add = [&](const std::string& name, const std::string& chain) {
    all.push_back({"photometric", name, always(chain)});
  };
  add("gamma 0.55", "eq=gamma=0.55");
  add("gamma 1.9", "eq=gamma=1.9");
  add("contrast 1.6 and darker", "eq=contrast=1.6:brightness=-0.08");
  add("pale", "eq=contrast=0.55:brightness=0.15:saturation=0.5");
  add("hue 60 and saturation 2", "hue=h=60:s=2");
  add("grey", "hue=s=0");
  add("sepia", "colorchannelmixer=.393:.769:.189:0:.349:.686:.168:0:.272:.534:.131");
  add("inverted", "negate");
}

void add_degrade(std::vector<Named>& all) {
  const auto add = [&](const std::string& name, const std::string& chain) {
    all.push_back({"degrade", name, always(chain)});
  };
  add("blur", "gblur=sigma=3.2");
  add("noise", "noise=alls=34:allf=t+u");
  add("sharpened", "unsharp=7:7:2.2");
  add("to a quarter and back", "scale=trunc(iw/8)*2:-2,scale=iw*4:-2:flags=neighbor");
}

void add_overlay(std::vector<Named>& all) {
  all.push_back(
      {"overlay", "watermark across",
       always(words_over("www.example.org", 0.16, "(w-tw)/2", "(h-th)/2", "fontcolor=white@0.55"))});
  all.push_back({"overlay", "logo in a corner",
                 always("drawbox=x=iw*0.04:y=ih*0.05:w=iw*0.17:h=ih*0.14:color=red:t=fill," +
                        words_over("TV 7", 0.1, "w*0.06", "h*0.07", "fontcolor=white"))});
  all.push_back({"overlay", "subtitle",
                 always(words_over("and this is what they say to each other", 0.065, "(w-tw)/2", "h*0.86",
                                   "fontcolor=yellow:box=1:boxcolor=black@0.7:boxborderw=4"))});
  all.push_back({"overlay", "news ticker",
                 always("drawbox=x=0:y=ih*0.82:w=iw:h=ih*0.13:color=navy:t=fill," +
                        words_over("breaking   the weather stays fine all over the country", 0.08,
                                   "w-mod(t*90\\,w*2)", "h*0.845", "fontcolor=white"))});
  all.push_back({"overlay", "covered box", [](const Film& film, Dice& dice) {
                   return fmt::format("drawbox=x={}:y={}:w={}:h={}:color=0x202020:t=fill",
                                      static_cast<int>(between(dice, 0.1, 0.6) * film.width),
                                      static_cast<int>(between(dice, 0.1, 0.6) * film.height),
                                      static_cast<int>(film.width * 0.26),
                                      static_cast<int>(film.height * 0.3));
                 }});
}

void add_frame(std::vector<Named>& all) {
  const auto add = [&](const std::string& name, const std::string& chain) {
    all.push_back({"frame", name, always(chain)});
  };
  add("letterbox", "pad=iw:trunc(ih*0.68)*2:0:(oh-ih)/2:black");
  add("pillars", "pad=trunc(iw*0.72)*2:ih:(ow-iw)/2:0:black");
  add("thick white border", "pad=trunc(iw*0.64)*2:trunc(ih*0.64)*2:(ow-iw)/2:(oh-ih)/2:white");
  add("caption above",
      "pad=iw:trunc(ih*0.64)*2:0:oh-ih:white," +
          words_over("wait for the end of this", 0.09, "(w-tw)/2", "h*0.06", "fontcolor=black"));
  // As phones show wide films: the film in the middle, itself blurred above and below.
  all.push_back({"frame", "upright with a blurred ground", [](const Film& film, Dice&) {
                   const int width = even(std::min(film.width, film.height) * 1.0);
                   const int height = even(width * 1.6);
                   return fmt::format(
                       "split[a][b];[a]scale={0}:{1}:force_original_aspect_ratio=increase,"
                       "crop={0}:{1},gblur=sigma=14[g];[b]scale={0}:{1}:"
                       "force_original_aspect_ratio=decrease[f];[g][f]overlay=(W-w)/2:(H-h)/2",
                       width, height);
                 }});
}

void add_dihedral(std::vector<Named>& all) {
  const auto add = [&](const std::string& name, const std::string& chain) {
    all.push_back({"dihedral", name, always(chain)});
  };
  add("mirrored", "hflip");
  add("quarter turn", "transpose=1");
  add("half turn", "hflip,vflip");
  add("upside down", "vflip");
}

void add_crop(std::vector<Named>& all) {
  for (const double kept : {0.9, 0.8, 0.7}) {
    all.push_back({"crop", fmt::format("{} each way", kept), [kept](const Film&, Dice& dice) {
                     return fmt::format("crop=iw*{0}:ih*{0}:(iw-ow)*{1}:(ih-oh)*{2}", kept,
                                        between(dice, 0, 1), between(dice, 0, 1));
                   }});
  }
  all.push_back({"crop", "middle 0.75", always("crop=iw*0.75:ih*0.75")});
  all.push_back({"crop", "narrowed to 0.62", always("crop=iw*0.62:ih")});
}

void add_geometry(std::vector<Named>& all) {
  const auto add = [&](const std::string& name, const std::string& chain) {
    all.push_back({"geometry", name, always(chain)});
  };
  add("turned by 4 degrees", "rotate=4*PI/180:fillcolor=black");
  add("turned by 7 degrees, filled", "rotate=-7*PI/180,crop=iw*0.84:ih*0.84");
  add("stretched by 1.4", "scale=trunc(iw*0.7)*2:ih");
  add("leaning",
      "perspective=x0=W*0.07:y0=H*0.04:x1=W*0.97:y1=0:x2=0:y2=H*0.98:x3=W*0.93:y3=H:sense=destination");
  add("bulged", "lenscorrection=k1=-0.22:k2=0.02");
}

std::vector<Named> all_chains() {
  std::vector<Named> all;
  add_photometric(all);
  add_degrade(all);
  add_overlay(all);
  add_frame(all);
  add_dihedral(all);
  add_crop(all);
  add_geometry(all);
  return all;
}

// ---- whole recipes ----

using Edits = std::vector<VideoEdit>;

void add_codec(Edits& edits) {
  const auto add = [&](const std::string& name, const Words& words, const std::string& ending) {
    edits.push_back({"codec", name, [=](const Film&, const VideoHost&, Dice&) {
                       return VideoRecipe{words, ending, 0.0};
                     }});
  };
  add("crf 40", encoded({}, 40), "mp4");
  add("to a third", encoded({"-vf", "scale=trunc(iw/6)*2:-2"}, 30), "mp4");
  add("MPEG-4 in AVI", {"-c:v", "mpeg4", "-q:v", "14", "-c:a", "libmp3lame", "-b:a", "64k"}, "avi");
  add("VP9 in WebM",
      {"-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "110k", "-c:a", "libopus",
       "-b:a", "48k"},
      "webm");
  add("HEVC",
      {"-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:pools=1:frame-threads=1",
       "-crf", "34", "-c:a", "aac", "-b:a", "48k"},
      "mp4");
  add("GIF", {"-vf", "fps=7,scale=trunc(iw*0.35)*2:-2", "-an"}, "gif");
  add("7 frames a second", encoded({"-vf", "fps=7"}), "mp4");
}

// The host fills the screen and goes on as long as the film; its file is input 1.
Words with_host(const VideoHost& host, const std::string& graph, const std::string& sound) {
  return encoded({"-stream_loop", "-1", "-i", host.file, "-filter_complex", graph, "-map", "[v]", "-map",
                  sound, "-shortest"});
}

void add_composite(Edits& edits) {
  const auto inside = [](double part, const std::string& sound) {
    return [=](const Film& film, const VideoHost& host, Dice& dice) {
      const int width = even(film.width * 1.4);
      const int height = even(film.height * 1.4);
      const int w = even(width * part);
      const int h = even(height * part);
      const std::string graph = fmt::format(
          "[1:v]scale={}:{},setsar=1,fps={}[g];[0:v]scale={}:{}[f];[g][f]overlay={}:{}:shortest=1[v]", width,
          height, film.rate, w, h, static_cast<int>(between(dice, 0, width - w)),
          static_cast<int>(between(dice, 0, height - h)));
      return VideoRecipe{with_host(host, graph, sound), "mp4", 0.0};
    };
  };
  edits.push_back({"composite", "0.7 of another film", inside(0.7, "0:a")});
  edits.push_back({"composite", "0.55 of another film", inside(0.55, "0:a")});
  edits.push_back({"composite", "0.45 of another film, its sound", inside(0.45, "1:a")});
  edits.push_back({"composite", "side by side", [](const Film& film, const VideoHost& host, Dice&) {
                     return VideoRecipe{
                         with_host(host,
                                   fmt::format("[1:v]scale={}:{},setsar=1,fps={}[g];[0:v]setsar=1[f];"
                                               "[f][g]hstack=shortest=1[v]",
                                               film.width, film.height, film.rate),
                                   "0:a"),
                         "mp4", 0.0};
                   }});
  edits.push_back(
      {"composite", "a reaction in the corner", [](const Film& film, const VideoHost& host, Dice&) {
         return VideoRecipe{
             with_host(host,
                       fmt::format("[1:v]scale={}:{},setsar=1,fps={}[g];[0:v][g]overlay=W-w-6:H-h-6:"
                                   "shortest=1[v];[0:a][1:a]amix=duration=first[a]",
                                   even(film.width * 0.36), even(film.height * 0.36), film.rate),
                       "[a]"),
             "mp4", 0.0};
       }});
}

// Pieces of the film (input 0) and of a host (input 1), one after the other.
struct Piece {
  int input;
  double from, to;
};

VideoRecipe pieced(const Film& film, const VideoHost& host, const std::vector<Piece>& pieces,
                   std::optional<double> offset) {
  std::string graph;
  std::string order;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto& [input, from, to] = pieces[i];
    graph += fmt::format(
        "[{0}:v]trim={1}:{2},setpts=PTS-STARTPTS,scale={3}:{4},setsar=1,fps={5},format=yuv420p[v{6}];"
        "[{0}:a]atrim={1}:{2},asetpts=PTS-STARTPTS,aformat=channel_layouts=mono[a{6}];",
        input, from, to, film.width, film.height, film.rate, i);
    order += fmt::format("[v{0}][a{0}]", i);
  }
  graph += fmt::format("{}concat=n={}:v=1:a=1[v][a]", order, pieces.size());
  return {encoded({"-i", host.file, "-filter_complex", graph, "-map", "[v]", "-map", "[a]"}), "mp4", offset};
}

void add_temporal(Edits& edits) {
  for (const double speed : {0.75, 1.12, 1.25, 1.5, 2.0}) {
    edits.push_back(
        {"temporal", fmt::format("speed {}", speed), [speed](const Film&, const VideoHost&, Dice&) {
           VideoRecipe recipe =
               filtered(fmt::format("setpts=PTS/{}", speed), fmt::format("atempo={}", speed));
           recipe.offset.reset();
           return recipe;
         }});
  }
  for (const double part : {0.6, 0.4}) {
    edits.push_back({"temporal", fmt::format("{} of it", part),
                     [part](const Film& film, const VideoHost& host, Dice& dice) {
                       const double from = between(dice, 0, 1 - part) * film.seconds;
                       return pieced(film, host, {{0, from, from + part * film.seconds}}, from);
                     }});
  }
  edits.push_back({"temporal", "five seconds of it", [](const Film& film, const VideoHost& host, Dice& dice) {
                     const double from = between(dice, 0.5, film.seconds - 5.5);
                     return pieced(film, host, {{0, from, from + 5}}, from);
                   }});
  edits.push_back({"temporal", "backwards", [](const Film&, const VideoHost&, Dice&) {
                     VideoRecipe recipe = filtered("reverse", "areverse");
                     recipe.offset.reset();
                     return recipe;
                   }});
  edits.push_back({"temporal", "thirds in another order", [](const Film& film, const VideoHost& host, Dice&) {
                     const double third = film.seconds / 3;
                     return pieced(film, host,
                                   {{0, third * 2, film.seconds}, {0, 0, third}, {0, third, third * 2}},
                                   std::nullopt);
                   }});
}

void add_insert(Edits& edits) {
  edits.push_back({"insert", "after an intro", [](const Film& film, const VideoHost& host, Dice&) {
                     return pieced(film, host, {{1, 0, 6}, {0, 0, film.seconds}}, -6.0);
                   }});
  for (const int seconds : {9, 6, 4}) {
    edits.push_back(
        {"insert", fmt::format("{} s in a compilation", seconds),
         [seconds](const Film& film, const VideoHost& host, Dice& dice) {
           const double from = between(dice, 0, film.seconds - seconds);
           const double end = std::min(host.seconds, 10.0);
           return pieced(film, host, {{1, 0, 5}, {0, from, from + seconds}, {1, 5, end}}, from - 5);
         }});
  }
}

void add_audio(Edits& edits) {
  const auto add = [&](const std::string& name, const Words& words) {
    edits.push_back({"audio", name, [=](const Film&, const VideoHost&, Dice&) {
                       return VideoRecipe{encoded(words), "mp4", 0.0};
                     }});
  };
  add("muted", {"-an"});
  add("pitch up 6 %", {"-af", "asetrate=44100*1.06,aresample=44100,atempo=0.943396"});
  add("dull and noisy", {"-af", "lowpass=f=1800,volume=0.25", "-ac", "2"});
  edits.push_back({"audio", "another film's sound", [](const Film&, const VideoHost& host, Dice&) {
                     return VideoRecipe{encoded({"-stream_loop", "-1", "-i", host.file, "-map", "0:v", "-map",
                                                 "1:a", "-shortest"}),
                                        "mp4", 0.0};
                   }});
}

// Chains of different classes, one after the other.
VideoRecipe several(const std::vector<Named>& chains, std::size_t count, const Film& film, Dice& dice) {
  std::vector<std::string> used;
  std::string chain;
  while (used.size() < count) {
    const Named& one = chains[dice() % chains.size()];
    const bool splits = one.name.find("blurred ground") != std::string::npos;
    if (splits || std::find(used.begin(), used.end(), one.family) != used.end()) continue;
    used.push_back(one.family);
    chain += (chain.empty() ? "" : std::string(",") + kEven + ",") + one.chain(film, dice);
  }
  return filtered(chain, "anull", 30);
}

void add_combo(Edits& edits, const std::vector<Named>& chains) {
  for (const std::size_t count : {std::size_t{2}, std::size_t{3}}) {
    edits.push_back(
        {"combo", fmt::format("of {}", count),
         [=](const Film& film, const VideoHost&, Dice& dice) { return several(chains, count, film, dice); }});
  }
  edits.push_back({"combo", "filmed from a screen", [](const Film&, const VideoHost&, Dice&) {
                     return filtered(
                         "pad=trunc(iw*0.57)*2:trunc(ih*0.57)*2:(ow-iw)/2:(oh-ih)/2:0x181410,"
                         "perspective=x0=W*0.03:y0=H*0.02:x1=W*0.98:y1=0:x2=0:y2=H*0.97:x3=W:y3=H*0.99:"
                         "sense=destination,gblur=sigma=0.9,eq=gamma=1.3:contrast=0.85,noise=alls=12:allf=t",
                         "lowpass=f=4000,volume=0.5", 30);
                   }});
  edits.push_back(
      {"combo", "cropped, mirrored, quicker, with a logo", [](const Film&, const VideoHost&, Dice&) {
         VideoRecipe recipe = filtered(
             "crop=iw*0.9:ih*0.9,hflip,setpts=PTS/1.08,"
             "drawbox=x=iw*0.8:y=ih*0.05:w=iw*0.15:h=ih*0.12:color=blue:t=fill",
             "atempo=1.08", 30);
         recipe.offset.reset();
         return recipe;
       }});
}

}  // namespace

std::vector<VideoEdit> video_edits() {
  const std::vector<Named> chains = all_chains();
  Edits edits{{"identity", "the same file", nullptr}};
  add_codec(edits);
  for (const Named& one : chains) {
    edits.push_back(
        {one.family, one.name, [chain = one.chain](const Film& film, const VideoHost&, Dice& dice) {
           return filtered(chain(film, dice));
         }});
  }
  add_composite(edits);
  add_temporal(edits);
  add_insert(edits);
  add_audio(edits);
  add_combo(edits, chains);
  return edits;
}

const std::vector<std::string>& video_families() {
  static const std::vector<std::string> all{"identity", "codec",    "photometric", "degrade",  "overlay",
                                            "frame",    "dihedral", "crop",        "geometry", "composite",
                                            "temporal", "insert",   "audio",       "combo"};
  return all;
}

}  // namespace jium::bench
