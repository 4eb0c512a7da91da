-- Turkish folding for search; its Python twin is gisdata/folding.py.
CREATE OR REPLACE FUNCTION tr_fold(t text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(
    lower(translate(normalize(t, NFC), 'Iİ', 'ıi') COLLATE "und-x-icu"),
    'ıçğöşüâîû', 'icgosuaiu')
$$;

-- The calendar day of a moment, where the district is. Türkiye has one time zone.
CREATE OR REPLACE FUNCTION local_day(moment timestamptz) RETURNS date
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (moment AT TIME ZONE 'Europe/Istanbul')::date
$$;
