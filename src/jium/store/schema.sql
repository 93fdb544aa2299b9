CREATE TABLE organisation (
  id integer primary key,
  kind text not null,
  name text not null,
  mail text not null,
  added_at integer not null
, suspended_at integer) strict;

CREATE TABLE data_key (
  id integer primary key,
  organisation integer not null references organisation,
  wrapped blob
, generation integer not null default 1) strict;

CREATE TABLE access_key (
  id integer primary key,
  organisation integer not null references organisation,
  kind text not null,
  role text not null,
  label text not null,
  secret_digest blob not null unique,
  created_at integer not null,
  expires_at integer,
  last_used_at integer,
  revoked_at integer
, person integer references person, stepped_up_at integer, may_reveal integer not null default 0, signing_key blob) strict;

CREATE TABLE case_file (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  pseudonym_sealed blob not null,
  age_band text not null,
  harm_types text not null,
  requester text not null,
  papers_checked_at integer,
  consent_removal integer not null,
  consent_police integer not null,
  consent_other_centres integer not null,
  state text not null,
  opened_at integer not null
, pseudonym_index blob, closed_at integer) strict;

CREATE INDEX case_file_by_organisation on case_file (organisation, opened_at);

CREATE TABLE footage (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  data_key integer not null references data_key,
  kind text not null,
  source text not null,
  state text not null,
  fingerprints_sealed blob not null,
  registered_at integer not null,
  decided_at integer,
  withdrawn_at integer
, has_prints integer not null default 1) strict;

CREATE INDEX footage_by_case on footage (the_case);

CREATE TABLE footage_change (
  seq integer primary key autoincrement,
  footage integer not null references footage
) strict;

CREATE TABLE site_operator (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  name_sealed blob not null,
  mail_sealed blob not null,
  language text not null,
  jurisdiction text not null,
  added_at integer not null
, channels_sealed blob, languages text not null default '', rule text, state text not null default 'reachable', merged_into integer references site_operator) strict;

CREATE INDEX site_operator_by_organisation on site_operator (organisation);

CREATE TABLE site (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  name_sealed blob not null,
  name_index blob not null,
  site_operator integer references site_operator,
  added_at integer not null, kind text not null default 'other', owner integer references site_operator, host integer references site_operator, cdn integer references site_operator, registrar integer references site_operator, host_changed_at integer, hosts_sealed blob,
  unique (organisation, name_index)
) strict;

CREATE TABLE sighting (
  id integer primary key,
  organisation integer not null references organisation,
  footage integer not null references footage,
  site integer not null references site,
  data_key integer not null references data_key,
  address_sealed blob not null,
  address_index blob not null,
  state text not null,
  algorithm text not null,
  distance integer not null,
  recurrence_of integer references sighting,
  first_seen integer not null,
  last_seen integer not null,
  gone_at integer,
  evidence_sealed blob
, witness text not null default 'pdq', sureness integer not null default 100) strict;

CREATE INDEX sighting_by_footage on sighting (footage, site);

CREATE INDEX sighting_by_address on sighting (organisation, address_index);

CREATE UNIQUE INDEX sighting_live_once on sighting (footage, address_index) where state = 'live';

CREATE TABLE removal_request (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  sighting integer not null references sighting,
  site_operator integer not null references site_operator,
  language text not null,
  rule text not null,
  state text not null,
  recurrence_of integer references removal_request,
  false_claims integer not null,
  drafted_at integer not null,
  confirmed_at integer,
  sent_at integer,
  due_at integer,
  acknowledged_at integer,
  claimed_at integer,
  removed_at integer,
  verified_at integer,
  refused_at integer
, rung text not null default 'site_operator', channel text not null default 'letter', gone_by_word_at integer) strict;

CREATE INDEX removal_request_by_case on removal_request (the_case, drafted_at);

CREATE INDEX removal_request_by_organisation on removal_request (organisation, drafted_at);

CREATE TABLE letter (
  id integer primary key,
  request integer not null unique references removal_request,
  data_key integer not null references data_key,
  content_sealed blob not null,
  state text not null,
  attempt integer not null,
  settled_at integer,
  written_at integer not null
) strict;

