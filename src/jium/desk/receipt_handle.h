// What a receipt (casework/receipt.h) is found by: Argon2id over its digits with a salt that is a secret of
// this installation, so that one look at one index finds the report, and so that whoever guesses pays a
// quarter of a second for each guess, right or wrong alike. Whoever has the database without its key file has
// neither the salt nor the key of the index; whoever has both reads the reports without any receipt, and
// still pays 10^15 such quarters to learn the receipts.
//
// It takes long: call it outside of any transaction. One runs at a time beside those of passphrases, through
// a gate of its own, so that a crowd at the intake keeps no officer from signing in.
#pragma once

#include "jium/casework/receipt.h"
#include "jium/desk/passphrase.h"
#include "jium/store/vault.h"

namespace jium::desk {

[[nodiscard]] casework::Receipt new_receipt();  // from the operating system's generator

// Busy when too many wait.
[[nodiscard]] Result<Bytes> receipt_handle(const PassphraseCost& cost, const store::Vault& vault,
                                           const casework::Receipt& receipt);

// How many have been made in this process: how tests see that the unknown cost what the known do.
[[nodiscard]] std::size_t receipt_handles_so_far();

}  // namespace jium::desk
