-- How much of the day on which a statement was made it has told already: the rest of that day is the next one's.
alter table vigil add column told_matches integer not null default 0;
alter table vigil add column told_looks integer not null default 0;
alter table vigil add column told_reports integer not null default 0;
