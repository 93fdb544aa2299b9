#include "jium/store/people.h"

#include "jium/store/fields.h"
#include "jium/store/rows.h"

namespace jium::store {
namespace {

using registry::OrganisationId;
using registry::Person;
using registry::PersonId;
using registry::Role;

constexpr const char* kMissing = "no such person";
constexpr std::string_view kPersonTable = "person";
constexpr std::string_view kName = "name_sealed";
constexpr std::string_view kPersonColumns =
    "select id, data_key, name_sealed, organisation, state, invited_at, joined_at, suspended_at, left_at "
    "from "
    "person";
constexpr std::string_view kProofTable = "person_proof";
constexpr std::string_view kPassphrase = "passphrase_sealed";
constexpr std::string_view kCodeSecret = "code_secret_sealed";
constexpr std::string_view kPasskeyColumns =
    "select id, person, algorithm, sign_count, added_at, last_used_at, revoked_at, credential, public_key "
    "from "
    "passkey";

Result<Person> read_person(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto id = in.id<PersonId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  JIUM_TRY(std::string name, in.open({key, kPersonTable, id.value()}, kName));
  return in.finish(Person{.id = id,
                          .organisation = in.id<OrganisationId>(),
                          .name = Secret<std::string>(std::move(name)),
                          .state = in.word<registry::PersonState>(),
                          .roles = {},
                          .invited_at = in.instant(),
                          .joined_at = in.maybe_instant(),
                          .suspended_at = in.maybe_instant(),
                          .left_at = in.maybe_instant()});
}

Result<Role> read_role(Transaction&, const Row& row) {
  return stored(parse_enum<Role>("role", row.text(0)));
}

Result<Person> with_roles(Transaction& tx, Person person) {
  JIUM_TRY(person.roles, all(tx, "select role from person_role", "where person = ? and withdrawn_at is null",
                             {person.id}, read_role));
  std::sort(person.roles.begin(), person.roles.end());
  return person;
}

Result<PersonProof> read_proof(Transaction& tx, const Row& row) {
  Fields in(row);
  const auto person = in.id<PersonId>();
  JIUM_TRY(const DataKey key, tx.data_key(in.id<DataKeyId>()));
  const SealedRow sealed{key, kProofTable, person.value()};
  JIUM_TRY(std::string passphrase, in.open(sealed, kPassphrase));
  JIUM_TRY(const std::string secret, in.open(sealed, kCodeSecret));
  const ByteView bytes = bytes_of(secret);
  return in.finish(PersonProof{.person = person,
                               .passphrase = Secret<std::string>(std::move(passphrase)),
                               .code_secret = Secret<Bytes>(Bytes(bytes.begin(), bytes.end())),
                               .code_step = in.integer(),
                               .failures = in.number(),
                               .wait_until = in.maybe_instant()});
}

Result<Passkey> read_passkey(Transaction&, const Row& row) {
  Fields in(row);
  return in.finish(Passkey{.id = in.id<PasskeyId>(),
                           .person = in.id<PersonId>(),
                           .credential = row.blob(7),
                           .algorithm = in.word<PasskeyAlgorithm>(),
                           .public_key = row.blob(8),
                           .sign_count = in.integer(),
                           .added_at = in.instant(),
                           .last_used_at = in.maybe_instant(),
                           .revoked_at = in.maybe_instant()});
}

}  // namespace

Result<void> insert(Transaction& tx, const Person& person, std::string_view granted_by) {
  JIUM_TRY(const DataKey key, tx.organisation_key(person.organisation));
  const SealedRow sealed{key, kPersonTable, person.id.value()};
  JIUM_CHECK(tx.database().run(
      "insert into person (id, organisation, data_key, name_sealed, state, invited_at, joined_at, "
      "suspended_at, left_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {person.id, person.organisation, key.id, sealed.seal(kName, person.name.reveal()),
       to_text(person.state), person.invited_at, person.joined_at, person.suspended_at, person.left_at}));
  for (const Role role : person.roles)
    JIUM_CHECK(grant_role(tx, person.id, role, granted_by, person.invited_at));
  return {};
}

Result<Person> load_person(Transaction& tx, OrganisationId organisation, PersonId id) {
  JIUM_TRY(Person person, one(tx, kPersonColumns, "where id = ? and organisation = ?", {id, organisation},
                              kMissing, read_person));
  return with_roles(tx, std::move(person));
}

Result<Person> find_person(Transaction& tx, PersonId id) {
  JIUM_TRY(Person person, one(tx, kPersonColumns, "where id = ?", {id}, kMissing, read_person));
  return with_roles(tx, std::move(person));
}

