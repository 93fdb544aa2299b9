-- A platform's side of our API between installations: whose messages it takes, what they sent, what it asks them.
-- The columns `organisation` name the platform, whose rows these are.

-- A centre of another installation, known by the key with which it signs.
create table partner (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  name_sealed blob not null,
  public_key blob not null,
  named_by text not null,
  named_at integer not null,
  ended_by text,
  ended_at integer
) strict;
create index partner_by_platform on partner (organisation, public_key);

-- A request that a partner sent; id is its reference there. seq counts with those of platform_request.
create table received_request (
  id integer primary key,
  organisation integer not null references organisation,
  partner integer not null references partner,
  seq integer not null,
  data_key integer not null references data_key,
  content_sealed blob not null,
  state text not null,
  received_at integer not null,
  served_at integer,
  acknowledged_at integer,
  answered_at integer,
  reason text,
  words_sealed blob
) strict;
create index received_request_by_seq on received_request (organisation, seq);

create table received_question (
  id integer primary key,
  organisation integer not null references organisation,
  request integer not null references received_request,
  kind text not null,
  data_key integer not null references data_key,
  words_sealed blob not null,
  asked_at integer not null,
  answer_sealed blob,
  answered_at integer
) strict;
create index received_question_by_request on received_question (request, asked_at);
