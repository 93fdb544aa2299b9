#include "jium/store/child_sharing.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {

using registry::Sharing;
using registry::SharingLevel;

Result<void> set_sharing(Transaction& tx, ChildKind kind, std::uint64_t child, registry::FootageId footage,
                         const Sharing& sharing) {
  return tx.database().run(
      "insert into child_sharing (kind, child, footage, level, sharing_group) values (?, ?, ?, ?, ?)"
      " on conflict (kind, child) do update set level = excluded.level,"
      " sharing_group = excluded.sharing_group",
      {to_text(kind), static_cast<std::int64_t>(child), footage, to_text(sharing.level), sharing.group});
}

Result<Sharing> sharing_of(Transaction& tx, ChildKind kind, std::uint64_t child) {
  JIUM_TRY(const auto kept,
           first(tx, "select level, sharing_group from child_sharing", "where kind = ? and child = ?",
                 {to_text(kind), static_cast<std::int64_t>(child)},
                 [](Transaction&, const Row& row) -> Result<Sharing> {
                   Fields in(row);
                   return in.finish(Sharing{in.word<SharingLevel>(), in.maybe_id<registry::GroupId>(), true});
                 }));
  return kept ? *kept : Sharing{SharingLevel::platforms, std::nullopt, true};
}

Result<std::vector<SightingPlace>> places_of(Transaction& tx, registry::FootageId footage) {
  return all(tx, "select id, site, state, first_seen from sighting",
             "where footage = ? order by first_seen, id", {footage},
             [](Transaction&, const Row& row) -> Result<SightingPlace> {
               Fields in(row);
               return in.finish(SightingPlace{in.id<registry::SightingId>(), in.id<registry::SiteId>(),
                                              in.word<registry::SightingState>(), in.instant()});
             });
}

}  // namespace jium::store
