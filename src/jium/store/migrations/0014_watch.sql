-- Watching a place: schedule, vantage points, content-free evidence.
delete from spent_token where 1 = 0;
