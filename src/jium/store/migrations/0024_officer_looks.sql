-- What an officer saw at a place that jium cannot see (removal/officer_look.h): their word, its time and means.
create table officer_look (
  id integer primary key,
  request integer not null references removal_request,
  organisation integer not null references organisation,
  at integer not null,
  still_there integer not null,
  means text not null,
  looked_by text not null,
  recorded_at integer not null
) strict;
create index officer_look_by_request on officer_look (request, at);
alter table removal_request add column gone_by_word_at integer;
alter table forgotten_tally add column gone_by_word integer not null default 0;
-- Whom a ladder asks to leave a place out of search results.
create index site_by_kind on site (organisation, kind);
