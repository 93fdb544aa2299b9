-- What said that a sighting shows the footage, and how surely (per cent). Until now it was an equal digest or the
-- PDQ value of the whole picture.
alter table sighting add column witness text not null default 'pdq';
alter table sighting add column sureness integer not null default 100;
update sighting set witness = 'digest' where algorithm in ('md5', 'sha1', 'sha256');
