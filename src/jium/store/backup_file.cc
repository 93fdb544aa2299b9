#include "jium/store/backup_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>

#include "jium/base/byte_stream.h"

namespace jium::store {
namespace {

constexpr std::string_view kMagic = "jium backup 1\n";
constexpr std::string_view kIdentityWords = "jium backup identity 1 ";
constexpr std::string_view kRecipientWords = "jium-recipient-";
constexpr std::size_t kRecipientSum = 4;
constexpr std::size_t kChunk = std::size_t{64} << 10U;
constexpr std::size_t kSealedChunk = kChunk + crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kStreamKey = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr std::size_t kStreamHeader = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kMostOfABox = std::size_t{8} << 10U;
constexpr std::size_t kMostOfAManifest = std::size_t{64} << 10U;
constexpr std::size_t kSum = 32;

Fault damaged() {
  return fault(FaultKind::malformed,
               "the backup is damaged or cut short: nothing of it can be relied upon; take another one");
}

Fault no_backup() {
  return fault(FaultKind::malformed, "this is not a backup that `jium backup` made");
}

Fault not_written() {
  return fault(FaultKind::outside, "the backup cannot be written: check the folder and the free space");
}

Bytes sum_of(ByteView bytes, std::size_t size) {
  Bytes sum(size);
  crypto_generichash(sum.data(), sum.size(), bytes.data(), bytes.size(), nullptr, 0);
  return sum;
}

Bytes sealed_to(const RecipientKey& recipient, ByteView plain) {
  Bytes box(plain.size() + crypto_box_SEALBYTES);
  crypto_box_seal(box.data(), plain.data(), plain.size(), recipient.data());
  return box;
}

std::optional<Bytes> unsealed(const BackupIdentity& identity, ByteView box) {
  if (box.size() < crypto_box_SEALBYTES) return std::nullopt;
  Bytes plain(box.size() - crypto_box_SEALBYTES);
  if (crypto_box_seal_open(plain.data(), box.data(), box.size(), identity.recipient.data(),
                           identity.secret.reveal().data()) != 0)
    return std::nullopt;
  return plain;
}

template <std::size_t Size>
std::optional<std::array<std::uint8_t, Size>> exactly(const Result<Bytes>& bytes) {
  if (!bytes || bytes->size() != Size) return std::nullopt;
  std::array<std::uint8_t, Size> array{};
  std::copy(bytes->begin(), bytes->end(), array.begin());
  return array;
}

}  // namespace

BackupIdentity BackupIdentity::random() {
  BackupIdentity identity;
  std::array<std::uint8_t, crypto_box_SECRETKEYBYTES> secret{};
  crypto_box_keypair(identity.recipient.data(), secret.data());
  identity.secret = Secret(secret);
  return identity;
}

std::string BackupIdentity::text() const {
  return std::string(kIdentityWords) + to_hex(secret.reveal()) + "\n";
}

Result<BackupIdentity> BackupIdentity::parse(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  const bool named = text.starts_with(kIdentityWords);
  const auto key =
      named ? exactly<crypto_box_SECRETKEYBYTES>(from_hex(text.substr(kIdentityWords.size()))) : std::nullopt;
  if (!key)
    return fault(FaultKind::malformed, "this is not an identity file: `jium backup identity` makes one");
  BackupIdentity identity;
  identity.secret = Secret(*key);
  crypto_scalarmult_base(identity.recipient.data(), key->data());
  return identity;
}

std::string recipient_text(const RecipientKey& recipient) {
  return std::string(kRecipientWords) + to_hex(recipient) + to_hex(sum_of(recipient, 16)).substr(0, 8);
}

Result<RecipientKey> parse_recipient(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  constexpr std::size_t kBytes = crypto_box_PUBLICKEYBYTES + kRecipientSum;
  const bool named = text.starts_with(kRecipientWords);
  const auto all = named ? exactly<kBytes>(from_hex(text.substr(kRecipientWords.size()))) : std::nullopt;
  RecipientKey key{};
  if (all) std::copy_n(all->begin(), key.size(), key.begin());
  if (!all || recipient_text(key) != std::string(kRecipientWords) + to_hex(*all))
    return fault(
        FaultKind::malformed,
        "this is not a recipient: it begins with jium-recipient-, and `jium backup identity` prints it");
  return key;
}

// ---- writing ----

struct BackupWriter::File {
  std::string path;
  int descriptor = -1;
  crypto_secretstream_xchacha20poly1305_state stream{};
  crypto_generichash_state sum{};
  Bytes bound_to, waiting;
  std::uint64_t written = 0;

