-- The audit log (docs/formats/audit_log.md). Rows are added and never changed, but for one thing: erasing what an
-- entry says takes away everything but the hash that the tree stands on.
create table audit_entry (
  seq integer primary key,
  leaf blob not null,
  nonce blob,
  record text,
  organisation integer references organisation,
  subject text,
  at integer not null
) strict;
create index audit_entry_by_organisation on audit_entry (organisation, seq);
create index audit_entry_by_subject on audit_entry (subject);

-- Of each eighth level of the tree but the lowest, which is audit_entry.leaf.
create table audit_hash (
  level integer not null,
  position integer not null,
  hash blob not null,
  primary key (level, position)
) strict;

-- What the log has signed about itself, and what each organisation's witness has cosigned.
create table audit_checkpoint (
  size integer primary key,
  note text not null,
  made_at integer not null
) strict;

create table audit_cosignature (
  size integer not null references audit_checkpoint,
  organisation integer not null references organisation,
  witness text not null,
  line text not null,
  made_at integer not null,
  primary key (size, organisation)
) strict;

-- The keys of the log, wrapped by the key file's key as data keys are: `sign` signs checkpoints under a name,
-- `subject` makes keyed ids and is never replaced.
create table audit_key (
  id integer primary key,
  purpose text not null,
  name text not null,
  wrapped blob not null,
  made_at integer not null,
  retired_at integer
) strict;
