-- Papers that were made for courts (their bytes are handed out and not kept), and what courts decided.
create table court_paper (
  id integer primary key,
  organisation integer not null references organisation,
  kind text not null,
  language text not null,
  made_by text not null,
  made_at integer not null,
  log_size integer not null,
  -- SHA-256 of the file that was handed out: whoever brings one back learns whether it is ours.
  digest text not null
) strict;
create index court_paper_by_organisation on court_paper (organisation, made_at);

create table court_paper_case (
  paper integer not null references court_paper,
  the_case integer not null references case_file,
  primary key (paper, the_case)
) strict;
create index court_paper_case_by_case on court_paper_case (the_case);

create table outcome (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  body_sealed blob not null,
  recorded_by text not null,
  recorded_at integer not null
) strict;
create index outcome_by_organisation on outcome (organisation, recorded_at);

create table outcome_case (
  outcome integer not null references outcome,
  the_case integer not null references case_file,
  primary key (outcome, the_case)
) strict;
create index outcome_case_by_case on outcome_case (the_case);