  [[nodiscard]] std::string unfinished() const { return path + ".new"; }
  Result<void> put(ByteView bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
      if (count <= 0) return not_written();
      bytes = bytes.subspan(static_cast<std::size_t>(count));
      written += static_cast<std::uint64_t>(count);
    }
    return {};
  }
  Result<void> push(ByteView plain, unsigned char tag) {
    Bytes chunk(plain.size() + crypto_secretstream_xchacha20poly1305_ABYTES);
    crypto_secretstream_xchacha20poly1305_push(&stream, chunk.data(), nullptr, plain.data(), plain.size(),
                                               bound_to.data(), bound_to.size(), tag);
    return put(chunk);
  }
  Result<void> add(ByteView plain) {
    crypto_generichash_update(&sum, plain.data(), plain.size());
    return hold(plain);
  }
  // The last chunk is never sent before finish(), so that there always is one to mark.
  Result<void> hold(ByteView plain) {
    while (!plain.empty()) {
      if (waiting.size() == kChunk) {
        JIUM_CHECK(push(waiting, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE));
        waiting.clear();
      }
      const std::size_t some = std::min(plain.size(), kChunk - waiting.size());
      waiting.insert(waiting.end(), plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(some));
      plain = plain.subspan(some);
    }
    return {};
  }
};

BackupWriter::BackupWriter(std::unique_ptr<File> file) : file_(std::move(file)) {}

BackupWriter::BackupWriter(BackupWriter&&) noexcept = default;

BackupWriter::~BackupWriter() {
  if (!file_ || file_->descriptor < 0) return;
  ::close(file_->descriptor);
  ::unlink(file_->unfinished().c_str());
}

Result<BackupWriter> BackupWriter::create(const std::string& path, const RecipientKey& recipient,
                                          const RecipientKey& key_recipient,
                                          const Secret<std::string>& key_file) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored))
    return fault(FaultKind::conflict, "there is a file of that name already: a backup never replaces one");
  auto file = std::make_unique<File>();
  file->path = path;
  ::unlink(file->unfinished().c_str());
  file->descriptor =
      ::open(file->unfinished().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file->descriptor < 0) return not_written();
  std::array<std::uint8_t, kStreamKey> key{};
  crypto_secretstream_xchacha20poly1305_keygen(key.data());
  ByteWriter preamble;
  preamble.bytes(bytes_of(kMagic));
  preamble.section(sealed_to(recipient, key));
  preamble.section(key_file.reveal().empty() ? Bytes()
                                             : sealed_to(key_recipient, bytes_of(key_file.reveal())));
  Bytes bytes = preamble.take();
  file->bound_to = sum_of(bytes, kSum);
  bytes.resize(bytes.size() + kStreamHeader);
  crypto_secretstream_xchacha20poly1305_init_push(&file->stream, bytes.data() + bytes.size() - kStreamHeader,
                                                  key.data());
  sodium_memzero(key.data(), key.size());
  crypto_generichash_init(&file->sum, nullptr, 0, kSum);
  JIUM_CHECK(file->put(bytes));
  return BackupWriter(std::move(file));
}

Result<void> BackupWriter::begin(std::string_view manifest, std::uint64_t database_bytes) {
  ByteWriter head;
  head.section(bytes_of(manifest));
  head.number(database_bytes, 8);
  return file_->add(head.take());
}

Result<void> BackupWriter::add(ByteView database) {
  return file_->add(database);
}

Result<std::uint64_t> BackupWriter::finish() {
  Bytes sum(kSum);
  crypto_generichash_final(&file_->sum, sum.data(), sum.size());
  JIUM_CHECK(file_->hold(sum));
  JIUM_CHECK(file_->push(file_->waiting, crypto_secretstream_xchacha20poly1305_TAG_FINAL));
  const std::string folder = std::filesystem::path(file_->path).parent_path().string();
  const int parent = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool lasting = ::fsync(file_->descriptor) == 0 &&
                       ::link(file_->unfinished().c_str(), file_->path.c_str()) == 0 && parent >= 0 &&
                       ::fsync(parent) == 0;
  if (parent >= 0) ::close(parent);
  ::unlink(file_->unfinished().c_str());
  ::close(std::exchange(file_->descriptor, -1));
  if (!lasting) return not_written();
  return file_->written;
}

// ---- reading ----

BackupBody::BackupBody(Sink sink) : sink_(std::move(sink)) {
  crypto_generichash_init(&sum_, nullptr, 0, kSum);
}

void BackupBody::next(Part part, std::uint64_t size) {
  part_ = part;
  wanted_ = size;
  held_.clear();
}

