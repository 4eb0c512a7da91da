-- Where residents are thought to be: square cells of the grid of EPSG:5254, each with its middle in metres and its share of a
-- mahalle's residents. By the buildings of the base map and their area on the ground; where a mahalle has none, evenly all over it.
CREATE OR REPLACE FUNCTION resident_spots(edge float)
RETURNS TABLE (code text, by_buildings boolean, x float, y float, share float)
LANGUAGE sql STABLE
SET search_path FROM CURRENT AS $$
WITH mahalle AS MATERIALIZED (
  SELECT n.code, ST_Transform(n.boundary, 5254) AS shape
  FROM neighbourhoods_neighbourhood n
  JOIN neighbourhoods_boundaryset s ON s.id = n.boundary_set_id AND s.status = 'active'
), houses AS MATERIALIZED (
  SELECT ST_Transform(ST_PointOnSurface(f.shape), 5254) AS at, ST_Area(f.shape) AS ground
  FROM neighbourhoods_basemapfeature f WHERE f.layer = 'buildings'
), housed AS MATERIALIZED (
  SELECT m.code, floor(ST_X(h.at) / edge) AS i, floor(ST_Y(h.at) / edge) AS j, sum(h.ground) AS part
  FROM mahalle m JOIN houses h ON ST_Covers(m.shape, h.at)
  GROUP BY 1, 2, 3
), evenly AS (
  SELECT m.code, g.i, g.j, ST_Area(ST_Intersection(g.geom, m.shape)) AS part
  FROM mahalle m CROSS JOIN LATERAL ST_SquareGrid(edge, m.shape) AS g
  WHERE m.code NOT IN (SELECT h.code FROM housed h) AND ST_Intersects(g.geom, m.shape)
), parts AS (
  SELECT *, true AS by_buildings FROM housed
  UNION ALL
  SELECT *, false FROM evenly
)
SELECT p.code, p.by_buildings, (p.i + 0.5) * edge, (p.j + 0.5) * edge, p.part / sum(p.part) OVER (PARTITION BY p.code)
FROM parts p
WHERE p.part > 0
$$;
