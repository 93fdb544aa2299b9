-- Access for a reason that is a task.

-- Who works on which case, from when to when. Rows are never deleted: who granted, handed over and took back
-- a right is kept (safety standard of the Personal Information Protection Act, article 5: three years).
create table assignment (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  person integer not null,
  assigned_at integer not null,
  assigned_by text not null,
  until integer,
  released_at integer,
  released_by text
) strict;
create index assignment_by_person on assignment (organisation, person);
create unique index assignment_once on assignment (the_case, person) where released_at is null;

-- A keyed digest of organisation and pseudonym: equality within one organisation, and nothing else. Null in
-- cases that were opened before this migration, and in forgotten ones.
alter table case_file add column pseudonym_index blob;
create index case_file_by_pseudonym on case_file (organisation, pseudonym_index);

-- Every address that was shown in full, and for which task.
create table reveal (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  sighting integer not null references sighting,
  task text not null,
  actor text not null,
  at integer not null
) strict;
create index reveal_by_organisation on reveal (organisation, at);

-- How many of a day's reveals a person or key has used. The day is that of Korea.
create table reveal_count (
  organisation integer not null references organisation,
  holder text not null,
  day text not null,
  used integer not null,
  primary key (organisation, holder, day)
) strict;

-- Cases of nobody, planted by a centre's administrator: whoever opens one looks where no task led.
create table decoy (
  the_case integer primary key references case_file,
  organisation integer not null references organisation,
  planted_by text not null,
  planted_at integer not null
) strict;

-- A centre's own public key (X25519). Its private half is made at the centre and never comes here.
create table identity_key (
  id integer primary key,
  organisation integer not null references organisation,
  public_key blob not null,
  published_by text not null,
  published_at integer not null,
  unique (organisation, public_key)
) strict;

-- A survivor's identity: a box that only the centre's private key opens, sealed once more under the case's key,
-- so that it goes when the case is forgotten.
create table survivor_identity (
  the_case integer primary key references case_file,
  organisation integer not null references organisation,
  identity_key integer not null references identity_key,
  data_key integer not null references data_key,
  box_sealed blob not null,
  sealed_by text not null,
  sealed_at integer not null
) strict;
