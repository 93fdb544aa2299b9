-- People see to their own proofs; the log's key changes; sightings are shared.
create table audit_succession (
  size integer primary key,
  note text not null,
  made_at integer not null
) strict;

-- What entries say is purged when no rule of retention demands it any more.
create index audit_entry_by_time on audit_entry (at) where nonce is not null;
