// What an organisation is told of: an ordered list of its own, numbered from 1 without gaps, written in the
// transaction of what happened. A reader who keeps the last number misses nothing: writing transactions are
// alone, and a number is given under the organisation's row, so that what is numbered lower is never
// committed later.
//
// An entry names a record by its id and says no more. Streams, webhooks and the cursor all read this one
// list.
#pragma once

#include <map>
#include <vector>

#include "jium/base/enum_text.h"
#include "jium/store/store.h"

namespace jium::store {

// A closed list: the words are in the database and in programs that read them. New ones are added at the end.
enum class Happening {
  block_request_filed,
  block_request_decided,
  block_request_lifted,
  ladder_changed,
  webhook_dead,
};
BOOST_DESCRIBE_ENUM(Happening, block_request_filed, block_request_decided, block_request_lifted,
                    ladder_changed, webhook_dead)

struct Change {
  registry::OrganisationId organisation;
  std::int64_t seq = 0;
  Happening what = Happening::block_request_filed;
  std::string subject;  // the id of the record
  Instant at{};
};

// Gives the next number and wakes the organisation's webhooks. As the house: it may tell others than the one
// that acts.
[[nodiscard]] Result<void> append_change(Transaction& tx, registry::OrganisationId organisation,
                                         Happening what, std::string subject, Instant at);
// After `seq`, in order.
[[nodiscard]] Result<std::vector<Change>> changes_after(Transaction& tx,
                                                        registry::OrganisationId organisation,
                                                        std::int64_t seq, int limit);
[[nodiscard]] Result<std::int64_t> last_change(Transaction& tx, registry::OrganisationId organisation);
// Of every organisation that was ever told something.
[[nodiscard]] Result<std::map<registry::OrganisationId, std::int64_t>> last_changes(Transaction& tx);

}  // namespace jium::store
