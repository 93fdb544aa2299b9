-- The directory of sites and operators: kinds, channels, hosts, contact history, response records.
alter table site_operator add column channels_sealed blob;
alter table site_operator add column languages text not null default '';
alter table site_operator add column rule text;
alter table site_operator add column state text not null default 'reachable';
alter table site add column kind text not null default 'other';
alter table site add column owner integer references site_operator;
alter table site add column host integer references site_operator;
alter table site add column cdn integer references site_operator;
alter table site add column registrar integer references site_operator;
alter table site add column host_changed_at integer;
create table operator_contact (
  id integer primary key,
  organisation integer not null references organisation,
  site_operator integer not null references site_operator,
  site integer references site,
  request integer references removal_request,
  channel text not null,
  at integer not null,
  outcome text not null,
  outcome_at integer
) strict;
create index operator_contact_by_operator on operator_contact (site_operator, at);
create index operator_contact_by_site on operator_contact (site, at);
create index operator_contact_by_request on operator_contact (request);
create index removal_request_by_operator on removal_request (site_operator, drafted_at);
alter table site add column hosts_sealed blob;
create table contact_suggestion (
  id integer primary key,
  organisation integer not null references organisation,
  site integer not null references site,
  data_key integer not null references data_key,
  contact_sealed blob not null,
  source text not null,
  party text not null,
  found_at integer not null,
  state text not null,
  decided_at integer
) strict;
create index contact_suggestion_by_site on contact_suggestion (site, found_at);
alter table site_operator add column merged_into integer references site_operator;
create table operator_merge (
  merged integer primary key references site_operator,
  organisation integer not null references organisation,
  kept integer not null references site_operator,
  data_key integer not null references data_key,
  moved_sealed blob not null,
  actor text not null,
  at integer not null,
  undone_at integer
) strict;
create table case_support (
  the_case integer primary key references case_file,
  organisation integer not null references organisation,
  ground text not null
) strict;
create table sighting_leak (
  sighting integer primary key references sighting,
  organisation integer not null references organisation,
  identity_data integer not null
) strict;
create table cost_entry (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  request integer not null references removal_request,
  kind text not null,
  minutes integer not null,
  fee integer not null,
  currency text not null,
  actor text not null,
  at integer not null
) strict;
create index cost_entry_by_case on cost_entry (the_case, at);
