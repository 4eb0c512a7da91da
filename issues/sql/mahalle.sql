-- The mahalle of an issue is what the active boundary set says, whatever path the row came by and
-- whatever it claims itself.
CREATE OR REPLACE FUNCTION issues_assign_neighbourhood() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.neighbourhood_id := neighbourhood_at(NEW.location);
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS issue_assign_neighbourhood ON issues_issue;
CREATE TRIGGER issue_assign_neighbourhood
BEFORE INSERT OR UPDATE OF location, neighbourhood_id ON issues_issue
FOR EACH ROW EXECUTE FUNCTION issues_assign_neighbourhood();

-- When another boundary set becomes the active one, every issue is reassigned, in that transaction.
-- The lock keeps out writers who still see the old pieces, and waits for those who hold a row
-- already (SELECT … FOR UPDATE), so that neither locks the other out; readers go on.
-- The name sorts behind the trigger that rebuilds the pieces.
CREATE OR REPLACE FUNCTION issues_reassign() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE issues_issue IN EXCLUSIVE MODE;
  UPDATE issues_issue SET neighbourhood_id = NULL;  -- the trigger above writes the true one
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS boundaryset_2_reassign_issues ON neighbourhoods_boundaryset;
CREATE TRIGGER boundaryset_2_reassign_issues
AFTER UPDATE OF status ON neighbourhoods_boundaryset
FOR EACH STATEMENT EXECUTE FUNCTION issues_reassign();

-- A point is a finite longitude and latitude.
ALTER TABLE issues_issue DROP CONSTRAINT IF EXISTS issue_location_on_earth;
ALTER TABLE issues_issue ADD CONSTRAINT issue_location_on_earth CHECK (
  NOT ST_IsEmpty(location)
  AND ST_X(location) BETWEEN -180 AND 180 AND ST_Y(location) BETWEEN -90 AND 90
);
