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

-- Places of the register, each with where it is known from.
CREATE OR REPLACE VIEW layer_places AS
SELECT p.number, p.kind, p.name, t.slug AS type, p.other_names, n.name AS neighbourhood,
       n.code AS neighbourhood_code, p.period, p.protection, p.register_number, p.ownership, p.access, p.hours,
       p.has_fee, p.is_step_free, array_to_string(p.facilities, ' ') AS facilities,
       nullif(p.area, 0) AS area, nullif(p.length, 0) AS length, p.state, p.state_seen_on,
       (SELECT string_agg(s.name || ' (' || s.licence || ')', '; ' ORDER BY s.id)
        FROM public_place_sources s WHERE s.place_id = p.number) AS sources,
       (SELECT count(*) FROM public_place_issues r WHERE r.place_id = p.number) AS reports,
       (SELECT count(*) FROM public_place_issues r WHERE r.place_id = p.number AND r.is_open) AS open_reports,
       p.shape, p.point, p.neighbourhood_ids
FROM public_places p
JOIN places_placetype t ON t.id = p.type_id
LEFT JOIN neighbourhoods_neighbourhood n ON n.id = p.neighbourhood_id
WHERE p.status = 'verified';

CREATE OR REPLACE VIEW layer_heritage AS SELECT * FROM layer_places WHERE kind = 'heritage';
CREATE OR REPLACE VIEW layer_green AS SELECT * FROM layer_places WHERE kind = 'green';
CREATE OR REPLACE VIEW layer_condition AS SELECT * FROM layer_places WHERE state IS NOT NULL;

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
