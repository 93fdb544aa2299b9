-- Retention counts from the day of closing.
alter table case_file add column closed_at integer;

-- An order that nothing of a case may be destroyed: placed by two, lifted by two. *_by columns say "key role person"
-- (casework/signer.h). The order's number is sealed with the organisation's key, as it outlives the case's.
create table legal_hold (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  data_key integer not null references data_key,
  order_sealed blob not null,
  asked_by text not null,
  asked_at integer not null,
  placed_by text,
  placed_at integer,
  release_asked_by text,
  release_asked_at integer,
  lifted_by text,
  lifted_at integer
) strict;
create index legal_hold_by_case on legal_hold (the_case, asked_at);

-- What was asked, decided and done about destroying a case. The row stays when the case is gone: it names the case by
-- its number and no person but those who decided.
create table erasure (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  data_key integer not null references data_key,
  reason text not null,
  state text not null,
  hindered_by text not null,
  asked_by text not null,
  asked_at integer not null,
  choice text,
  proposed_by text,
  proposed_at integer,
  decided_by text,
  decided_at integer,
  ground_sealed blob,
  told_sealed blob,
  done_at integer,
  swept_at integer
) strict;
create index erasure_by_case on erasure (the_case, asked_at);
create index erasure_by_organisation on erasure (organisation, asked_at);

-- What forgotten cases count for in their organisation's totals: numbers a month and class of record, no case.
create table forgotten_tally (
  organisation integer not null references organisation,
  month text not null,
  record text not null,
  cases integer not null,
  footage integer not null,
  sightings integer not null,
  recurrences integer not null,
  requests integer not null,
  sent integer not null,
  removed integer not null,
  awaiting_proof integer not null,
  refused integer not null,
  overdue integer not null,
  false_claims integer not null,
  primary key (organisation, month, record)
) strict;
