-- People see to their own proofs; the log's key changes; sightings are shared.
delete from spent_token where 1 = 0;
