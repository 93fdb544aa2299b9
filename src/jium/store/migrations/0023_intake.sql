-- What people tell a centre through its intake page. A waiting report has a data key of its own, so that it can be
-- shredded; an accepted one is sealed anew with the key of its case. The receipt is kept as a keyed digest of what
-- Argon2id made of it; `once_index` tells a form that was sent twice.
create table intake_report (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  receipt_index blob not null,
  once_index blob,
  state text not null,
  content_sealed blob,
  received_at integer not null,
  the_case integer references case_file,
  settled_at integer
) strict;
create unique index intake_report_by_receipt on intake_report (receipt_index);
create index intake_report_by_once on intake_report (organisation, once_index);
create index intake_report_by_case on intake_report (the_case);
create index intake_report_by_time on intake_report (organisation, received_at);

create table intake_message (
  id integer primary key,
  organisation integer not null references organisation,
  report integer not null references intake_report,
  author text not null,
  data_key integer not null references data_key,
  words_sealed blob not null,
  written_at integer not null,
  read_at integer
) strict;
create index intake_message_by_report on intake_message (report, written_at);

-- A person who typed their receipt, for some minutes: the keyed digest of a token that their page carries.
create table intake_session (
  id integer primary key,
  organisation integer not null references organisation,
  report integer not null references intake_report,
  token_index blob not null,
  started_at integer not null,
  ends_at integer not null
) strict;
create unique index intake_session_by_token on intake_session (token_index);
create index intake_session_by_report on intake_session (report);
