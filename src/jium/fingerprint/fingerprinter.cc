#include "jium/fingerprint/fingerprinter.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>

#include "jium/fingerprint/digests.h"
#include "jium/media/descriptors.h"
#include "jium/media/sandbox.h"

namespace jium::fingerprint {
namespace {

// What was fetched from a stranger is looked at within a job's lease (work/worker.h): 3 minutes by the wall.
constexpr int kCpuSecondsOfFetched = 120;

// How long one child may take. A video of some minutes decodes in seconds; a hostile one gets no more than
// its size could need at a few megabytes a second.
media::Errand errand_for(ByteView first_bytes, std::uint64_t size, Purpose purpose,
                         int most_cpu_seconds = 1800) {
  media::Errand errand{.what = static_cast<std::uint32_t>(purpose)};
  if (!media::recognise_container(first_bytes)) return errand;
  const auto megabytes = static_cast<int>(std::min<std::uint64_t>(size >> 20, 1000));
  errand.cpu_seconds = std::min(120 + 4 * megabytes, most_cpu_seconds);
  errand.wall = std::chrono::seconds{3 * errand.cpu_seconds / 2};
  return errand;
}

Result<FileFingerprints> put_together(ByteView answer, std::vector<Fingerprint> digests) {
  JIUM_TRY(FileReply reply, read_reply(answer));
  FileFingerprints made{.kind = reply.kind,
                        .format = std::string(reply.format()),
                        .width = reply.width,
                        .height = reply.height,
                        .seconds = reply.duration_ms / 1000.0,
                        .cut_short = reply.cut_short,
                        .fingerprints = std::move(reply.fingerprints)};
  std::move(digests.begin(), digests.end(), std::back_inserter(made.fingerprints));
  return made;
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

// What a container is recognised by lies within the first kilobytes.
Bytes first_bytes_of(int descriptor) {
  Bytes bytes(4096);
  const ssize_t got = ::pread(descriptor, bytes.data(), bytes.size(), 0);
  bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return bytes;
}

std::uint64_t size_of(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

class SandboxedFingerprinter final : public Fingerprinter {
 public:
  explicit SandboxedFingerprinter(media::Sandbox& sandbox) : sandbox_(sandbox) {}

  Result<FileFingerprints> of_bytes(ByteView bytes, Purpose purpose) override {
    JIUM_TRY(const Bytes reply,
             sandbox_.run(bytes, errand_for(bytes, bytes.size(), purpose, kCpuSecondsOfFetched)));
    JIUM_TRY(auto digests, digests_of(bytes));
    return put_together(reply, std::move(digests));
  }

  Result<FileFingerprints> of_file(const std::string& path, Purpose purpose) override {
    JIUM_TRY(const media::Descriptor file, open_regular(path));
    const media::Errand errand = errand_for(first_bytes_of(file.get()), size_of(file.get()), purpose);
    JIUM_TRY(const Bytes reply, sandbox_.run_file(file.get(), errand));
    JIUM_TRY(auto digests, digests_of_file(file.get()));
    return put_together(reply, std::move(digests));
  }

  Result<media::Page> read_page(ByteView body) override {
    JIUM_TRY(const Bytes reply, sandbox_.run(body, {.what = kReadPage}));
    return media::read_page_record(reply);
  }

  void step_back(int niceness) override { sandbox_.step_back(niceness); }

 private:
  media::Sandbox& sandbox_;
};

}  // namespace

const Fingerprint* FileFingerprints::find(Algorithm algorithm) const {
  const auto at = std::find_if(fingerprints.begin(), fingerprints.end(),
                               [&](const Fingerprint& one) { return one.algorithm() == algorithm; });
  return at == fingerprints.end() ? nullptr : &*at;
}

std::vector<Fingerprint> FileFingerprints::to_keep() const {
  std::vector<Fingerprint> kept;
  std::copy_if(fingerprints.begin(), fingerprints.end(), std::back_inserter(kept),
               [](const Fingerprint& one) { return !is_query(one.algorithm()); });
  return kept;
}

std::unique_ptr<Fingerprinter> make_sandboxed_fingerprinter(media::Sandbox& sandbox) {
  return std::make_unique<SandboxedFingerprinter>(sandbox);
}

}  // namespace jium::fingerprint