Result<std::vector<Person>> people_of(Transaction& tx, OrganisationId organisation) {
  JIUM_TRY(auto people, all(tx, kPersonColumns, "where organisation = ? order by invited_at, id",
                            {organisation}, read_person));
  for (Person& person : people) {
    JIUM_TRY(person, with_roles(tx, std::move(person)));
  }
  return people;
}

Result<void> update(Transaction& tx, const Person& person) {
  return change_one(
      tx, "update person set state = ?, joined_at = ?, suspended_at = ?, left_at = ? where id = ?",
      {to_text(person.state), person.joined_at, person.suspended_at, person.left_at, person.id}, kMissing);
}

Result<void> grant_role(Transaction& tx, PersonId person, Role role, std::string_view by, Instant at) {
  const auto id = static_cast<std::int64_t>(id_text::random_value());
  return tx.database().run(
      "insert into person_role (id, person, role, granted_at, granted_by) values (?, ?, ?, ?, ?)",
      {id, person, to_text(role), at, by});
}

Result<void> withdraw_role(Transaction& tx, PersonId person, Role role, std::string_view by, Instant at) {
  return change_one(tx,
                    "update person_role set withdrawn_at = ?, withdrawn_by = ? where person = ? and role = ? "
                    "and withdrawn_at is null",
                    {at, by, person, to_text(role)}, "this person does not hold that role");
}

Result<void> save(Transaction& tx, OrganisationId organisation, const PersonProof& proof) {
  JIUM_TRY(const DataKey key, tx.organisation_key(organisation));
  const SealedRow sealed{key, kProofTable, proof.person.value()};
  return tx.database().run(
      "insert into person_proof (person, data_key, passphrase_sealed, code_secret_sealed, code_step, "
      "failures, "
      "wait_until) values (?, ?, ?, ?, ?, ?, ?) on conflict (person) do update set passphrase_sealed = "
      "excluded.passphrase_sealed, code_secret_sealed = excluded.code_secret_sealed, code_step = "
      "excluded.code_step, failures = excluded.failures, wait_until = excluded.wait_until",
      {proof.person, key.id, sealed.seal_unless_empty(kPassphrase, proof.passphrase.reveal()),
       sealed.seal_unless_empty(kCodeSecret, text_of(proof.code_secret.reveal())), proof.code_step,
       proof.failures, proof.wait_until});
}

Result<std::optional<PersonProof>> proof_of(Transaction& tx, PersonId person) {
  return first(tx,
               "select person, data_key, passphrase_sealed, code_secret_sealed, code_step, failures, "
               "wait_until from person_proof",
               "where person = ?", {person}, read_proof);
}

Result<void> insert(Transaction& tx, const Passkey& passkey) {
  return tx.database().run(
      "insert into passkey (id, person, credential, algorithm, public_key, sign_count, added_at, "
      "last_used_at, revoked_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {passkey.id, passkey.person, passkey.credential, to_text(passkey.algorithm), passkey.public_key,
       passkey.sign_count, passkey.added_at, passkey.last_used_at, passkey.revoked_at});
}

Result<std::optional<Passkey>> find_passkey(Transaction& tx, const Bytes& credential) {
  return first(tx, kPasskeyColumns, "where credential = ?", {credential}, read_passkey);
}

Result<std::vector<Passkey>> passkeys_of(Transaction& tx, PersonId person) {
  return all(tx, kPasskeyColumns, "where person = ? order by added_at, id", {person}, read_passkey);
}

Result<void> note_used(Transaction& tx, PasskeyId id, std::int64_t sign_count, Instant at) {
  return change_one(tx, "update passkey set sign_count = ?, last_used_at = ? where id = ?",
                    {sign_count, at, id}, "no such passkey");
}

Result<void> revoke_passkey(Transaction& tx, PasskeyId id, Instant at) {
  return change_one(tx, "update passkey set revoked_at = ? where id = ? and revoked_at is null", {at, id},
                    "no such passkey");
}

Result<void> revoke_passkeys_of(Transaction& tx, PersonId person, Instant at) {
  return tx.database().run("update passkey set revoked_at = ? where person = ? and revoked_at is null",
                           {at, person});
}

Result<bool> spend(Transaction& tx, std::string_view token, Instant expires_at, Instant now) {
  JIUM_CHECK(tx.database().run("delete from spent_token where expires_at < ?", {now}));
  JIUM_CHECK(tx.database().run(
      "insert into spent_token (digest, expires_at) values (?, ?) on conflict (digest) do nothing",
      {tx.vault().blind_index(IndexPurpose::challenge, token), expires_at}));
  return tx.database().changed_rows() == 1;
}

}  // namespace jium::store
