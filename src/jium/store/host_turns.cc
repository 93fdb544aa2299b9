#include "jium/store/host_turns.h"

#include <algorithm>

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

constexpr Duration kLeastWait = std::chrono::milliseconds{200};

struct TurnRow {
  std::optional<Instant> held_until;
  Instant free_at{}, tail_at{};
};

Bytes index_of(Transaction& tx, const std::string& host) {
  return tx.vault().blind_index(IndexPurpose::host_turn, host);
}

Result<TurnRow> read_turn(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(TurnRow{in.maybe_instant(), in.instant(), in.instant()});
}

}  // namespace

Result<std::optional<Instant>> take_turn(Transaction& tx, const std::string& host, const TurnAsk& ask) {
  const Bytes index = index_of(tx, host);
  JIUM_TRY(const auto known, first(tx, "select held_until, free_at, tail_at from host_turn", "where host = ?",
                                   {index}, read_turn));
  if (!known) {
    JIUM_CHECK(tx.database().run(
        "insert into host_turn (host, holder, held_until, free_at, tail_at) values (?, ?, ?, ?, ?)",
        {index, ask.holder, ask.now + ask.lease, ask.now, ask.now}));
    return std::optional<Instant>();
  }
  const bool is_held = known->held_until && *known->held_until > ask.now;
  if (!is_held && known->free_at <= ask.now) {
    JIUM_CHECK(tx.database().run("update host_turn set holder = ?, held_until = ? where host = ?",
                                 {ask.holder, ask.now + ask.lease, index}));
    return std::optional<Instant>();
  }
  const Duration step = std::max(ask.pause, kLeastWait);
  const Instant earliest = std::max(known->free_at, ask.now + step);
  const Instant slot = std::max(known->tail_at + step, earliest);
  JIUM_CHECK(tx.database().run("update host_turn set tail_at = ? where host = ?", {slot, index}));
  return std::optional(slot);
}

Result<void> give_turn_back(Transaction& tx, const std::string& host, std::string_view holder,
                            Instant free_at) {
  return tx.database().run(
      "update host_turn set holder = null, held_until = null, free_at = ? where host = ? and holder = ?",
      {free_at, index_of(tx, host), holder});
}

Result<void> forget_turns(Transaction& tx, Instant before) {
  return tx.database().run("delete from host_turn where held_until is null and free_at < ? and tail_at < ?",
                           {before, before});
}

}  // namespace jium::store
