-- Generations of the master key, so that it can be changed while others work (key_rotation.h).
alter table data_key add column generation integer not null default 1;
create index data_key_by_generation on data_key (generation);
alter table audit_key add column generation integer not null default 1;

-- One row, id 1: the generation that wraps whatever is new, and the secret of the blind indexes, wrapped by it.
create table vault_state (
  id integer primary key,
  generation integer not null,
  index_secret blob not null
) strict;

-- When something of the operation happened last: a worker's sign of life, a backup (marks.h).
create table operation_mark (
  name text not null primary key,
  at integer not null
) strict;
