// One half of the clips, registered and asked about: the counts that video_report.h tells.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "quality/video_films.h"

namespace jium::bench {

struct VideoSize {
  FilmCounts films;
  std::size_t edit_share = 3;      // every film meets one of so many edits, another part for each film
  std::size_t stranger_share = 9;  // every stranger likewise
};

enum Contestant : std::size_t { vpdq, vpdq_any, jium_frames, jium_sound, contestants };

struct VideoTally {
  int asked = 0;
  std::array<std::size_t, contestants> found{};
};

struct VideoOutcome {
  std::map<std::string, VideoTally> families;
  std::map<std::string, VideoTally> edits;
  std::map<std::string, VideoTally> falsely;  // by kind of stranger: queries with a wrong answer
  std::map<std::string, int> unproven;        // ... of jium with sound: all of whose wrong answers said so
  std::map<std::string, int> by_sound;        // ... all of whose wrong answers said "sound"
  std::vector<std::string> false_lines;
  std::map<std::string, int> witnesses;
  std::vector<double> offset_errors;  // seconds, of found copies with one offset
  std::size_t registered = 0, wrong_pairs = 0;
  double query_ms = 0, plain_ms = 0, find_ms = 0;
  std::size_t queries = 0, query_frames = 0, plain_frames = 0;
  double print_bytes = 0, print_seconds = 0, largest_print = 0;  // largest: bytes a second
};

[[nodiscard]] VideoOutcome run_videos(Half half, const VideoSize& size);

}  // namespace jium::bench
