#include "jium/desk/receipt_handle.h"

#include <sodium.h>

#include <atomic>

#include "jium/desk/stretch_gate.h"

namespace jium::desk {
namespace {

// As many as are answered within some seconds; who comes later is asked to try again.
constexpr int kMayWait = 24;
constexpr std::size_t kHandle = 32;

std::atomic<std::size_t> made{0};

StretchGate& gate() {
  static StretchGate gate(kMayWait);
  return gate;
}

}  // namespace

casework::Receipt new_receipt() {
  // The draw is repeated above the largest multiple, or small numbers would be likelier.
  constexpr std::uint64_t kFair = UINT64_MAX - UINT64_MAX % casework::kReceipts;
  std::uint64_t number = 0;
  do {
    randombytes_buf(&number, sizeof(number));
  } while (number >= kFair);
  return casework::Receipt::of(number);
}

Result<Bytes> receipt_handle(const PassphraseCost& cost, const store::Vault& vault,
                             const casework::Receipt& receipt) {
  const Bytes salt = vault.blind_index(store::IndexPurpose::access_secret, "intake receipt salt");
  static_assert(crypto_pwhash_SALTBYTES == 16, "as long as a blind index");
  const StretchGate::Turn turn(gate());
  if (!turn.admitted())
    return fault(FaultKind::busy, "many come at this moment: try again in a minute, nothing is lost");
  ++made;
  const std::string& digits = receipt.digits().reveal();
  Bytes handle(kHandle);
  if (crypto_pwhash(handle.data(), handle.size(), digits.data(), digits.size(), salt.data(), cost.passes,
                    cost.memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fault(FaultKind::busy, "there is not enough memory for a receipt at this moment: try again");
  return handle;
}

std::size_t receipt_handles_so_far() {
  return made.load();
}

}  // namespace jium::desk
