-- Published minutes never change: what was wrong is corrected beside it.
CREATE OR REPLACE FUNCTION workinggroups_keep_minutes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'published minutes never change: correct them';
END
$$;

DROP TRIGGER IF EXISTS workinggroups_minutes_stay ON workinggroups_minutes;
CREATE TRIGGER workinggroups_minutes_stay BEFORE UPDATE ON workinggroups_minutes
FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION workinggroups_keep_minutes();

DROP TRIGGER IF EXISTS workinggroups_correction_stays ON workinggroups_correction;
CREATE TRIGGER workinggroups_correction_stays BEFORE UPDATE OR DELETE ON workinggroups_correction
FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION workinggroups_keep_minutes();
