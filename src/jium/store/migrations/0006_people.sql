-- People, what they may do, and what they prove themselves with.
alter table organisation add column suspended_at integer;

create table person (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  name_sealed blob not null,
  state text not null,
  invited_at integer not null,
  joined_at integer,
  suspended_at integer,
  left_at integer
) strict;
create index person_by_organisation on person (organisation, invited_at);

-- What was granted and withdrawn, when and by whom. Rows are kept: they are the record.
create table person_role (
  id integer primary key,
  person integer not null references person,
  role text not null,
  granted_at integer not null,
  granted_by text not null,
  withdrawn_at integer,
  withdrawn_by text
) strict;
create unique index person_role_once on person_role (person, role) where withdrawn_at is null;

-- The fallback where no authenticator exists: a passphrase (its Argon2id text, sealed) and one-time codes.
-- Failures are counted for both ways together.
create table person_proof (
  person integer primary key references person,
  data_key integer not null references data_key,
  passphrase_sealed blob,
  code_secret_sealed blob,
  code_step integer not null,
  failures integer not null,
  wait_until integer
) strict;

-- Public keys of authenticators (WebAuthn credentials).
create table passkey (
  id integer primary key,
  person integer not null references person,
  credential blob not null unique,
  algorithm text not null,
  public_key blob not null,
  sign_count integer not null,
  added_at integer not null,
  last_used_at integer,
  revoked_at integer
) strict;
create index passkey_by_person on passkey (person);

-- What may be used once and has been (challenges, nonces of signed requests), until it could not be used
-- any more.
create table spent_token (
  digest blob not null primary key,
  expires_at integer not null
) strict;
create index spent_token_by_end on spent_token (expires_at);

alter table access_key add column person integer references person;
alter table access_key add column stepped_up_at integer;
alter table access_key add column may_reveal integer not null default 0;
alter table access_key add column signing_key blob;
create index access_key_by_person on access_key (person);
