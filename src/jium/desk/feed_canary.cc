#include "jium/desk/feed_canary.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <string>

namespace jium::desk {

using fingerprint::Algorithm;
using fingerprint::Fingerprint;
using registry::FeedItem;
using store::FeedSeed;

namespace {

constexpr std::array kAlgorithms{Algorithm::pdq, Algorithm::md5, Algorithm::sha1, Algorithm::sha256};

Bytes stream(const Secret<FeedSeed>& seed, const std::string& purpose, std::size_t size) {
  std::array<std::uint8_t, randombytes_SEEDBYTES> own{};
  const ByteView text = bytes_of(purpose);
  crypto_generichash(own.data(), own.size(), text.data(), text.size(), seed.reveal().data(),
                     seed.reveal().size());
  Bytes bytes(size);
  randombytes_buf_deterministic(bytes.data(), bytes.size(), own.data());
  return bytes;
}

// 128 of 256 bits, each choice as likely: a shuffle (Fisher and Yates) by 16-bit draws, whose bias of less
// than 1 in 256 nobody can see in 96 values.
Bytes balanced(const Bytes& draws) {
  std::array<int, 256> bits{};
  std::iota(bits.begin(), bits.end(), 0);
  Bytes value(32, 0);
  for (std::size_t i = 0; i < 128; ++i) {
    const std::size_t draw = draws[2 * i] + 256U * draws[2 * i + 1];
    std::swap(bits[i], bits[i + draw % (256 - i)]);
    const auto bit = static_cast<std::size_t>(bits[i]);
    value[bit / 8] |= static_cast<std::uint8_t>(1U << (bit % 8));
  }
  return value;
}

Fingerprint one_of(const Secret<FeedSeed>& seed, int number, Algorithm algorithm) {
  const std::string purpose =
      "jium feed canary " + std::to_string(number) + ' ' + std::string(name_of(algorithm));
  if (algorithm == Algorithm::pdq) {
    const Bytes draws = stream(seed, purpose, 257);
    return *Fingerprint::make(algorithm, balanced(draws), 70 + draws[256] % 31);
  }
  return *Fingerprint::make(algorithm, stream(seed, purpose, fingerprint::value_size(algorithm).most), 100);
}

}  // namespace

int canary_place(const Secret<FeedSeed>& seed, int block) {
  return stream(seed, "jium feed canary place " + std::to_string(block), 1)[0] % registry::kItemsPerCanary;
}

FeedItem canary(const Secret<FeedSeed>& seed, int number, const FeedItem& beside) {
  FeedItem item = beside;
  item.fingerprints.clear();
  for (const Fingerprint& like : beside.fingerprints) {
    if (std::ranges::find(kAlgorithms, like.algorithm()) != kAlgorithms.end())
      item.fingerprints.push_back(one_of(seed, number, like.algorithm()));
  }
  if (item.fingerprints.empty()) item.fingerprints.push_back(one_of(seed, number, Algorithm::sha256));
  return item;
}

bool names_the_source(const Secret<FeedSeed>& seed, const std::vector<Fingerprint>& leaked) {
  std::set<Bytes> values;
  for (const Fingerprint& one : leaked) values.emplace(one.value().begin(), one.value().end());
  for (int number = 0; number < registry::kCanaries; ++number) {
    for (const Algorithm algorithm : kAlgorithms) {
      const Fingerprint own = one_of(seed, number, algorithm);
      if (values.contains(Bytes(own.value().begin(), own.value().end()))) return true;
    }
  }
  return false;
}

}  // namespace jium::desk
