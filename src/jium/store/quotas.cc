#include "jium/store/quotas.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {

using casework::Reveal;
using registry::OrganisationId;

Result<bool> count_reveals(Transaction& tx, OrganisationId organisation, std::string_view holder,
                           std::string_view day, int more, int limit) {
  if (more <= 0 || more > limit) return false;
  bool counted = false;
  JIUM_CHECK(tx.database().query(
      "insert into reveal_count (organisation, holder, day, used) values (?, ?, ?, ?)"
      " on conflict (organisation, holder, day) do update set used = reveal_count.used + excluded.used"
      " where reveal_count.used + excluded.used <= ? returning used",
      {organisation, holder, day, more, limit}, [&](const Row&) -> Result<void> {
        counted = true;
        return {};
      }));
  return counted;
}

Result<bool> count_reveal(Transaction& tx, OrganisationId organisation, std::string_view holder,
                          std::string_view day, int limit) {
  return count_reveals(tx, organisation, holder, day, 1, limit);
}

Result<int> reveals_counted(Transaction& tx, OrganisationId organisation, std::string_view holder,
                            std::string_view day) {
  JIUM_TRY(const auto used,
           first(tx, "select used from reveal_count", "where organisation = ? and holder = ? and day = ?",
                 {organisation, holder, day},
                 [](Transaction&, const Row& row) { return Result<int>(static_cast<int>(row.integer(0))); }));
  return used.value_or(0);
}

Result<bool> count_words(Transaction& tx, OrganisationId organisation, std::string_view day, int words,
                         int limit) {
  if (words > limit) return false;
  bool counted = false;
  JIUM_CHECK(tx.database().query(
      "insert into word_count (organisation, day, used) values (?, ?, ?) on conflict (organisation, day)"
      " do update set used = word_count.used + excluded.used where word_count.used + excluded.used <= ?"
      " returning used",
      {organisation, day, words, limit}, [&](const Row&) -> Result<void> {
        counted = true;
        return {};
      }));
  return counted;
}

Result<void> insert(Transaction& tx, const Reveal& reveal) {
  return tx.database().run(
      "insert into reveal (id, organisation, the_case, sighting, task, actor, at) values (?, ?, ?, ?, ?, ?, "
      "?)",
      {reveal.id, reveal.organisation, reveal.the_case, reveal.sighting, to_text(reveal.task), reveal.actor,
       reveal.at});
}

Result<std::vector<Reveal>> reveals_of(Transaction& tx, OrganisationId organisation, Instant from) {
  return all(tx, "select id, organisation, the_case, sighting, task, actor, at from reveal",
             "where organisation = ? and at >= ? order by at desc, id desc", {organisation, from},
             [](Transaction&, const Row& row) -> Result<Reveal> {
               Fields in(row);
               return in.finish(Reveal{.id = in.id<casework::RevealId>(),
                                       .organisation = in.id<OrganisationId>(),
                                       .the_case = in.id<casework::CaseId>(),
                                       .sighting = in.id<registry::SightingId>(),
                                       .task = in.word<casework::RevealTask>(),
                                       .actor = in.text(),
                                       .at = in.instant()});
             });
}

}  // namespace jium::store
