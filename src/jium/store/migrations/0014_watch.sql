-- Watching a place: reasons, vantage points, content-free evidence, and turns at a host.
alter table place_check add column reason text;
alter table place_check add column vantage text;
alter table place_check add column media integer;
alter table place_check add column compared integer;
alter table place_check add column record_sealed blob;
alter table place_check add column log_entry integer;

create table host_turn (
  host blob primary key not null,
  holder text,
  held_until integer,
  free_at integer not null,
  tail_at integer not null
) strict;

-- A watch on fingerprints alone, for those who fear that something spreads.
create table vigil (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  state text not null,
  language text not null,
  every_days integer not null,
  opened_at integer not null,
  opened_by text not null,
  counted_from integer not null,
  due_at integer,
  ended_at integer,
  found text
) strict;
create index vigil_by_case on vigil (the_case);
create index vigil_by_organisation on vigil (organisation, due_at);

create table vigil_statement (
  id integer primary key autoincrement,
  vigil integer not null references vigil,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  made_at integer not null,
  made_by text not null,
  counted_from integer not null,
  statement_sealed blob not null
) strict;
create index vigil_statement_by_vigil on vigil_statement (vigil, made_at);

-- How often the registry was asked, a day and an organisation that asked; never what.
create table lookup_count (
  day text not null,
  organisation integer not null references organisation,
  kind text not null,
  count integer not null,
  primary key (day, organisation, kind)
) strict;
