// A file's bytes -> its fingerprints. The picture or video is decoded and hashed in a sandboxed child
// (media/sandbox.h); pixels and sound never reach this process.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jium/fingerprint/file_reply.h"
#include "jium/fingerprint/fingerprint.h"
#include "jium/media/page.h"

namespace jium::media {
class Sandbox;
}

namespace jium::fingerprint {

// What the fingerprints are for: the more, the longer it takes.
enum class Purpose : std::uint32_t {
  standard = 0,      // what every registry has: PDQ of a picture, vPDQ of a video, digests
  keep = 1,          // and what jium keeps, so that edited copies are known again
  ask = 2,           // and what a look-up asks with
  keep_and_ask = 3,  // both, when something is registered: do we know it already?
};

// All that is known of one file after it was looked at; it holds nothing of the picture itself.
struct FileFingerprints {
  FileKind kind = FileKind::image;
  std::string format;  // "jpeg", "mp4", ...
  int width = 0;       // pixels; of an image upright (EXIF orientation applied), of a video as stored
  int height = 0;
  double seconds = 0;      // of a video
  bool cut_short = false;  // a video that ended before it should: the fingerprints are of what there was
  // The standard one first (PDQ or vPDQ; an animated GIF or WebP has vPDQ and the PDQ of its first frame),
  // then prints and queries, then MD5, SHA-1 and SHA-256 of the bytes.
  std::vector<Fingerprint> fingerprints;

  // Null when there is none of this algorithm.
  [[nodiscard]] const Fingerprint* find(Algorithm algorithm) const;
  // Without what is only asked with.
  [[nodiscard]] std::vector<Fingerprint> to_keep() const;
};

// The port that verbs and workers are handed; FakeFingerprinter stands beside it in tests.
class Fingerprinter {
 public:
  Fingerprinter() = default;
  Fingerprinter(const Fingerprinter&) = delete;
  Fingerprinter& operator=(const Fingerprinter&) = delete;
  virtual ~Fingerprinter() = default;

  // Malformed: not a picture or video of a known kind, damaged, cut short or beyond the limits (the text says
  // which). Missing: no such file. Outside: it cannot be read. Internal: the sandbox itself failed.
  [[nodiscard]] virtual Result<FileFingerprints> of_bytes(ByteView bytes, Purpose purpose) = 0;
  [[nodiscard]] virtual Result<FileFingerprints> of_file(const std::string& path, Purpose purpose) = 0;
  // A web page, read in the same sandbox. Malformed when it ended the child; Internal: the sandbox itself
  // failed.
  [[nodiscard]] virtual Result<media::Page> read_page(ByteView body) {
    static_cast<void>(body);
    return fault(FaultKind::malformed, "pages are not read here");
  }
  // Whatever it looks at from now on steps back for other work, 0 to 19 (setpriority).
  virtual void step_back(int niceness) { static_cast<void>(niceness); }
};

// `sandbox` must have been started with file_task() and outlive the fingerprinter. Safe to call from several
// threads.
[[nodiscard]] std::unique_ptr<Fingerprinter> make_sandboxed_fingerprinter(media::Sandbox& sandbox);

// What runs inside the sandbox: decode, hash, answer (file_reply.h). `purpose`: a Purpose, or kReadPage: the
// bytes are a web page, and media::write_page answers.
inline constexpr std::uint32_t kReadPage = 16;
[[nodiscard]] Bytes file_task(ByteView input, std::uint32_t purpose);
// Before the sandbox is started: libraries that would look around the machine at their first use do it now.
void prepare_file_task();

}  // namespace jium::fingerprint
