-- The directory of sites and operators: kinds, channels, hosts, contact history, response records.
delete from spent_token where 1 = 0;
