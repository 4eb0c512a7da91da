-- The hexagon that holds a point, as column and row of ST_HexagonGrid; lengths in the units of x and y.
-- Source: rounding in cube coordinates, Red Blob Games, Hexagonal grids.
CREATE OR REPLACE FUNCTION hexagon_at(x double precision, y double precision, edge double precision,
                                      OUT i integer, OUT j integer)
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  q double precision := x * 2 / 3 / edge;
  r double precision := (y * sqrt(3) - x) / 3 / edge;
  s double precision := -q - r;
  rq double precision := round(q);
  rr double precision := round(r);
  rs double precision := round(s);
BEGIN
  IF abs(rq - q) > abs(rr - r) AND abs(rq - q) > abs(rs - s) THEN
    rq := -rr - rs;
  ELSIF abs(rr - r) > abs(rs - s) THEN
    rr := -rq - rs;
  END IF;
  i := rq;
  j := rr + (rq - (rq::integer & 1)) / 2;
END $$;
