-- What everybody may see of frozen views: of a report or place that is not public now, only that it was there.
CREATE OR REPLACE VIEW public_frozen_features AS
SELECT f.id, f.snapshot_id, f.position, f.digest,
       CASE WHEN seen.is_public THEN f.salt ELSE '' END AS salt,
       CASE WHEN seen.is_public THEN f.content ELSE '' END AS content
FROM workinggroups_frozenfeature f
CROSS JOIN LATERAL (
  SELECT CASE f.source
           WHEN 'issue' THEN EXISTS (SELECT FROM public_issues WHERE number = f.number)
           WHEN 'place' THEN EXISTS (SELECT FROM public_places WHERE number = f.number)
           ELSE true
         END AS is_public
) AS seen;

-- What is taken down, taken back or deleted is erased from frozen views, for ever; its digest stays.
CREATE OR REPLACE FUNCTION workinggroups_erase_frozen() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE workinggroups_frozenfeature SET salt = '', content = ''
  WHERE source = TG_ARGV[0] AND number = OLD.number AND content <> '';
  RETURN NULL;
END
$$;

DROP TRIGGER IF EXISTS workinggroups_issue_down ON issues_issue;
CREATE TRIGGER workinggroups_issue_down AFTER UPDATE OF visibility ON issues_issue
FOR EACH ROW WHEN (OLD.visibility <> NEW.visibility AND NEW.visibility IN ('removed', 'withdrawn'))
EXECUTE FUNCTION workinggroups_erase_frozen('issue');

DROP TRIGGER IF EXISTS workinggroups_issue_gone ON issues_issue;
CREATE TRIGGER workinggroups_issue_gone AFTER DELETE ON issues_issue
FOR EACH ROW EXECUTE FUNCTION workinggroups_erase_frozen('issue');

DROP TRIGGER IF EXISTS workinggroups_place_gone ON places_place;
CREATE TRIGGER workinggroups_place_gone AFTER DELETE ON places_place
FOR EACH ROW EXECUTE FUNCTION workinggroups_erase_frozen('place');

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
