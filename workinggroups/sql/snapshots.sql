-- A snapshot never changes; it goes with its agenda alone.
CREATE OR REPLACE FUNCTION workinggroups_keep_snapshot() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a snapshot never changes';
END
$$;

DROP TRIGGER IF EXISTS workinggroups_snapshot_stays ON workinggroups_snapshot;
CREATE TRIGGER workinggroups_snapshot_stays BEFORE UPDATE ON workinggroups_snapshot
FOR EACH ROW EXECUTE FUNCTION workinggroups_keep_snapshot();

-- Of a frozen feature nothing changes but that it is emptied.
DROP TRIGGER IF EXISTS workinggroups_feature_stays ON workinggroups_frozenfeature;
CREATE TRIGGER workinggroups_feature_stays BEFORE UPDATE ON workinggroups_frozenfeature
FOR EACH ROW WHEN (NEW.content <> '' OR NEW.salt <> '' OR NEW.digest <> OLD.digest
                   OR NEW.snapshot_id <> OLD.snapshot_id OR NEW.position <> OLD.position)
EXECUTE FUNCTION workinggroups_keep_snapshot();
