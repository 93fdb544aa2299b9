// A backup comes from a medium that others had in their hands. The file as a whole, and the inside of the
// stream in pieces of odd sizes, because nothing that is wrong inside would pass the stream's own seal.
#include <cstdlib>

#include "jium/store/backup.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jium;
  static const store::BackupIdentity identity = [] {
    if (sodium_init() < 0) std::abort();
    return store::BackupIdentity::random();
  }();
  if (size < 2) return 0;
  const ByteView input(data, size);
  std::uint64_t got = 0;
  const auto sink = [&](ByteView piece) -> Result<void> {
    got += piece.size();
    return {};
  };
  if (input[0] % 2 == 0) {
    store::BackupBody body(sink);
    ByteView left = input.subspan(2);
    const std::size_t step = std::size_t{input[1]} + 1;
    while (!left.empty()) {
      const ByteView piece = left.first(std::min(step, left.size()));
      if (!body.take(piece)) break;
      left = left.subspan(piece.size());
    }
    if (const auto manifest = body.finish()) (void)store::parse_manifest(*manifest);
    if (got > size) std::abort();
  } else {
    std::FILE* file = ::fmemopen(const_cast<std::uint8_t*>(data) + 1, size - 1, "rb");
    if (file == nullptr) return 0;
    if (store::read_backup(file, identity, nullptr, sink)) std::abort();  // nobody can make one for it
    std::fclose(file);
  }
  (void)store::parse_manifest(text_of(input));
  (void)store::KeyRing::parse(text_of(input));
  (void)store::parse_recipient(text_of(input));
  (void)store::BackupIdentity::parse(text_of(input));
  return 0;
}
