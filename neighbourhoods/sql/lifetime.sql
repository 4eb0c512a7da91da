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
AFTER UPDATE OF status ON neighbourhoods_boundaryset
FOR EACH STATEMENT EXECUTE FUNCTION neighbourhoods_rebuild_pieces();

-- Which mahalle is a point in? On a shared edge: the one of the lowest code. Outside: NULL.
-- Well inside a piece there is no doubt. Cutting moves slanted edges by the last bits of a
-- coordinate, so within a tenth of a millimetre (1e-9 degrees) of a piece's edge, and wherever no
-- piece is found, the true boundaries are asked.
CREATE OR REPLACE FUNCTION neighbourhood_at(place geometry) RETURNS bigint
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
  found bigint;
BEGIN
  SELECT p.neighbourhood_id INTO found
  FROM neighbourhoods_piece p
  WHERE ST_Covers(p.shape, place) AND NOT ST_DWithin(ST_Boundary(p.shape), place, 1e-9)
  LIMIT 1;
  IF found IS NULL THEN
    SELECT n.id INTO found
    FROM neighbourhoods_neighbourhood n
    JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
    WHERE ST_Covers(n.boundary, place)
    ORDER BY n.code COLLATE "C" LIMIT 1;
  END IF;
  RETURN found;
END $$;

-- A set that is or was active is history: its mahalle neither come, change nor go. (The sample
-- district goes as a whole; its sets are made "loaded" again first.)
CREATE OR REPLACE FUNCTION neighbourhoods_keep_lifetime() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  kept record;
BEGIN
  SELECT id, status INTO kept FROM neighbourhoods_boundaryset
  WHERE status <> 'loaded' AND id IN (
    CASE WHEN TG_OP <> 'INSERT' THEN OLD.boundary_set_id END,
    CASE WHEN TG_OP <> 'DELETE' THEN NEW.boundary_set_id END
  );
  IF FOUND THEN
    RAISE EXCEPTION 'boundary set % is %: load a new set and activate it instead',
      kept.id, kept.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

DROP TRIGGER IF EXISTS neighbourhood_keep_lifetime ON neighbourhoods_neighbourhood;
CREATE TRIGGER neighbourhood_keep_lifetime
BEFORE INSERT OR UPDATE OR DELETE ON neighbourhoods_neighbourhood
FOR EACH ROW EXECUTE FUNCTION neighbourhoods_keep_lifetime();

-- Every set begins its life as "loaded"; activating is a change of its own.
CREATE OR REPLACE FUNCTION neighbourhoods_begin_loaded() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status <> 'loaded' THEN
    RAISE EXCEPTION 'a boundary set begins as loaded, not as %', NEW.status
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS boundaryset_begin_loaded ON neighbourhoods_boundaryset;
CREATE TRIGGER boundaryset_begin_loaded
BEFORE INSERT ON neighbourhoods_boundaryset
FOR EACH ROW EXECUTE FUNCTION neighbourhoods_begin_loaded();
