-- What an officer's click and a ladder's step look for among a year's alarms and block requests.
create index alarm_by_subject on alarm (organisation, subject);
create index alarm_unseen on alarm (organisation, raised_at) where seen_at is null;
create index block_request_by_sighting on block_request (sighting, drafted_at);
