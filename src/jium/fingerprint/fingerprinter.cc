#include "jium/fingerprint/fingerprinter.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "jium/fingerprint/digests.h"
#include "jium/fingerprint/picture_reply.h"
#include "jium/media/descriptors.h"
#include "jium/media/sandbox.h"

namespace jium::fingerprint {
namespace {

Result<FileFingerprints> put_together(ByteView reply, std::vector<Fingerprint> digests) {
  JIUM_TRY(const PictureReply picture, read_reply(reply));
  JIUM_TRY(const Fingerprint perceptual,
           Fingerprint::make(Algorithm::pdq, picture.pdq.bits, picture.pdq.quality));
  return FileFingerprints{picture.format, picture.width, picture.height, perceptual, std::move(digests)};
}

// The descriptor's own position is left alone: the sandbox reads the same file.
Result<std::vector<Fingerprint>> digests_of_file(int descriptor) {
  Digester digester;
  std::vector<std::uint8_t> chunk(std::size_t{1} << 18);
  for (off_t at = 0;;) {
    const ssize_t got = ::pread(descriptor, chunk.data(), chunk.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fault(FaultKind::outside, "the file cannot be read to its end");
    if (got == 0) return digester.finish();
    digester.add({chunk.data(), static_cast<std::size_t>(got)});
    at += got;
  }
}

Result<media::Descriptor> open_regular(const std::string& path) {
  // Without waiting: a pipe by that name must not hold the whole run.
  media::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file.valid()) {
    return errno == ENOENT ? fault(FaultKind::missing, "no such file")
                           : fault(FaultKind::outside, "the file cannot be opened: check its owner and mode");
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return fault(FaultKind::outside, "the file cannot be read");
  if (S_ISDIR(status.st_mode)) return fault(FaultKind::malformed, "a folder, not a file");
  if (!S_ISREG(status.st_mode)) return fault(FaultKind::malformed, "not a regular file");
  return file;
}

class SandboxedFingerprinter final : public Fingerprinter {
 public:
  explicit SandboxedFingerprinter(media::Sandbox& sandbox) : sandbox_(sandbox) {}

  Result<FileFingerprints> of_bytes(ByteView bytes) override {
    JIUM_TRY(const Bytes reply, sandbox_.run(bytes));
    JIUM_TRY(auto digests, digests_of(bytes));
    return put_together(reply, std::move(digests));
  }

  Result<FileFingerprints> of_file(const std::string& path) override {
    JIUM_TRY(const media::Descriptor file, open_regular(path));
    JIUM_TRY(const Bytes reply, sandbox_.run_file(file.get()));
    JIUM_TRY(auto digests, digests_of_file(file.get()));
    return put_together(reply, std::move(digests));
  }

 private:
  media::Sandbox& sandbox_;
};

}  // namespace

std::vector<Fingerprint> FileFingerprints::all() const {
  std::vector<Fingerprint> all{perceptual};
  all.insert(all.end(), digests.begin(), digests.end());
  return all;
}

std::unique_ptr<Fingerprinter> make_sandboxed_fingerprinter(media::Sandbox& sandbox) {
  return std::make_unique<SandboxedFingerprinter>(sandbox);
}

Bytes picture_task(ByteView input) {
  const auto picture = media::decode_picture(input);
  if (!picture) return write_fault(picture.fault());
  return write_reply({picture->format, picture->width, picture->height, pdq_of(picture->view())});
}

}  // namespace jium::fingerprint
