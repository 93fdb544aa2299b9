#include <openssl/evp.h>

#include <array>
#include <memory>

#include "jium/fingerprint/digests.h"

namespace jium::fingerprint {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

struct DigestRow {
  Algorithm algorithm;
  const EVP_MD* (*method)();
};
constexpr std::array<DigestRow, 3> kDigests{
    {{Algorithm::md5, &EVP_md5}, {Algorithm::sha1, &EVP_sha1}, {Algorithm::sha256, &EVP_sha256}}};

}  // namespace

struct Digester::State {
  std::array<Context, kDigests.size()> contexts;
  bool failed = false;
};

Digester::Digester() : state_(std::make_unique<State>()) {
  for (std::size_t i = 0; i < kDigests.size(); ++i) {
    state_->contexts[i] = Context(EVP_MD_CTX_new());
    if (EVP_DigestInit_ex(state_->contexts[i].get(), kDigests[i].method(), nullptr) != 1)
      state_->failed = true;
  }
}

Digester::~Digester() = default;

void Digester::add(ByteView bytes) {
  for (const Context& context : state_->contexts) {
    if (EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1) state_->failed = true;
  }
}

Result<std::vector<Fingerprint>> Digester::finish() {
  std::vector<Fingerprint> digests;
  for (std::size_t i = 0; i < kDigests.size(); ++i) {
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> value{};
    unsigned size = 0;
    if (EVP_DigestFinal_ex(state_->contexts[i].get(), value.data(), &size) != 1) state_->failed = true;
    if (state_->failed)
      return fault(FaultKind::internal, "OpenSSL could not compute a digest: is it restricted to FIPS?");
    JIUM_TRY(auto digest, Fingerprint::make(kDigests[i].algorithm, {value.data(), size}, 100));
    digests.push_back(digest);
  }
  return digests;
}

Result<std::vector<Fingerprint>> digests_of(ByteView bytes) {
  Digester digester;
  digester.add(bytes);
  return digester.finish();
}

}  // namespace jium::fingerprint
