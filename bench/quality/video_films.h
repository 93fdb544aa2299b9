// The clips that are edited, registered or only asked about: pans and zooms over free pictures (corpus.h)
// with cuts and cross-fades, drawn scenes with movers, lectures of held pages, a fractal, rooms filmed by one
// camera, and a free film where package opencv-doc has one; each with its own melody. No picture is in two of
// them, and none in both halves.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "jium/base/bytes.h"
#include "quality/corpus.h"

namespace jium::bench {

// A folder that nobody else can read and that goes with its owner.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  // Writes the bytes; the path of the file.
  [[nodiscard]] std::string keep(const std::string& name, ByteView bytes) const;

 private:
  std::filesystem::path path_;
};

struct Film {
  std::string name;
  Bytes clip;  // MP4: H.264 and AAC
  int width = 0;
  int height = 0;
  int rate = 0;  // frames a second
  double seconds = 0;
};

struct Stranger {
  std::string kind;  // "another film", "same camera", ...: why it might be taken for a registered one
  Film film;
};

struct FilmCounts {
  std::size_t edited = 12;     // at most 12
  std::size_t registered = 6;  // beside those that the strangers lead to
  std::size_t strangers = 6;   // of each of the two common kinds
};

struct FilmSet {
  std::vector<Film> edited;      // registered
  std::vector<Film> registered;  // as well, but never edited
  std::vector<Film> hosts;       // for composites and compilations; never registered
  std::vector<Stranger> strangers;
};

[[nodiscard]] FilmSet films(Half half, const FilmCounts& counts);

}  // namespace jium::bench
