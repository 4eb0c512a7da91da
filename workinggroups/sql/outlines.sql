-- Outlines that a snapshot rests on never change.
DROP TRIGGER IF EXISTS workinggroups_outline_stays ON workinggroups_frozenoutline;
CREATE TRIGGER workinggroups_outline_stays BEFORE UPDATE ON workinggroups_frozenoutline
FOR EACH ROW EXECUTE FUNCTION workinggroups_keep_snapshot();
