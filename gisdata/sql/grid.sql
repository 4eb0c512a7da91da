-- The grid of Web Mercator: at level L the world is 2^L by 2^L squares, counted from the north-west,
-- as map tiles are. A point's own cell is that of level 28, 0.15 m wide at the equator. A cell is named
-- by its Morton code, the bits of x and y by turns: a cell's code is its parent's with two bits more,
-- so everything in one tile is one range of codes.
-- The functions are written with RETURN, so that names are bound when they are made: a restore of a
-- backup, which computes stored columns anew, has no search path.

-- The column of a point's cell at level 28; the point is in EPSG:4326.
CREATE OR REPLACE FUNCTION grid_x(place geometry) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN least(floor((ST_X(place) + 180) / 360 * 268435456), 268435455)::integer;

-- Its row, from the north; what lies beyond the edge of Web Mercator (85.06°) is in the last one.
CREATE OR REPLACE FUNCTION grid_y(place geometry) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN floor((0.5 - asinh(tand(least(greatest(ST_Y(place), -85.0511), 85.0511))) / (2 * pi()))
               * 268435456)::integer;

-- Spread the 28 low bits of a number to every second bit.
CREATE OR REPLACE FUNCTION morton_spread(n bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  n := (n | (n << 16)) & 281470681808895;  -- 0000FFFF0000FFFF
  n := (n | (n << 8)) & 71777214294589695;  -- 00FF00FF00FF00FF
  n := (n | (n << 4)) & 1085102592571150095;  -- 0F0F0F0F0F0F0F0F
  n := (n | (n << 2)) & 3689348814741910323;  -- 3333333333333333
  RETURN (n | (n << 1)) & 6148914691236517205;  -- 5555555555555555
END $$;

-- The Morton code of a cell, from its column and row.
CREATE OR REPLACE FUNCTION morton(x bigint, y bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN morton_spread(x) | (morton_spread(y) << 1);

-- The Morton code of a point's own cell, at level 28.
CREATE OR REPLACE FUNCTION morton_at(place geometry) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN morton(grid_x(place), grid_y(place));

-- The inverse of morton_spread: gather every second bit.
CREATE OR REPLACE FUNCTION morton_gather(code bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  code := code & 6148914691236517205;
  code := (code | (code >> 1)) & 3689348814741910323;
  code := (code | (code >> 2)) & 1085102592571150095;
  code := (code | (code >> 4)) & 71777214294589695;
  code := (code | (code >> 8)) & 281470681808895;
  RETURN (code | (code >> 16)) & 4294967295;
END $$;

-- The longitude (fractions of cells allowed) of a column at a level.
CREATE OR REPLACE FUNCTION grid_longitude(x double precision, level integer) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN x / (1 << level) * 360 - 180;

-- The latitude of a row at a level.
CREATE OR REPLACE FUNCTION grid_latitude(y double precision, level integer) RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN atand(sinh(pi() * (1 - 2 * y / (1 << level))));

-- A point (EPSG:4326) in the units of a map tile, from its upper left corner, or NULL outside of it. On
-- an edge shared by two tiles it is in one of them only.
CREATE OR REPLACE FUNCTION grid_tile_point(place geometry, z integer, x integer, y integer, extent integer)
RETURNS geometry LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN grid_x(place) >> (28 - z) = x AND grid_y(place) >> (28 - z) = y THEN
    ST_Point(
      ((grid_x(place)::bigint - (x::bigint << (28 - z))) * extent) >> (28 - z),
      ((grid_y(place)::bigint - (y::bigint << (28 - z))) * extent) >> (28 - z))
  END;
