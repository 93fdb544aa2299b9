-- The ladder of a sighting, block requests and those who follow them.

-- One open request a sighting and party: the operator, their host and a search engine may be asked beside each
-- other.
alter table removal_request add column rung text not null default 'site_operator';
drop index removal_request_once;
create unique index removal_request_once on removal_request (sighting, rung, site_operator) where state <> 'refused';
create index removal_request_by_sighting on removal_request (sighting, drafted_at);

create table ladder (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  sighting integer not null unique references sighting,
  plan text not null,
  state text not null,
  held_for text,
  until integer,
  ended_for text,
  confirmed_key text,
  confirmed_person integer,
  confirmed_role text,
  confirmed_at integer,
  confirmed_until integer,
  begun_at integer not null,
  ended_at integer,
  next_what text,
  next_at integer,
  next_rung text
) strict;
create index ladder_by_organisation on ladder (organisation, next_at);
create index ladder_by_case on ladder (the_case, begun_at);

create table ladder_step (
  ladder integer not null references ladder,
  rung text not null,
  place integer not null,
  state text not null,
  skipped_for text,
  ended_by text,
  drafted_at integer,
  remind_at integer,
  due_at integer,
  done_at integer,
  primary key (ladder, rung)
) strict;

create table block_request (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  sighting integer not null references sighting,
  legal_basis text not null,
  state text not null,
  measure text,
  reviewers integer not null,
  drafted_at integer not null,
  filed_at integer,
  decided_at integer,
  lifted_at integer
) strict;
create unique index block_request_once on block_request (sighting) where state in ('drafted', 'filed', 'granted');
create index block_request_by_state on block_request (state, filed_at);
create index block_request_by_case on block_request (the_case, drafted_at);
create index block_request_by_organisation on block_request (organisation, drafted_at);

create table block_vote (
  block_request integer not null references block_request,
  voter text not null,
  question text not null,
  organisation integer not null references organisation,
  voter_role text not null,
  verdict text not null,
  voted_at integer not null,
  primary key (block_request, voter, question)
) strict;

-- What an organisation is told, in order and without gaps: numbered under its own row, in the transaction of what
-- happened.
create table change_end (
  organisation integer primary key references organisation,
  last_seq integer not null
) strict;
create table change_entry (
  organisation integer not null references organisation,
  seq integer not null,
  happening text not null,
  subject text not null,
  at integer not null,
  primary key (organisation, seq)
) strict;

create table webhook (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  address_sealed blob not null,
  signing_seed_sealed blob not null,
  state text not null,
  delivered_seq integer not null,
  failing_since integer,
  set_by text not null,
  set_at integer not null,
  delivered_at integer
) strict;
create index webhook_by_organisation on webhook (organisation, set_at);

-- The block list of an access provider: like a platform's feed, with addresses in the place of fingerprints.
create table block_list (
  id integer primary key,
  organisation integer not null unique references organisation,
  data_key integer not null references data_key,
  signing_seed_sealed blob not null,
  opened_at integer not null,
  last_seq integer not null,
  chain blob not null,
  acknowledged_seq integer not null,
  acknowledged_at integer
) strict;
create table block_entry (
  id integer primary key,
  block_list integer not null references block_list,
  seq integer not null,
  act text not null,
  entry integer not null,
  block_request integer references block_request,
  entered_at integer not null,
  digest blob not null,
  chain blob not null,
  data_key integer not null references data_key,
  content_sealed blob,
  unique (block_list, seq)
) strict;
create index block_entry_by_request on block_entry (block_request, block_list);
create index block_entry_by_entry on block_entry (block_list, entry);
