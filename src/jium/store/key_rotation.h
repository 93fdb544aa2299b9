// A new master key while others work. The order makes it safe at every moment, and after a crash anywhere:
//
//   1. the key file gets a new generation beside the old one (every process looks at the file again by
//   itself)
//   2. in one transaction the database names the new generation: from then on whatever is new is wrapped by
//   it
//   3. every data key is unwrapped and wrapped again, some in each transaction
//   4. only when none is left does the old generation leave the file
//
// A transaction that began before step 2 has the old key in its hands; one that meets a generation it does
// not know reads the file again. So nothing fails between the steps.
#pragma once

#include "jium/store/store.h"

namespace jium::store {

// When a store is opened: gives the vault the secret of its blind indexes; false when there is none yet.
[[nodiscard]] Result<bool> take_settled(Transaction& tx, Vault& vault);
// The same, and makes what is not there yet. A database from before there were generations has indexes made
// from its first master key: that becomes the secret, and so they stay true.
[[nodiscard]] Result<void> settle_vault(Transaction& tx, Vault& vault);

struct RotationState {
  Generation generation = 0;  // that the database names
  std::int64_t left = 0;      // data keys wrapped by another
};
[[nodiscard]] Result<RotationState> rotation_state(Transaction& tx);

// Step 2; the few keys of the audit log are wrapped again with it.
[[nodiscard]] Result<void> name_generation(Transaction& tx, Generation generation);
// Step 3: at most `most` data keys; how many it were, 0 when none is left.
[[nodiscard]] Result<int> rewrap_some(Transaction& tx, int most);

}  // namespace jium::store
