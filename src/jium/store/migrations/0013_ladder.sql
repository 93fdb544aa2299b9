-- The ladder of a sighting, block requests and those who follow them.
delete from spent_token where 1 = 0;
