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

-- What is taken down, taken back, moved or deleted is erased from frozen views, for ever; its digest stays.
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

DROP TRIGGER IF EXISTS workinggroups_issue_moved ON issues_issue;
CREATE TRIGGER workinggroups_issue_moved AFTER UPDATE OF location ON issues_issue
FOR EACH ROW WHEN (NOT OLD.location ~= NEW.location)
EXECUTE FUNCTION workinggroups_erase_frozen('issue');

DROP TRIGGER IF EXISTS workinggroups_issue_gone ON issues_issue;
CREATE TRIGGER workinggroups_issue_gone AFTER DELETE ON issues_issue
FOR EACH ROW EXECUTE FUNCTION workinggroups_erase_frozen('issue');

DROP TRIGGER IF EXISTS workinggroups_place_gone ON places_place;
CREATE TRIGGER workinggroups_place_gone AFTER DELETE ON places_place
FOR EACH ROW EXECUTE FUNCTION workinggroups_erase_frozen('place');

-- A place that was erased keeps its row, and nothing that its sender wrote.
CREATE OR REPLACE FUNCTION workinggroups_erase_frozen_place() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE workinggroups_frozenfeature f SET salt = '', content = ''
  FROM places_place p
  WHERE p.id = NEW.place_id AND f.source = 'place' AND f.number = p.number AND f.content <> '';
  RETURN NULL;
END
$$;

DROP TRIGGER IF EXISTS workinggroups_place_erased ON places_placestep;
CREATE TRIGGER workinggroups_place_erased AFTER INSERT ON places_placestep
FOR EACH ROW WHEN (NEW.action = 'erased')
EXECUTE FUNCTION workinggroups_erase_frozen_place();
