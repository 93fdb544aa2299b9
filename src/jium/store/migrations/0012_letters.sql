-- Letters about many requests, batches that an officer confirms at once, how a centre writes, and replies that came in.

-- The further requests of a letter that is about many; the first stands with the letter itself.
create table letter_item (
  letter integer not null references letter,
  request integer not null unique references removal_request,
  primary key (letter, request)
) strict;

create table letter_setting (
  organisation integer primary key references organisation,
  data_key integer not null references data_key,
  signatory_sealed blob,
  undo_ms integer not null,
  trusted_flagger integer not null
) strict;

-- An officer's own time to undo, where it is not the centre's.
create table undo_window (
  person integer primary key references person,
  undo_ms integer not null
) strict;

-- The number of an investigation, where police have asked for removal.
create table investigation (
  the_case integer primary key references case_file,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  number_sealed blob not null,
  noted_by text not null,
  noted_at integer not null
) strict;

create table batch (
  id integer primary key,
  organisation integer not null references organisation,
  state text not null,
  prepared_by text not null,
  prepared_at integer not null,
  confirmed_by text,
  confirmed_at integer,
  leaves_at integer,
  undone_at integer
) strict;
create index batch_by_organisation on batch (organisation, prepared_at);

create table batch_request (
  batch integer not null references batch,
  request integer not null unique references removal_request,
  primary key (batch, request)
) strict;

create table batch_left_out (
  batch integer not null references batch,
  sighting integer not null references sighting,
  reason text not null,
  primary key (batch, sighting)
) strict;
create index batch_left_out_by_sighting on batch_left_out (sighting);

create table reply (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer references case_file,
  request integer references removal_request,
  data_key integer not null references data_key,
  content_sealed blob not null,
  message_index blob not null,
  kind text not null,
  doubtful integer not null,
  state text not null,
  applied integer not null,
  received_at integer not null,
  sorted_by text,
  sorted_at integer,
  unique (organisation, message_index)
) strict;
create index reply_by_organisation on reply (organisation, received_at);
create index reply_by_case on reply (the_case);

-- How far a centre's mailbox has been read.
create table mailbox_place (
  organisation integer primary key references organisation,
  validity integer not null,
  uid integer not null
) strict;
