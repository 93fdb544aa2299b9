-- What a person keeps of the console: their own views of lists, and how it looks. Sealed with the organisation's key,
-- because the name of a view is a person's own words.
create table person_view (
  id integer primary key,
  organisation integer not null references organisation,
  person integer not null references person,
  data_key integer not null references data_key,
  view_sealed blob not null,
  kept_at integer not null
) strict;
create index person_view_by_person on person_view (person, kept_at);

create table person_setting (
  person integer primary key references person,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  setting_sealed blob not null,
  kept_at integer not null
) strict;

-- Addresses that were handed in together. An inspection is named by its number alone: it may be deleted with a case,
-- and the list then says of that place that it is gone.
create table inspection_list (
  id integer primary key,
  organisation integer not null references organisation,
  actor text not null,
  asked_at integer not null,
  lines integer not null
) strict;
create index inspection_list_by_organisation on inspection_list (organisation, asked_at);

create table inspection_list_item (
  list integer not null references inspection_list,
  line integer not null,
  inspection integer not null,
  primary key (list, line)
) strict;

-- What waits for an officer is asked for each time that the console's first page is looked at.
create index removal_request_drafted on removal_request (organisation, drafted_at) where state = 'drafted';
create index removal_request_overdue on removal_request (organisation, due_at) where state = 'overdue';
create index reply_waiting on reply (organisation, received_at) where state = 'waiting';
create index sighting_by_organisation on sighting (organisation, first_seen);
