create table sharing_group (
  id integer primary key,
  name text not null,
  made_by integer not null references organisation,
  made_at integer not null
) strict;

create table sharing_group_member (
  sharing_group integer not null references sharing_group,
  organisation integer not null references organisation,
  invited_at integer not null,
  joined_at integer,
  primary key (sharing_group, organisation)
) strict;
create index sharing_group_member_by_organisation on sharing_group_member (organisation);

-- What of footage reaches beyond its centre: on what basis, how far, and where it stands with the committee. Footage
-- from before this table has no row: it is shared with nobody and nobody is known to have registered it.
create table footage_life (
  footage integer primary key references footage,
  organisation integer not null references organisation,
  registered_by text not null,
  registered_role text not null,
  submitted_by text,
  submitted_role text,
  submitted_at integer,
  legal_basis text not null,
  scheme text,
  scheme_version text,
  class_code text,
  level text not null,
  sharing_group integer references sharing_group,
  decision_round integer not null,
  awaits integer not null,
  under_review integer not null
) strict;
create index footage_life_by_awaits on footage_life (awaits, submitted_at);

create table footage_label (
  id integer primary key,
  footage integer not null references footage,
  organisation integer not null references organisation,
  scheme text not null,
  scheme_version text not null,
  class_code text not null,
  labeller text not null,
  labelled_at integer not null
) strict;
create index footage_label_by_footage on footage_label (footage, labelled_at);

-- Immutable. The newest of a footage holds; number gives their order.
create table decision (
  id integer primary key,
  footage integer not null references footage,
  number integer not null,
  decided_by text not null,
  verdict text not null,
  reviewers integer not null,
  scheme text not null,
  scheme_version text not null,
  class_code text not null,
  grounds text not null,
  supersedes integer references decision,
  decided_at integer not null,
  unique (footage, number)
) strict;

-- The key makes a second vote of one reviewer impossible, whatever runs at the same time.
create table decision_vote (
  footage integer not null references footage,
  decision_round integer not null,
  voter text not null,
  organisation integer not null references organisation,
  voter_role text not null,
  verdict text not null,
  scheme text not null,
  scheme_version text not null,
  class_code text not null,
  grounds text not null,
  voted_at integer not null,
  primary key (footage, decision_round, voter)
) strict;

-- One feed a platform. last_seq counts its entries: the row is locked by whoever adds one, so that numbers are
-- given in the order of commits and without gaps. The seeds are sealed under the platform's own data key.
create table feed (
  id integer primary key,
  organisation integer not null unique references organisation,
  data_key integer not null references data_key,
  signing_seed_sealed blob not null,
  canary_seed_sealed blob not null,
  accepts_on_device integer not null,
  opened_at integer not null,
  last_seq integer not null,
  chain blob not null,
  items integer not null,
  canaries integer not null,
  acknowledged_seq integer not null,
  acknowledged_at integer
) strict;

-- What an entry says is sealed with the key of the footage's case (a canary's with the platform's), so that erasing
-- the case erases it here too; withdrawing empties it. The digest is salted and stays, for the chain.
create table feed_entry (
  id integer primary key,
  feed integer not null references feed,
  seq integer not null,
  act text not null,
  entry integer not null,
  footage integer references footage,
  decision integer references decision,
  entered_at integer not null,
  digest blob not null,
  chain blob not null,
  data_key integer not null references data_key,
  content_sealed blob,
  unique (feed, seq)
) strict;
create index feed_entry_by_footage on feed_entry (footage, feed);
create index feed_entry_by_entry on feed_entry (feed, entry);

create table appeal (
  id integer primary key,
  organisation integer not null references organisation,
  feed integer not null references feed,
  entry integer not null,
  footage integer references footage,
  data_key integer not null references data_key,
  code text not null,
  words_sealed blob,
  state text not null,
  filed_at integer not null,
  decided_at integer
) strict;
create index appeal_by_state on appeal (state, filed_at);
create index appeal_by_footage on appeal (footage, state);

create table appeal_vote (
  appeal integer not null references appeal,
  voter text not null,
  organisation integer not null references organisation,
  voter_role text not null,
  outcome text not null,
  voted_at integer not null,
  primary key (appeal, voter)
) strict;
