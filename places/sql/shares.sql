-- The mahalle of a place, and how much of it lies in each: what the active boundary set says, whatever
-- path the row came by. Measured in EPSG:5254.

-- The area of a shape in m², or the length of a line in m. A straight edge in degrees bends in metres, so it
-- gets corners first, a hundred metres apart.
CREATE OR REPLACE FUNCTION places_measure(shape geometry) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE ST_Dimension(shape)
  WHEN 2 THEN ST_Area(ST_Transform(ST_Segmentize(shape, 0.001), 5254))
  WHEN 1 THEN ST_Length(ST_Transform(ST_Segmentize(shape, 0.001), 5254))
  ELSE 0
END;

-- The shares of one shape. A point on a shared edge, and a line along one, goes to the lowest code. An area
-- that only touches a mahalle has no share in it.
CREATE OR REPLACE FUNCTION places_shares(shape geometry, OUT neighbourhood_id bigint, OUT share double precision)
RETURNS SETOF record
LANGUAGE plpgsql STABLE STRICT AS $$
DECLARE
  whole double precision := places_measure(shape);
  remains geometry := shape;
  boundary geometry;
  part geometry;
BEGIN
  IF ST_Dimension(shape) = 0 THEN
    neighbourhood_id := neighbourhood_at(shape);
    share := 1;
    IF neighbourhood_id IS NOT NULL THEN RETURN NEXT; END IF;
    RETURN;
  END IF;
  FOR neighbourhood_id, boundary IN
    SELECT n.id, n.boundary
    FROM neighbourhoods_neighbourhood n
    JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
    WHERE n.boundary && shape AND ST_Intersects(n.boundary, shape)
    ORDER BY n.code COLLATE "C"
  LOOP
    part := ST_CollectionExtract(ST_Intersection(remains, boundary), ST_Dimension(shape) + 1);
    share := least(places_measure(part) / whole, 1);
    IF share > 1e-9 THEN RETURN NEXT; END IF;
    IF ST_Dimension(shape) = 1 THEN
      remains := ST_CollectionExtract(ST_Difference(remains, boundary), 2);
    END IF;
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION places_share_out() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM places_placeshare WHERE place_id = NEW.id;
  INSERT INTO places_placeshare (place_id, neighbourhood_id, share)
  SELECT NEW.id, s.neighbourhood_id, s.share FROM places_shares(NEW.shape) s;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS place_shares ON places_place;
CREATE TRIGGER place_shares
AFTER INSERT OR UPDATE OF shape ON places_place
FOR EACH ROW EXECUTE FUNCTION places_share_out();

-- When another boundary set becomes the active one, every place is shared out anew, in that transaction.
CREATE OR REPLACE FUNCTION places_share_out_all() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE places_place IN EXCLUSIVE MODE;
  DELETE FROM places_placeshare;
  INSERT INTO places_placeshare (place_id, neighbourhood_id, share)
  SELECT p.id, s.neighbourhood_id, s.share FROM places_place p, places_shares(p.shape) s;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS boundaryset_3_share_out_places ON neighbourhoods_boundaryset;
CREATE TRIGGER boundaryset_3_share_out_places
AFTER UPDATE OF status ON neighbourhoods_boundaryset
FOR EACH STATEMENT EXECUTE FUNCTION places_share_out_all();

-- A shape is a valid point, line or area on the earth, with no more corners than a map can show.
ALTER TABLE places_place DROP CONSTRAINT IF EXISTS place_shape;
ALTER TABLE places_place ADD CONSTRAINT place_shape CHECK (
  GeometryType(shape) IN ('POINT', 'LINESTRING', 'MULTILINESTRING', 'POLYGON', 'MULTIPOLYGON')
  AND NOT ST_IsEmpty(shape) AND ST_IsValid(shape) AND ST_NPoints(shape) <= 10000
  AND ST_XMin(shape) >= -180 AND ST_XMax(shape) <= 180
  AND ST_YMin(shape) >= -90 AND ST_YMax(shape) <= 90
);
