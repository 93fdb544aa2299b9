-- Requests that operators answer by themselves, and officers' tasks.

-- By which way a request goes.
alter table removal_request add column channel text not null default 'letter';

-- What a person has to do that jium cannot do by itself. Sealed with the case's key where there is a case, so that
-- erasing the case erases it.
create table task (
  id integer primary key,
  organisation integer not null references organisation,
  kind text not null,
  the_case integer references case_file,
  request integer references removal_request,
  subject text not null,
  data_key integer not null references data_key,
  note_sealed blob,
  state text not null,
  opened_by text not null,
  opened_at integer not null,
  due_at integer not null,
  assigned_to integer references person,
  finished_by text,
  finished_at integer,
  words_sealed blob,
  receipt_sealed blob
) strict;
create index task_by_state on task (organisation, state, due_at);
create index task_by_subject on task (organisation, kind, subject);
create index task_by_case on task (the_case);
create index task_by_request on task (request);

-- How an operator's form is filled in: declared by one person, rehearsed, confirmed by another.
create table form_recipe (
  id integer primary key,
  organisation integer not null references organisation,
  site_operator integer not null references site_operator,
  data_key integer not null references data_key,
  text_sealed blob not null,
  state text not null,
  kept_by text not null,
  kept_at integer not null,
  rehearsed_at integer,
  confirmed_by text,
  confirmed_at integer,
  retired_at integer,
  next_at integer not null
) strict;
create index form_recipe_by_operator on form_recipe (organisation, site_operator, state);

-- A request on its way out by HTTP: a filled-in form, or a message to an operator's own API. What was sent is
-- sealed; of what came back only numbers are kept.
create table outgoing_post (
  id integer primary key,
  request integer not null unique references removal_request,
  channel text not null,
  recipe integer references form_recipe,
  data_key integer not null references data_key,
  content_sealed blob not null,
  state text not null,
  attempt integer not null,
  settled_at integer,
  written_at integer not null,
  body_sha256 text not null,
  status integer,
  confirmed integer
) strict;
create index outgoing_post_by_recipe on outgoing_post (recipe);

-- The organisation's own key, by which operators know its messages.
create table organisation_signer (
  organisation integer primary key references organisation,
  data_key integer not null references data_key,
  seed_sealed blob not null,
  public_key blob not null,
  made_at integer not null
) strict;

-- An operator of a centre's directory is a platform of this installation: the centre says so, and the platform (or
-- the system administrator) agrees.
create table platform_link (
  id integer primary key,
  organisation integer not null references organisation,
  site_operator integer not null references site_operator,
  platform integer not null references organisation,
  named_by text not null,
  named_at integer not null,
  accepted_by text,
  accepted_at integer,
  ended_by text,
  ended_at integer
) strict;
create index platform_link_by_operator on platform_link (organisation, site_operator);
create index platform_link_by_platform on platform_link (platform);

-- Counts what each platform was served, so that no number is given twice, even after an erasure.
create table platform_count (
  platform integer primary key references organisation,
  last_seq integer not null
) strict;

-- A request as its platform sees it. seq is given anew with each change on the centre's side.
create table platform_request (
  request integer primary key references removal_request,
  organisation integer not null references organisation,
  platform integer not null references organisation,
  link integer not null references platform_link,
  seq integer not null,
  data_key integer not null references data_key,
  content_sealed blob not null,
  state text not null,
  filed_at integer not null,
  served_at integer,
  acknowledged_at integer,
  answered_at integer,
  reason text,
  words_sealed blob
) strict;
create index platform_request_by_seq on platform_request (platform, seq);

create table platform_question (
  id integer primary key,
  request integer not null references removal_request,
  platform integer not null references organisation,
  kind text not null,
  data_key integer not null references data_key,
  words_sealed blob not null,
  asked_at integer not null,
  answer_sealed blob,
  answered_at integer
) strict;
create index platform_question_by_request on platform_question (request, asked_at);
