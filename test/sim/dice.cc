#include "sim/dice.h"

#include <sodium.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace jium::sim {
namespace {

std::array<std::uint8_t, crypto_stream_chacha20_KEYBYTES> entropy_key{};
std::uint64_t entropy_drawn = 0;

void draw(void* const into, const std::size_t size) {
  std::array<std::uint8_t, crypto_stream_chacha20_NONCEBYTES> nonce{};
  std::memcpy(nonce.data(), &++entropy_drawn, sizeof entropy_drawn);
  crypto_stream_chacha20(static_cast<std::uint8_t*>(into), size, nonce.data(), entropy_key.data());
}

const char* name() {
  return "seeded";
}

std::uint32_t draw_word() {
  std::uint32_t word = 0;
  draw(&word, sizeof word);
  return word;
}

randombytes_implementation seeded{name, draw_word, nullptr, nullptr, draw, nullptr};

}  // namespace

std::uint64_t Dice::next() {
  std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

Dice Dice::other(std::uint64_t stream) const {
  Dice mixed(state_ ^ (stream * 0xd1342543de82ef95U));
  return Dice(mixed.next());
}

std::uint64_t Dice::below(std::uint64_t limit) {
  return limit == 0 ? 0 : next() % limit;
}

double Dice::real() {
  return static_cast<double>(next() >> 11) * 0x1p-53;
}

bool Dice::chance(double probability) {
  return real() < probability;
}

Duration Dice::between(Duration least, Duration most) {
  return least +
         Duration{static_cast<Duration::rep>(below(static_cast<std::uint64_t>((most - least).count()) + 1))};
}

SeededEntropy::SeededEntropy(std::uint64_t seed) {
  // Its start draws once, from whatever generator is there: the first life of a process would be another than
  // all that follow.
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  entropy_key = {};
  std::memcpy(entropy_key.data(), &seed, sizeof seed);
  entropy_drawn = 0;
  randombytes_set_implementation(&seeded);
}

SeededEntropy::~SeededEntropy() {
  randombytes_set_implementation(&randombytes_sysrandom_implementation);
}

}  // namespace jium::sim
