-- One view per layer: what everybody may see, with the columns that maps/layers.py documents.

-- Reports, one row each.
CREATE OR REPLACE VIEW layer_issues AS
SELECT i.number, c.slug AS category, i.status, n.name AS neighbourhood, n.code AS neighbourhood_code,
       i.reported_at, i.closed_at, i.precision, i.spot, i.description, i.location,
       i.category_id, i.neighbourhood_id, i.reported_day, i.morton
FROM public_issues i
JOIN issues_category c ON c.id = i.category_id
LEFT JOIN neighbourhoods_neighbourhood n ON n.id = i.neighbourhood_id;

-- The mahalle of the active boundary set, with area and newest population.
CREATE OR REPLACE VIEW layer_neighbourhoods AS
SELECT n.id, n.code, n.name, n.slug, ST_Area(ST_Transform(n.boundary, 5254)) / 1e6 AS area_km2,
       f.value::integer AS population, f.year::integer AS population_year, n.boundary
FROM neighbourhoods_neighbourhood n
JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
LEFT JOIN LATERAL (
  SELECT value, year FROM neighbourhoods_figure
  WHERE kind = 'population' AND code = n.code ORDER BY year DESC LIMIT 1
) AS f ON true;

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

-- A coordinate in a tile, rounded down and kept an eighth of its cell away from the cell's edges.
CREATE OR REPLACE FUNCTION kept_inside(place double precision, cell bigint, side integer) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN least(greatest(floor(place)::bigint, cell * side + side / 8), cell * side + side * 7 / 8 - 1);
