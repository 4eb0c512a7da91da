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

-- Hexagons in which reports gather, or are rarer than elsewhere, as it was counted last (planning/patterns).
CREATE OR REPLACE VIEW layer_hotspots AS
SELECT h.hexagon, h.pattern, h.reports, round(h.per_km2::numeric, 1)::float AS per_km2,
       round(h.z::numeric, 2)::float AS z, h.since, h.until, h.shape,
       (SELECT n.id FROM neighbourhoods_neighbourhood n
        JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
        WHERE n.code = h.code) AS neighbourhood_id
FROM planning_hexagonpattern h
WHERE h.pattern <> '';

-- A coordinate in a tile, rounded down and kept an eighth of its cell away from the cell's edges.
CREATE OR REPLACE FUNCTION kept_inside(place double precision, cell bigint, side integer) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN least(greatest(floor(place)::bigint, cell * side + side / 8), cell * side + side * 7 / 8 - 1);
