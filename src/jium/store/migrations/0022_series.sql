-- Centres that found their cases to be of one offender, with a board that all of them see; and what each gives for
-- counting people together: blind indices of tokens that its own machine made, under numbers that mean nothing.
create table series_group (
  id integer primary key,
  begun_at integer not null
) strict;

-- In the order of being proposed. A seat that was refused or left keeps its line.
create table series_seat (
  series integer not null references series_group,
  number integer not null,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  proposed_by integer not null references organisation,
  proposed_at integer not null,
  joined_at integer,
  left_at integer,
  primary key (series, number)
) strict;
create index series_seat_by_case on series_seat (the_case);
create index series_seat_by_organisation on series_seat (organisation);

create table series_agreement (
  series integer not null references series_group,
  number integer not null,
  organisation integer not null references organisation,
  primary key (series, number, organisation)
) strict;

create table series_person (
  id integer primary key,
  series integer not null references series_group,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  given_at integer not null
) strict;
create index series_person_by_series on series_person (series, organisation);
create index series_person_by_case on series_person (the_case);

create table series_person_token (
  person integer not null references series_person,
  token blob not null,
  primary key (person, token)
) strict;
