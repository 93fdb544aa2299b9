-- People see to their own proofs; the log's key changes; sightings are shared.
create table audit_succession (
  size integer primary key,
  note text not null,
  made_at integer not null
) strict;

-- What entries say is purged when no rule of retention demands it any more.
create index audit_entry_by_time on audit_entry (at) where nonce is not null;

-- How far a sighting or a label is shared, where its centre said less than of the footage.
create table child_sharing (
  kind text not null,
  child integer not null,
  footage integer not null references footage,
  level text not null,
  sharing_group integer references sharing_group,
  primary key (kind, child)
) strict;
create index child_sharing_by_footage on child_sharing (footage);