CREATE TABLE place_check (
  id integer primary key autoincrement,
  request integer not null references removal_request,
  at integer not null,
  outcome text not null,
  distance integer,
  data_key integer not null references data_key,
  evidence_sealed blob
, reason text, vantage text, media integer, compared integer, record_sealed blob, log_entry integer) strict;

CREATE INDEX place_check_by_request on place_check (request, at);

CREATE TABLE inspection (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  actor text not null,
  address_sealed blob not null,
  state text not null,
  finding text,
  sighting integer references sighting,
  distance integer,
  recurrence integer not null,
  note_sealed blob,
  asked_at integer not null,
  done_at integer
) strict;

CREATE TABLE job (
  id integer primary key autoincrement,
  kind text not null,
  subject integer not null,
  due_at integer not null,
  lease_until integer,
  lease_owner text,
  attempts integer not null,
  last_fault text,
  unique (kind, subject)
) strict;

CREATE INDEX job_by_due on job (due_at);

CREATE TABLE history (
  id integer primary key autoincrement,
  the_case integer not null references case_file,
  at integer not null,
  actor text not null,
  event text not null,
  subject text not null,
  data_key integer not null references data_key,
  note_sealed blob
) strict;

CREATE INDEX history_by_case on history (the_case, id);

CREATE TABLE idempotency (
  access_key integer not null references access_key,
  key_digest blob not null,
  request_digest blob not null,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  status integer not null,
  body_sealed blob not null,
  made_at integer not null,
  primary key (access_key, key_digest)
) strict;

CREATE TABLE audit_entry (
  seq integer primary key,
  leaf blob not null,
  nonce blob,
  record text,
  organisation integer references organisation,
  subject text,
  at integer not null
) strict;

CREATE INDEX audit_entry_by_organisation on audit_entry (organisation, seq);

CREATE INDEX audit_entry_by_subject on audit_entry (subject);

CREATE TABLE audit_hash (
  level integer not null,
  position integer not null,
  hash blob not null,
  primary key (level, position)
) strict;

CREATE TABLE audit_checkpoint (
  size integer primary key,
  note text not null,
  made_at integer not null
) strict;

CREATE TABLE audit_cosignature (
  size integer not null references audit_checkpoint,
  organisation integer not null references organisation,
  witness text not null,
  line text not null,
  made_at integer not null,
  primary key (size, organisation)
) strict;

CREATE TABLE audit_key (
  id integer primary key,
  purpose text not null,
  name text not null,
  wrapped blob not null,
  made_at integer not null,
  retired_at integer
, generation integer not null default 1) strict;

CREATE TABLE person (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  name_sealed blob not null,
  state text not null,
  invited_at integer not null,
  joined_at integer,
  suspended_at integer,
  left_at integer
) strict;

CREATE INDEX person_by_organisation on person (organisation, invited_at);

CREATE TABLE person_role (
  id integer primary key,
  person integer not null references person,
  role text not null,
  granted_at integer not null,
  granted_by text not null,
  withdrawn_at integer,
  withdrawn_by text
) strict;

CREATE UNIQUE INDEX person_role_once on person_role (person, role) where withdrawn_at is null;

CREATE TABLE person_proof (
  person integer primary key references person,
  data_key integer not null references data_key,
  passphrase_sealed blob,
  code_secret_sealed blob,
  code_step integer not null,
  failures integer not null,
  wait_until integer
) strict;

CREATE TABLE passkey (
  id integer primary key,
  person integer not null references person,
  credential blob not null unique,
  algorithm text not null,
  public_key blob not null,
  sign_count integer not null,
  added_at integer not null,
  last_used_at integer,
  revoked_at integer
) strict;

CREATE INDEX passkey_by_person on passkey (person);

CREATE TABLE spent_token (
  digest blob not null primary key,
  expires_at integer not null
) strict;

CREATE INDEX spent_token_by_end on spent_token (expires_at);

CREATE INDEX access_key_by_person on access_key (person);

CREATE TABLE sharing_group (
  id integer primary key,
  name text not null,
  made_by integer not null references organisation,
  made_at integer not null
) strict;

