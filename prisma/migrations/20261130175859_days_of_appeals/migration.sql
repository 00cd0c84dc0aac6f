-- Of an appeal the day is kept, as it is published; the version before stores a moment on that day.
UPDATE appeal SET appealed_at = date_trunc('day', appealed_at, 'UTC')
 WHERE appealed_at <> date_trunc('day', appealed_at, 'UTC');
