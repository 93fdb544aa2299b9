-- Letters in batches, and what operators reply.
delete from spent_token where 1 = 0;
