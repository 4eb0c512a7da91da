-- Names of streets and places, made equal for searching. Written with RETURN, so that names are bound when
-- the functions are made: a restore of a backup computes stored columns without a search path.

-- A name folded, word by word, abbreviations written out: "DERE SK." and "Dere Sokağı" become "dere sokak".
CREATE OR REPLACE FUNCTION name_fold(t text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  SELECT coalesce(string_agg(
    CASE
      WHEN word IN ('cad', 'cd', 'cadde') THEN 'caddesi'
      WHEN word IN ('sok', 'sk', 'sokagi') THEN 'sokak'
      WHEN word IN ('bulv', 'blv', 'bul', 'bulvar') THEN 'bulvari'
      WHEN word IN ('mah', 'mh', 'mahalle') THEN 'mahallesi'
      WHEN word IN ('meyd', 'meydan') THEN 'meydani'
      WHEN word = 'park' THEN 'parki'
      WHEN word IN ('apt', 'ap', 'apartman') THEN 'apartmani'
      ELSE word
    END, ' ' ORDER BY at), '')
  FROM regexp_split_to_table(tr_fold(t) COLLATE "und-x-icu", '[^[:alnum:]]+') WITH ORDINALITY AS words(word, at)
  WHERE word <> ''
);

-- What tells a name from others of its kind: "dere" of "dere sokak". Nearly every name ends in one of a few
-- words, which would make all of them alike. A name of nothing else keeps it: "parki".
CREATE OR REPLACE FUNCTION name_key(t text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  SELECT coalesce(
    string_agg(word, ' ' ORDER BY at)
      FILTER (WHERE word NOT IN ('caddesi', 'sokak', 'bulvari', 'mahallesi', 'meydani', 'parki')),
    string_agg(word, ' ' ORDER BY at), '')
  FROM regexp_split_to_table(name_fold(t), ' ') WITH ORDINALITY AS words(word, at)
);
