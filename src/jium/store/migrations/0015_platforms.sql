-- Requests that operators answer by themselves, officers' tasks, costs, and the watch for those who fear dissemination.
delete from spent_token where 1 = 0;
