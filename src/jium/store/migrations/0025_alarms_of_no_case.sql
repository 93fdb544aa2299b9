-- An alarm may be about no case: a webhook that is dead.
create table alarm_anew (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer references case_file,
  kind text not null,
  subject text not null,
  raised_at integer not null,
  seen_at integer
) strict;
insert into alarm_anew select id, organisation, the_case, kind, subject, raised_at, seen_at from alarm;
drop table alarm;
alter table alarm_anew rename to alarm;
create index alarm_by_organisation on alarm (organisation, raised_at);
create index alarm_by_subject on alarm (organisation, subject);
create index alarm_unseen on alarm (organisation, raised_at) where seen_at is null;
