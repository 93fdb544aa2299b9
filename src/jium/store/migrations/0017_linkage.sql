-- Traces of offenders and links between cases of two centres. The words of a trace never come here: a key is a blind
-- index of a token that the centre's own machine made, and what the centre wants to read again is sealed to its own
-- key there.
create table trace (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  kind text not null,
  provenance text not null,
  confidence text not null,
  box blob,
  recorded_by text not null,
  recorded_at integer not null,
  withdrawn_at integer
) strict;
create index trace_by_case on trace (the_case);

create table trace_key (
  trace integer not null references trace,
  closeness text not null,
  token blob not null,
  primary key (trace, closeness)
) strict;
create index trace_key_by_token on trace_key (token);

create table case_link (
  id integer primary key,
  suggested_at integer not null,
  thousandths integer not null,
  state text not null,
  purpose text not null,
  until integer,
  settled_at integer,
  settled_by integer references organisation,
  declined_for text,
  ended_by text
) strict;

create table link_side (
  link integer not null references case_link,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  said_yes_at integer,
  fields text not null,
  primary key (link, organisation)
) strict;
create index link_side_by_case on link_side (the_case);

create table link_evidence (
  link integer not null references case_link,
  number integer not null,
  ground text not null,
  kind text,
  closeness text not null,
  confidence text not null,
  token blob,
  since integer not null,
  primary key (link, number)
) strict;

-- What officers made of a token: it opened a link of two centres, or one of them said that it is wrong.
create table token_lesson (
  token blob not null,
  link integer not null references case_link,
  organisation integer not null references organisation,
  opened integer not null,
  at integer not null,
  primary key (token, link, organisation)
) strict;

-- Blinded words that were answered for a centre on a day.
create table word_count (
  organisation integer not null references organisation,
  day text not null,
  used integer not null,
  primary key (organisation, day)
) strict;
