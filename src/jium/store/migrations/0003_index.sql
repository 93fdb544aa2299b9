-- Footage with prints (or a video's frames) is read at each start of a process; what has plain hashes alone lies in
-- the index's files.
alter table footage add column has_prints integer not null default 1;