Result<void> BackupBody::take_fixed(ByteView& piece) {
  const auto some = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), wanted_ - held_.size()));
  held_.insert(held_.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(some));
  piece = piece.subspan(some);
  if (held_.size() < wanted_) return {};
  if (part_ != Part::sum) crypto_generichash_update(&sum_, held_.data(), held_.size());
  ByteReader reader(held_);
  if (part_ == Part::manifest_size) {
    const std::uint64_t size = reader.number(4);
    if (size == 0 || size > kMostOfAManifest) return damaged();
    next(Part::manifest, size);
  } else if (part_ == Part::manifest) {
    manifest_ = std::string(text_of(held_));
    next(Part::database_size, 8);
  } else if (part_ == Part::database_size) {
    const std::uint64_t size = reader.number(8);
    next(size == 0 ? Part::sum : Part::database, size == 0 ? kSum : size);
  } else {
    Bytes sum(kSum);
    crypto_generichash_final(&sum_, sum.data(), sum.size());
    if (sum != held_) return damaged();
    next(Part::over, 0);
  }
  return {};
}

Result<void> BackupBody::take(ByteView piece) {
  while (!piece.empty()) {
    if (part_ == Part::over) return damaged();
    if (part_ != Part::database) {
      JIUM_CHECK(take_fixed(piece));
      continue;
    }
    const auto some = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), wanted_));
    crypto_generichash_update(&sum_, piece.data(), some);
    JIUM_CHECK(sink_(piece.first(some)));
    piece = piece.subspan(some);
    wanted_ -= some;
    if (wanted_ == 0) next(Part::sum, kSum);
  }
  return {};
}

Result<std::string> BackupBody::finish() {
  if (part_ != Part::over) return damaged();
  return manifest_;
}

namespace {

class Input {
 public:
  explicit Input(std::FILE* file) : file_(file) {}
  // At most so many; fewer at the end.
  Bytes some(std::size_t most) {
    Bytes bytes(most);
    bytes.resize(std::fread(bytes.data(), 1, most, file_));
    read_.insert(read_.end(), bytes.begin(), bytes.end());
    return bytes;
  }
  std::optional<Bytes> box() {
    const Bytes size = some(4);
    ByteReader reader(size);
    const std::uint64_t length = reader.number(4, 0, kMostOfABox);
    if (!reader.good()) return std::nullopt;
    Bytes box = some(static_cast<std::size_t>(length));
    if (box.size() != length) return std::nullopt;
    return box;
  }
  Bytes take_read() { return std::exchange(read_, {}); }

 private:
  std::FILE* file_;
  Bytes read_;
};

struct Opened {
  crypto_secretstream_xchacha20poly1305_state stream{};
  Bytes bound_to, key_box;
};

Result<Opened> open_preamble(Input& input, const BackupIdentity& identity) {
  if (text_of(input.some(kMagic.size())) != kMagic) return no_backup();
  const auto box = input.box();
  const auto key_box = box ? input.box() : std::nullopt;
  if (!key_box) return damaged();
  const auto key = unsealed(identity, *box);
  if (!key || key->size() != kStreamKey)
    return fault(FaultKind::forbidden,
                 "this identity does not open the backup: it was made for another one, or it is damaged");
  Opened opened;
  opened.key_box = *key_box;
  opened.bound_to = sum_of(input.take_read(), kSum);
  const Bytes header = input.some(kStreamHeader);
  if (header.size() != kStreamHeader ||
      crypto_secretstream_xchacha20poly1305_init_pull(&opened.stream, header.data(), key->data()) != 0)
    return damaged();
  (void)input.take_read();
  return opened;
}

// True at the last chunk.
Result<bool> next_chunk(Input& input, Opened& opened, BackupBody& body) {
  const Bytes sealed = input.some(kSealedChunk);
  (void)input.take_read();
  if (sealed.size() < crypto_secretstream_xchacha20poly1305_ABYTES) return damaged();
  Bytes plain(sealed.size() - crypto_secretstream_xchacha20poly1305_ABYTES);
  unsigned char tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(&opened.stream, plain.data(), nullptr, &tag, sealed.data(),
                                                 sealed.size(), opened.bound_to.data(),
                                                 opened.bound_to.size()) != 0)
    return damaged();
  JIUM_CHECK(body.take(plain));
  return tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
}

}  // namespace

Result<ReadBackup> read_backup(std::FILE* file, const BackupIdentity& identity,
                               const BackupIdentity* key_identity, const BackupBody::Sink& sink) {
  Input input(file);
  JIUM_TRY(Opened opened, open_preamble(input, identity));
  ReadBackup read;
  BackupBody body([&](ByteView database) {
    read.database_bytes += database.size();
    return sink(database);
  });
  for (;;) {
    JIUM_TRY(const bool last, next_chunk(input, opened, body));
    if (last) break;
  }
  if (!input.some(1).empty()) return damaged();
  JIUM_TRY(read.manifest, body.finish());
  read.has_key_file = !opened.key_box.empty();
  if (const auto plain = unsealed(key_identity != nullptr ? *key_identity : identity, opened.key_box))
    read.key_file = Secret<std::string>(std::string(text_of(*plain)));
  return read;
}

}  // namespace jium::store