CREATE TABLE sharing_group_member (
  sharing_group integer not null references sharing_group,
  organisation integer not null references organisation,
  invited_at integer not null,
  joined_at integer,
  primary key (sharing_group, organisation)
) strict;

CREATE INDEX sharing_group_member_by_organisation on sharing_group_member (organisation);

CREATE TABLE footage_life (
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

CREATE INDEX footage_life_by_awaits on footage_life (awaits, submitted_at);

CREATE TABLE footage_label (
  id integer primary key,
  footage integer not null references footage,
  organisation integer not null references organisation,
  scheme text not null,
  scheme_version text not null,
  class_code text not null,
  labeller text not null,
  labelled_at integer not null
) strict;

CREATE INDEX footage_label_by_footage on footage_label (footage, labelled_at);

CREATE TABLE decision (
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

CREATE TABLE decision_vote (
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

CREATE TABLE feed (
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

CREATE TABLE feed_entry (
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

CREATE INDEX feed_entry_by_footage on feed_entry (footage, feed);

CREATE INDEX feed_entry_by_entry on feed_entry (feed, entry);

CREATE TABLE appeal (
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

CREATE INDEX appeal_by_state on appeal (state, filed_at);

CREATE INDEX appeal_by_footage on appeal (footage, state);

CREATE TABLE appeal_vote (
  appeal integer not null references appeal,
  voter text not null,
  organisation integer not null references organisation,
  voter_role text not null,
  outcome text not null,
  voted_at integer not null,
  primary key (appeal, voter)
) strict;

CREATE TABLE assignment (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  person integer not null,
  assigned_at integer not null,
  assigned_by text not null,
  until integer,
  released_at integer,
  released_by text
) strict;

CREATE INDEX assignment_by_person on assignment (organisation, person);

CREATE UNIQUE INDEX assignment_once on assignment (the_case, person) where released_at is null;

CREATE INDEX case_file_by_pseudonym on case_file (organisation, pseudonym_index);

CREATE TABLE reveal (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  sighting integer not null references sighting,
  task text not null,
  actor text not null,
  at integer not null
) strict;

CREATE INDEX reveal_by_organisation on reveal (organisation, at);

CREATE TABLE reveal_count (
  organisation integer not null references organisation,
  holder text not null,
  day text not null,
  used integer not null,
  primary key (organisation, holder, day)
) strict;

CREATE TABLE decoy (
  the_case integer primary key references case_file,
  organisation integer not null references organisation,
  planted_by text not null,
  planted_at integer not null
) strict;

CREATE TABLE identity_key (
  id integer primary key,
  organisation integer not null references organisation,
  public_key blob not null,
  published_by text not null,
  published_at integer not null,
  unique (organisation, public_key)
) strict;

CREATE TABLE survivor_identity (
  the_case integer primary key references case_file,
  organisation integer not null references organisation,
  identity_key integer not null references identity_key,
  data_key integer not null references data_key,
  box_sealed blob not null,
  sealed_by text not null,
  sealed_at integer not null
) strict;

CREATE TABLE legal_hold (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  data_key integer not null references data_key,
  order_sealed blob not null,
  asked_by text not null,
  asked_at integer not null,
  placed_by text,
  placed_at integer,
  release_asked_by text,
  release_asked_at integer,
  lifted_by text,
  lifted_at integer
) strict;

CREATE INDEX legal_hold_by_case on legal_hold (the_case, asked_at);

CREATE TABLE erasure (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  data_key integer not null references data_key,
  reason text not null,
  state text not null,
  hindered_by text not null,
  asked_by text not null,
  asked_at integer not null,
  choice text,
  proposed_by text,
  proposed_at integer,
  decided_by text,
  decided_at integer,
  ground_sealed blob,
  told_sealed blob,
  done_at integer,
  swept_at integer
) strict;

CREATE INDEX erasure_by_case on erasure (the_case, asked_at);

CREATE INDEX erasure_by_organisation on erasure (organisation, asked_at);

CREATE TABLE forgotten_tally (
  organisation integer not null references organisation,
  month text not null,
  record text not null,
  cases integer not null,
  footage integer not null,
  sightings integer not null,
  recurrences integer not null,
  requests integer not null,
  sent integer not null,
  removed integer not null,
  awaiting_proof integer not null,
  refused integer not null,
  overdue integer not null,
  false_claims integer not null, gone_by_word integer not null default 0,
  primary key (organisation, month, record)
) strict;

CREATE INDEX data_key_by_generation on data_key (generation);

CREATE TABLE vault_state (
  id integer primary key,
  generation integer not null,
  index_secret blob not null
) strict;

CREATE TABLE operation_mark (
  name text not null primary key,
  at integer not null
) strict;

CREATE TABLE operator_contact (
  id integer primary key,
  organisation integer not null references organisation,
  site_operator integer not null references site_operator,
  site integer references site,
  request integer references removal_request,
  channel text not null,
  at integer not null,
  outcome text not null,
  outcome_at integer
) strict;

CREATE INDEX operator_contact_by_operator on operator_contact (site_operator, at);

CREATE INDEX operator_contact_by_site on operator_contact (site, at);

CREATE INDEX operator_contact_by_request on operator_contact (request);

CREATE INDEX removal_request_by_operator on removal_request (site_operator, drafted_at);

CREATE TABLE contact_suggestion (
  id integer primary key,
  organisation integer not null references organisation,
  site integer not null references site,
  data_key integer not null references data_key,
  contact_sealed blob not null,
  source text not null,
  party text not null,
  found_at integer not null,
  state text not null,
  decided_at integer
) strict;

CREATE INDEX contact_suggestion_by_site on contact_suggestion (site, found_at);

CREATE TABLE operator_merge (
  merged integer primary key references site_operator,
  organisation integer not null references organisation,
  kept integer not null references site_operator,
  data_key integer not null references data_key,
  moved_sealed blob not null,
  actor text not null,
  at integer not null,
  undone_at integer
) strict;

CREATE TABLE case_support (
  the_case integer primary key references case_file,
  organisation integer not null references organisation,
  ground text not null
) strict;

CREATE TABLE sighting_leak (
  sighting integer primary key references sighting,
  organisation integer not null references organisation,
  identity_data integer not null
) strict;

CREATE TABLE cost_entry (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  request integer not null references removal_request,
  kind text not null,
  minutes integer not null,
  fee integer not null,
  currency text not null,
  actor text not null,
  at integer not null
) strict;

CREATE INDEX cost_entry_by_case on cost_entry (the_case, at);

CREATE TABLE letter_item (
  letter integer not null references letter,
  request integer not null unique references removal_request,
  primary key (letter, request)
) strict;

CREATE TABLE letter_setting (
  organisation integer primary key references organisation,
  data_key integer not null references data_key,
  signatory_sealed blob,
  undo_ms integer not null,
  trusted_flagger integer not null
) strict;

CREATE TABLE undo_window (
  person integer primary key references person,
  undo_ms integer not null
) strict;

CREATE TABLE investigation (
  the_case integer primary key references case_file,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  number_sealed blob not null,
  noted_by text not null,
  noted_at integer not null
) strict;

CREATE TABLE batch (
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

CREATE INDEX batch_by_organisation on batch (organisation, prepared_at);

CREATE TABLE batch_request (
  batch integer not null references batch,
  request integer not null unique references removal_request,
  primary key (batch, request)
) strict;

CREATE TABLE batch_left_out (
  batch integer not null references batch,
  sighting integer not null references sighting,
  reason text not null,
  primary key (batch, sighting)
) strict;

CREATE INDEX batch_left_out_by_sighting on batch_left_out (sighting);

CREATE TABLE reply (
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

CREATE INDEX reply_by_organisation on reply (organisation, received_at);

CREATE INDEX reply_by_case on reply (the_case);

CREATE TABLE mailbox_place (
  organisation integer primary key references organisation,
  validity integer not null,
  uid integer not null
) strict;

CREATE UNIQUE INDEX removal_request_once on removal_request (sighting, rung, site_operator) where state <> 'refused';

CREATE INDEX removal_request_by_sighting on removal_request (sighting, drafted_at);

CREATE TABLE ladder (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  sighting integer not null unique references sighting,
  plan text not null,
  state text not null,
  held_for text,
  until integer,
  ended_for text,
  confirmed_key text,
  confirmed_person integer,
  confirmed_role text,
  confirmed_at integer,
  confirmed_until integer,
  begun_at integer not null,
  ended_at integer,
  next_what text,
  next_at integer,
  next_rung text
) strict;

CREATE INDEX ladder_by_organisation on ladder (organisation, next_at);

CREATE INDEX ladder_by_case on ladder (the_case, begun_at);

CREATE TABLE ladder_step (
  ladder integer not null references ladder,
  rung text not null,
  place integer not null,
  state text not null,
  skipped_for text,
  ended_by text,
  drafted_at integer,
  remind_at integer,
  due_at integer,
  done_at integer,
  primary key (ladder, rung)
) strict;

CREATE TABLE block_request (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  sighting integer not null references sighting,
  legal_basis text not null,
  state text not null,
  measure text,
  reviewers integer not null,
  drafted_at integer not null,
  filed_at integer,
  decided_at integer,
  lifted_at integer
) strict;

CREATE UNIQUE INDEX block_request_once on block_request (sighting) where state in ('drafted', 'filed', 'granted');

CREATE INDEX block_request_by_state on block_request (state, filed_at);

CREATE INDEX block_request_by_case on block_request (the_case, drafted_at);

CREATE INDEX block_request_by_organisation on block_request (organisation, drafted_at);

CREATE TABLE block_vote (
  block_request integer not null references block_request,
  voter text not null,
  question text not null,
  organisation integer not null references organisation,
  voter_role text not null,
  verdict text not null,
  voted_at integer not null,
  primary key (block_request, voter, question)
) strict;

CREATE TABLE change_end (
  organisation integer primary key references organisation,
  last_seq integer not null
) strict;

CREATE TABLE change_entry (
  organisation integer not null references organisation,
  seq integer not null,
  happening text not null,
  subject text not null,
  at integer not null,
  primary key (organisation, seq)
) strict;

CREATE TABLE webhook (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  address_sealed blob not null,
  signing_seed_sealed blob not null,
  state text not null,
  delivered_seq integer not null,
  failing_since integer,
  set_by text not null,
  set_at integer not null,
  delivered_at integer
) strict;

CREATE INDEX webhook_by_organisation on webhook (organisation, set_at);

CREATE TABLE block_list (
  id integer primary key,
  organisation integer not null unique references organisation,
  data_key integer not null references data_key,
  signing_seed_sealed blob not null,
  opened_at integer not null,
  last_seq integer not null,
  chain blob not null,
  acknowledged_seq integer not null,
  acknowledged_at integer
) strict;

CREATE TABLE block_entry (
  id integer primary key,
  block_list integer not null references block_list,
  seq integer not null,
  act text not null,
  entry integer not null,
  block_request integer references block_request,
  entered_at integer not null,
  digest blob not null,
  chain blob not null,
  data_key integer not null references data_key,
  content_sealed blob,
  unique (block_list, seq)
) strict;

CREATE INDEX block_entry_by_request on block_entry (block_request, block_list);

CREATE INDEX block_entry_by_entry on block_entry (block_list, entry);

CREATE TABLE host_turn (
  host blob primary key not null,
  holder text,
  held_until integer,
  free_at integer not null,
  tail_at integer not null
) strict;

CREATE TABLE vigil (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  state text not null,
  language text not null,
  every_days integer not null,
  opened_at integer not null,
  opened_by text not null,
  counted_from integer not null,
  due_at integer,
  ended_at integer,
  found text
, told_matches integer not null default 0, told_looks integer not null default 0, told_reports integer not null default 0) strict;

CREATE INDEX vigil_by_case on vigil (the_case);

CREATE INDEX vigil_by_organisation on vigil (organisation, due_at);

CREATE TABLE vigil_statement (
  id integer primary key autoincrement,
  vigil integer not null references vigil,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  made_at integer not null,
  made_by text not null,
  counted_from integer not null,
  statement_sealed blob not null
) strict;

CREATE INDEX vigil_statement_by_vigil on vigil_statement (vigil, made_at);

CREATE TABLE lookup_count (
  day text not null,
  organisation integer not null references organisation,
  kind text not null,
  count integer not null,
  primary key (day, organisation, kind)
) strict;

CREATE TABLE task (
  id integer primary key,
  organisation integer not null references organisation,
  kind text not null,
  the_case integer references case_file,
  request integer references removal_request,
  subject text not null,
  data_key integer not null references data_key,
  note_sealed blob,
  state text not null,
  opened_by text not null,
  opened_at integer not null,
  due_at integer not null,
  assigned_to integer references person,
  finished_by text,
  finished_at integer,
  words_sealed blob,
  receipt_sealed blob
) strict;

CREATE INDEX task_by_state on task (organisation, state, due_at);

CREATE INDEX task_by_subject on task (organisation, kind, subject);

CREATE INDEX task_by_case on task (the_case);

CREATE INDEX task_by_request on task (request);

CREATE TABLE form_recipe (
  id integer primary key,
  organisation integer not null references organisation,
  site_operator integer not null references site_operator,
  data_key integer not null references data_key,
  text_sealed blob not null,
  state text not null,
  kept_by text not null,
  kept_at integer not null,
  rehearsed_at integer,
  confirmed_by text,
  confirmed_at integer,
  retired_at integer,
  next_at integer not null
) strict;

CREATE INDEX form_recipe_by_operator on form_recipe (organisation, site_operator, state);

CREATE TABLE outgoing_post (
  id integer primary key,
  request integer not null unique references removal_request,
  channel text not null,
  recipe integer references form_recipe,
  data_key integer not null references data_key,
  content_sealed blob not null,
  state text not null,
  attempt integer not null,
  settled_at integer,
  written_at integer not null,
  body_sha256 text not null,
  status integer,
  confirmed integer
) strict;

CREATE INDEX outgoing_post_by_recipe on outgoing_post (recipe);

CREATE TABLE organisation_signer (
  organisation integer primary key references organisation,
  data_key integer not null references data_key,
  seed_sealed blob not null,
  public_key blob not null,
  made_at integer not null
) strict;

CREATE TABLE platform_link (
  id integer primary key,
  organisation integer not null references organisation,
  site_operator integer not null references site_operator,
  platform integer not null references organisation,
  named_by text not null,
  named_at integer not null,
  accepted_by text,
  accepted_at integer,
  ended_by text,
  ended_at integer
) strict;

CREATE INDEX platform_link_by_operator on platform_link (organisation, site_operator);

CREATE INDEX platform_link_by_platform on platform_link (platform);

CREATE TABLE platform_count (
  platform integer primary key references organisation,
  last_seq integer not null
) strict;

CREATE TABLE platform_request (
  request integer primary key references removal_request,
  organisation integer not null references organisation,
  platform integer not null references organisation,
  link integer not null references platform_link,
  seq integer not null,
  data_key integer not null references data_key,
  content_sealed blob not null,
  state text not null,
  filed_at integer not null,
  served_at integer,
  acknowledged_at integer,
  answered_at integer,
  reason text,
  words_sealed blob
) strict;

CREATE INDEX platform_request_by_seq on platform_request (platform, seq);

CREATE TABLE platform_question (
  id integer primary key,
  request integer not null references removal_request,
  platform integer not null references organisation,
  kind text not null,
  data_key integer not null references data_key,
  words_sealed blob not null,
  asked_at integer not null,
  answer_sealed blob,
  answered_at integer
) strict;

CREATE INDEX platform_question_by_request on platform_question (request, asked_at);

CREATE TABLE audit_succession (
  size integer primary key,
  note text not null,
  made_at integer not null
) strict;

CREATE INDEX audit_entry_by_time on audit_entry (at) where nonce is not null;

CREATE TABLE child_sharing (
  kind text not null,
  child integer not null,
  footage integer not null references footage,
  level text not null,
  sharing_group integer references sharing_group,
  primary key (kind, child)
) strict;

CREATE INDEX child_sharing_by_footage on child_sharing (footage);

CREATE TABLE trace (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  kind text not null,
  provenance text not null,
  confidence text not null,
  box blob,
  recorded_by text not null,
  recorded_at integer not null,
  withdrawn_at integer
) strict;

CREATE INDEX trace_by_case on trace (the_case);

CREATE TABLE trace_key (
  trace integer not null references trace,
  closeness text not null,
  token blob not null,
  primary key (trace, closeness)
) strict;

CREATE INDEX trace_key_by_token on trace_key (token);

CREATE TABLE case_link (
  id integer primary key,
  suggested_at integer not null,
  thousandths integer not null,
  state text not null,
  purpose text not null,
  until integer,
  settled_at integer,
  settled_by integer references organisation,
  declined_for text,
  ended_by text
) strict;

CREATE TABLE link_side (
  link integer not null references case_link,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  said_yes_at integer,
  fields text not null,
  primary key (link, organisation)
) strict;

CREATE INDEX link_side_by_case on link_side (the_case);

CREATE TABLE link_evidence (
  link integer not null references case_link,
  number integer not null,
  ground text not null,
  kind text,
  closeness text not null,
  confidence text not null,
  token blob,
  since integer not null,
  primary key (link, number)
) strict;

CREATE TABLE token_lesson (
  token blob not null,
  link integer not null references case_link,
  organisation integer not null references organisation,
  opened integer not null,
  at integer not null,
  primary key (token, link, organisation)
) strict;

CREATE TABLE word_count (
  organisation integer not null references organisation,
  day text not null,
  used integer not null,
  primary key (organisation, day)
) strict;

CREATE TABLE court_paper (
  id integer primary key,
  organisation integer not null references organisation,
  kind text not null,
  language text not null,
  made_by text not null,
  made_at integer not null,
  log_size integer not null,
  -- SHA-256 of the file that was handed out: whoever brings one back learns whether it is ours.
  digest text not null
) strict;

CREATE INDEX court_paper_by_organisation on court_paper (organisation, made_at);

CREATE TABLE court_paper_case (
  paper integer not null references court_paper,
  the_case integer not null references case_file,
  primary key (paper, the_case)
) strict;

CREATE INDEX court_paper_case_by_case on court_paper_case (the_case);

CREATE TABLE outcome (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  body_sealed blob not null,
  recorded_by text not null,
  recorded_at integer not null
) strict;

CREATE INDEX outcome_by_organisation on outcome (organisation, recorded_at);

CREATE TABLE outcome_case (
  outcome integer not null references outcome,
  the_case integer not null references case_file,
  primary key (outcome, the_case)
) strict;

CREATE INDEX outcome_case_by_case on outcome_case (the_case);

CREATE TABLE partner (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  name_sealed blob not null,
  public_key blob not null,
  named_by text not null,
  named_at integer not null,
  ended_by text,
  ended_at integer
) strict;

CREATE INDEX partner_by_platform on partner (organisation, public_key);

CREATE TABLE received_request (
  id integer primary key,
  organisation integer not null references organisation,
  partner integer not null references partner,
  seq integer not null,
  data_key integer not null references data_key,
  content_sealed blob not null,
  state text not null,
  received_at integer not null,
  served_at integer,
  acknowledged_at integer,
  answered_at integer,
  reason text,
  words_sealed blob
) strict;

CREATE INDEX received_request_by_seq on received_request (organisation, seq);

CREATE TABLE received_question (
  id integer primary key,
  organisation integer not null references organisation,
  request integer not null references received_request,
  kind text not null,
  data_key integer not null references data_key,
  words_sealed blob not null,
  asked_at integer not null,
  answer_sealed blob,
  answered_at integer
) strict;

CREATE INDEX received_question_by_request on received_question (request, asked_at);

CREATE INDEX block_request_by_sighting on block_request (sighting, drafted_at);

CREATE TABLE series_group (
  id integer primary key,
  begun_at integer not null
) strict;

CREATE TABLE series_seat (
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

CREATE INDEX series_seat_by_case on series_seat (the_case);

CREATE INDEX series_seat_by_organisation on series_seat (organisation);

CREATE TABLE series_agreement (
  series integer not null references series_group,
  number integer not null,
  organisation integer not null references organisation,
  primary key (series, number, organisation)
) strict;

CREATE TABLE series_person (
  id integer primary key,
  series integer not null references series_group,
  organisation integer not null references organisation,
  the_case integer not null references case_file,
  given_at integer not null
) strict;

CREATE INDEX series_person_by_series on series_person (series, organisation);

CREATE INDEX series_person_by_case on series_person (the_case);

CREATE TABLE series_person_token (
  person integer not null references series_person,
  token blob not null,
  primary key (person, token)
) strict;

CREATE TABLE intake_report (
  id integer primary key,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  receipt_index blob not null,
  once_index blob,
  state text not null,
  content_sealed blob,
  received_at integer not null,
  the_case integer references case_file,
  settled_at integer
) strict;

CREATE UNIQUE INDEX intake_report_by_receipt on intake_report (receipt_index);

CREATE INDEX intake_report_by_once on intake_report (organisation, once_index);

CREATE INDEX intake_report_by_case on intake_report (the_case);

CREATE INDEX intake_report_by_time on intake_report (organisation, received_at);

CREATE TABLE intake_message (
  id integer primary key,
  organisation integer not null references organisation,
  report integer not null references intake_report,
  author text not null,
  data_key integer not null references data_key,
  words_sealed blob not null,
  written_at integer not null,
  read_at integer
) strict;

CREATE INDEX intake_message_by_report on intake_message (report, written_at);

CREATE TABLE intake_session (
  id integer primary key,
  organisation integer not null references organisation,
  report integer not null references intake_report,
  token_index blob not null,
  started_at integer not null,
  ends_at integer not null
) strict;

CREATE UNIQUE INDEX intake_session_by_token on intake_session (token_index);

CREATE INDEX intake_session_by_report on intake_session (report);

CREATE TABLE officer_look (
  id integer primary key,
  request integer not null references removal_request,
  organisation integer not null references organisation,
  at integer not null,
  still_there integer not null,
  means text not null,
  looked_by text not null,
  recorded_at integer not null
) strict;

CREATE INDEX officer_look_by_request on officer_look (request, at);

CREATE INDEX site_by_kind on site (organisation, kind);

CREATE TABLE "alarm" (
  id integer primary key,
  organisation integer not null references organisation,
  the_case integer references case_file,
  kind text not null,
  subject text not null,
  raised_at integer not null,
  seen_at integer
) strict;

CREATE INDEX alarm_by_organisation on alarm (organisation, raised_at);

CREATE INDEX alarm_by_subject on alarm (organisation, subject);

CREATE INDEX alarm_unseen on alarm (organisation, raised_at) where seen_at is null;

CREATE TABLE person_view (
  id integer primary key,
  organisation integer not null references organisation,
  person integer not null references person,
  data_key integer not null references data_key,
  view_sealed blob not null,
  kept_at integer not null
) strict;

CREATE INDEX person_view_by_person on person_view (person, kept_at);

CREATE TABLE person_setting (
  person integer primary key references person,
  organisation integer not null references organisation,
  data_key integer not null references data_key,
  setting_sealed blob not null,
  kept_at integer not null
) strict;

CREATE TABLE inspection_list (
  id integer primary key,
  organisation integer not null references organisation,
  actor text not null,
  asked_at integer not null,
  lines integer not null
) strict;

CREATE INDEX inspection_list_by_organisation on inspection_list (organisation, asked_at);

CREATE TABLE inspection_list_item (
  list integer not null references inspection_list,
  line integer not null,
  inspection integer not null,
  primary key (list, line)
) strict;

CREATE INDEX removal_request_drafted on removal_request (organisation, drafted_at) where state = 'drafted';

CREATE INDEX removal_request_overdue on removal_request (organisation, due_at) where state = 'overdue';

CREATE INDEX reply_waiting on reply (organisation, received_at) where state = 'waiting';

CREATE INDEX sighting_by_organisation on sighting (organisation, first_seen);

