#include "jium/store/person_views.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"
#include "jium/store/sealed_json.h"

namespace jium::store {
namespace {

using registry::OrganisationId;
using registry::PersonId;

constexpr std::string_view kViews = "person_view";
constexpr std::string_view kSettings = "person_setting";

struct SealedView {
  std::string name, page, filter;
};
BOOST_DESCRIBE_STRUCT(SealedView, (), (name, page, filter))

// Words, so that another version of jium reads them as words; empty: not chosen.
struct SealedSettings {
  std::string language, theme;
};
BOOST_DESCRIBE_STRUCT(SealedSettings, (), (language, theme))

template <DescribedEnum E>
std::string word_of(const std::optional<E>& chosen) {
  return chosen ? std::string(to_text(*chosen)) : std::string();
}

template <DescribedEnum E>
std::optional<E> chosen_of(const std::string& word) {
  if (word.empty()) return std::nullopt;
  const auto parsed = parse_enum<E>("word", word);
  return parsed ? std::optional<E>(*parsed) : std::nullopt;
}

Result<PersonView> read_view(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<ViewId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(const std::string text, in.open({key, kViews, id.value()}, "view_sealed"));
  JIUM_TRY(SealedView sealed, read_json<SealedView>(text));
  return in.finish(PersonView{.id = id,
                              .person = in.id<PersonId>(),
                              .name = std::move(sealed.name),
                              .page = std::move(sealed.page),
                              .filter = std::move(sealed.filter),
                              .kept_at = in.instant()});
}

}  // namespace

Result<void> save(Transaction& tx, OrganisationId organisation, const PersonView& view) {
  JIUM_TRY(const DataKey key, tx.organisation_key(organisation));
  const SealedRow sealed{key, kViews, view.id.value()};
  return tx.database().run(
      "insert into person_view (id, organisation, person, data_key, view_sealed, kept_at)"
      " values (?, ?, ?, ?, ?, ?) on conflict (id) do update set data_key = excluded.data_key,"
      " view_sealed = excluded.view_sealed, kept_at = excluded.kept_at",
      {view.id, organisation, view.person, key.id,
       sealed.seal("view_sealed", write_json(SealedView{view.name, view.page, view.filter})), view.kept_at});
}

Result<std::vector<PersonView>> views_of(Transaction& tx, PersonId person) {
  return all(tx, "select id, data_key, view_sealed, person, kept_at from person_view",
             "where person = ? order by kept_at, id", {person}, read_view);
}

Result<void> remove_view(Transaction& tx, PersonId person, ViewId id) {
  return change_one(tx, "delete from person_view where id = ? and person = ?", {id, person}, "no such view");
}

Result<PersonSettings> settings_of(Transaction& tx, PersonId person) {
  JIUM_TRY(
      const auto found,
      first(tx, "select data_key, setting_sealed from person_setting", "where person = ?", {person},
            [&](Transaction& inner, const Row& row) -> Result<PersonSettings> {
              Fields in(row);
              JIUM_TRY(const DataKey key, inner.data_key(in.id<DataKeyId>()));
              JIUM_TRY(const std::string text, in.open({key, kSettings, person.value()}, "setting_sealed"));
              JIUM_TRY(const SealedSettings sealed, read_json<SealedSettings>(text));
              return PersonSettings{chosen_of<ConsoleLanguage>(sealed.language),
                                    chosen_of<ConsoleTheme>(sealed.theme)};
            }));
  return found.value_or(PersonSettings{});
}

Result<void> save(Transaction& tx, OrganisationId organisation, PersonId person,
                  const PersonSettings& settings, Instant at) {
  JIUM_TRY(const DataKey key, tx.organisation_key(organisation));
  const SealedRow sealed{key, kSettings, person.value()};
  const std::string text = write_json(SealedSettings{word_of(settings.language), word_of(settings.theme)});
  return tx.database().run(
      "insert into person_setting (person, organisation, data_key, setting_sealed, kept_at)"
      " values (?, ?, ?, ?, ?) on conflict (person) do update set data_key = excluded.data_key,"
      " setting_sealed = excluded.setting_sealed, kept_at = excluded.kept_at",
      {person, organisation, key.id, sealed.seal("setting_sealed", text), at});
}

Result<void> forget_console_of(Transaction& tx, PersonId person) {
  JIUM_CHECK(tx.database().run("delete from person_view where person = ?", {person}));
  return tx.database().run("delete from person_setting where person = ?", {person});
}

}  // namespace jium::store
