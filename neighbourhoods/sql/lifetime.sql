-- Pieces are what a point is looked up in: the active set's mahalle, cut into parts of few vertices.
CREATE OR REPLACE FUNCTION neighbourhoods_rebuild_pieces() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM neighbourhoods_piece;
  INSERT INTO neighbourhoods_piece (neighbourhood_id, code, shape)
  SELECT n.id, n.code, ST_Subdivide(n.boundary, 64)
  FROM neighbourhoods_neighbourhood n
  JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id
  WHERE s.status = 'active';
  RETURN NULL;
END $$;

-- Other apps hang their own triggers on the same event; "1" lets the pieces be first.
DROP TRIGGER IF EXISTS boundaryset_1_pieces ON neighbourhoods_boundaryset;
CREATE TRIGGER boundaryset_1_pieces
AFTER INSERT OR UPDATE OF status ON neighbourhoods_boundaryset
FOR EACH STATEMENT EXECUTE FUNCTION neighbourhoods_rebuild_pieces();

-- Which mahalle is a point in? On a shared edge: the one of the lowest code. Outside: NULL.
-- The cut pieces may lose a point that lies exactly on a slanted edge by the last bit of a
-- coordinate, so a point found in none of them is asked of the true boundaries.
CREATE OR REPLACE FUNCTION neighbourhood_at(place geometry) RETURNS bigint
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
  found bigint;
BEGIN
  SELECT p.neighbourhood_id INTO found
  FROM neighbourhoods_piece p WHERE ST_Covers(p.shape, place)
  ORDER BY p.code COLLATE "C" LIMIT 1;
  IF found IS NULL THEN
    SELECT n.id INTO found
    FROM neighbourhoods_neighbourhood n
    JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
    WHERE ST_Covers(n.boundary, place)
    ORDER BY n.code COLLATE "C" LIMIT 1;
  END IF;
  RETURN found;
END $$;

-- A set that is or was active is history: its mahalle neither come, change nor go.
-- Only a set that is not active can be deleted as a whole (the sample district, say).
CREATE OR REPLACE FUNCTION neighbourhoods_keep_lifetime() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  owner bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.boundary_set_id ELSE NEW.boundary_set_id END;
  state text;
BEGIN
  SELECT status INTO state FROM neighbourhoods_boundaryset WHERE id = owner;
  IF state = 'active' OR (state = 'retired' AND TG_OP <> 'DELETE') THEN
    RAISE EXCEPTION 'boundary set % is %: load a new set and activate it instead', owner, state
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

DROP TRIGGER IF EXISTS neighbourhood_keep_lifetime ON neighbourhoods_neighbourhood;
CREATE TRIGGER neighbourhood_keep_lifetime
BEFORE INSERT OR UPDATE OR DELETE ON neighbourhoods_neighbourhood
FOR EACH ROW EXECUTE FUNCTION neighbourhoods_keep_lifetime();
