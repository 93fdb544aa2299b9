// A file's bytes -> its fingerprints. The picture is decoded and hashed in a sandboxed child
// (media/sandbox.h); pixels never reach this process.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jium/fingerprint/fingerprint.h"
#include "jium/media/picture.h"

namespace jium::media {
class Sandbox;
}

namespace jium::fingerprint {

// All that is known of one file after it was looked at; it holds nothing of the picture itself.
struct FileFingerprints {
  media::PictureFormat format = media::PictureFormat::jpeg;
  int width = 0;  // pixels, upright (EXIF orientation applied)
  int height = 0;
  Fingerprint perceptual;            // PDQ
  std::vector<Fingerprint> digests;  // MD5, SHA-1, SHA-256 of the bytes, in this order

  [[nodiscard]] std::vector<Fingerprint> all() const;  // perceptual first
};

// The port that verbs and workers are handed; FakeFingerprinter stands beside it in tests.
class Fingerprinter {
 public:
  Fingerprinter() = default;
  Fingerprinter(const Fingerprinter&) = delete;
  Fingerprinter& operator=(const Fingerprinter&) = delete;
  virtual ~Fingerprinter() = default;

  // Malformed: not a picture of a known kind, damaged, cut short or beyond the limits (the text says
  // which). Missing: no such file. Outside: it cannot be read. Internal: the sandbox itself failed.
  [[nodiscard]] virtual Result<FileFingerprints> of_bytes(ByteView bytes) = 0;
  [[nodiscard]] virtual Result<FileFingerprints> of_file(const std::string& path) = 0;
};

// `sandbox` must have been started with picture_task() and outlive the fingerprinter. Safe to call from
// several threads.
[[nodiscard]] std::unique_ptr<Fingerprinter> make_sandboxed_fingerprinter(media::Sandbox& sandbox);

// What runs inside the sandbox: decode, hash, answer a fixed-size reply (picture_reply.h).
[[nodiscard]] Bytes picture_task(ByteView input);

}  // namespace jium::fingerprint
