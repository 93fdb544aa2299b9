#include "jium/audit/sha256.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cstdlib>

namespace jium::audit {
namespace {

EVP_MD_CTX* openssl(void* context) {
  return static_cast<EVP_MD_CTX*>(context);
}

// A log that cannot hash can keep none of its promises, and no caller could do anything about it.
void must(bool done) {
  if (!done) std::abort();
}

const EVP_MD* method() {
  static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  must(fetched != nullptr);
  return fetched;
}

void start(void* context) {
  must(EVP_DigestInit_ex(openssl(context), method(), nullptr) == 1);
}

void take(void* context, ByteView bytes) {
  must(EVP_DigestUpdate(openssl(context), bytes.data(), bytes.size()) == 1);
}

Hash finish(void* context) {
  Hash hash{};
  unsigned size = 0;
  must(EVP_DigestFinal_ex(openssl(context), hash.data(), &size) == 1 && size == hash.size());
  return hash;
}

}  // namespace

void Sha256::Free::operator()(void* context) const {
  EVP_MD_CTX_free(openssl(context));
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  must(context_ != nullptr);
  start(context_.get());
}

Sha256::Sha256(const Sha256& other) : context_(EVP_MD_CTX_new()) {
  must(context_ != nullptr);
  must(EVP_MD_CTX_copy_ex(openssl(context_.get()), openssl(other.context_.get())) == 1);
}

Sha256& Sha256::operator=(const Sha256& other) {
  if (this != &other) *this = Sha256(other);
  return *this;
}

void Sha256::add(ByteView bytes) {
  take(context_.get(), bytes);
}

Hash Sha256::so_far() const {
  const Sha256 copy(*this);
  return finish(copy.context_.get());
}

Hash sha256(std::initializer_list<ByteView> parts) {
  // Kept by the thread: making a context costs as much as hashing a leaf.
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                     &EVP_MD_CTX_free);
  must(context != nullptr);
  start(context.get());
  for (const ByteView part : parts) take(context.get(), part);
  return finish(context.get());
}

Result<Hash> hash_of_bytes(ByteView bytes) {
  Hash hash{};
  if (bytes.size() != hash.size()) return fault(FaultKind::malformed, "a SHA-256 hash has 32 bytes");
  std::ranges::copy(bytes, hash.begin());
  return hash;
}

}  // namespace jium::audit
