-- What everybody may see of places. Every public channel reads these views and nothing else. A place that was
-- joined with another is seen as that other one.
CREATE OR REPLACE VIEW public_places AS
SELECT p.number, p.type_id, t.kind, p.name, p.other_names, p.shape,
       ST_PointOnSurface(p.shape) AS point,
       CASE WHEN ST_Dimension(p.shape) = 2 THEN places_measure(p.shape) ELSE 0 END AS area,
       CASE WHEN ST_Dimension(p.shape) = 1 THEN places_measure(p.shape) ELSE 0 END AS length,
       p.status, p.origin, p.story, p.period, p.protection, p.register_number, p.ownership, p.access, p.hours,
       p.has_fee, p.is_step_free, p.facilities, p.evidence, p.updated_at, p.folded, p.key,
       inside.neighbourhood_ids[1] AS neighbourhood_id,
       coalesce(inside.neighbourhood_ids, '{}') AS neighbourhood_ids,
       latest.states[1] AS state, latest.days[1] AS state_seen_on, latest.states[2] AS state_before,
       p.spot, p.is_placed
FROM places_place p
JOIN places_placetype t ON t.id = p.type_id
LEFT JOIN LATERAL (
  SELECT array_agg(s.neighbourhood_id ORDER BY s.share DESC, s.neighbourhood_id) AS neighbourhood_ids
  FROM places_placeshare s WHERE s.place_id = p.id
) AS inside ON true
LEFT JOIN LATERAL (
  SELECT array_agg(two.state) AS states, array_agg(two.seen_on) AS days
  FROM (
    SELECT c.state, c.seen_on FROM places_condition c
    WHERE c.place_id = p.id AND c.visibility = 'public'
    ORDER BY c.seen_on DESC, c.reported_at DESC, c.id DESC LIMIT 2
  ) AS two
) AS latest ON true
WHERE p.visibility = 'public' AND p.status <> 'merged';

CREATE OR REPLACE VIEW public_place_shares AS
SELECT s.id, v.number AS place_id, s.neighbourhood_id, s.share
FROM places_placeshare s
JOIN places_place p ON p.id = s.place_id
JOIN public_places v USING (number);

-- The sources of a place, those of what was joined with it too.
CREATE OR REPLACE VIEW public_place_sources AS
SELECT s.id, v.number AS place_id, d.name, d.licence, d.address
FROM places_sourcedplace s
JOIN places_datasource d ON d.id = s.source_id
JOIN places_place own ON own.id = s.place_id
JOIN places_place p ON p.id = coalesce(own.merged_into_id, own.id)
JOIN public_places v ON v.number = p.number;

-- The steps of a place, with their notes, and without who took them.
CREATE OR REPLACE VIEW public_place_steps AS
SELECT s.id, v.number AS place_id, s.action, s.note, s.taken_at
FROM places_placestep s
JOIN places_place own ON own.id = s.place_id AND own.visibility = 'public'
JOIN places_place p ON p.id = coalesce(own.merged_into_id, own.id)
JOIN public_places v ON v.number = p.number;

CREATE OR REPLACE VIEW public_conditions AS
SELECT c.id, v.number AS place_id, c.state, c.note, c.seen_on, c.reported_at
FROM places_condition c
JOIN places_place p ON p.id = c.place_id
JOIN public_places v USING (number)
WHERE c.visibility = 'public';

-- Photos, but for those that wait for a look, and those of a condition that is held.
CREATE OR REPLACE VIEW public_place_photos AS
SELECT f.id, v.number AS place_id, f.condition_id, f.width, f.height, f.created_at
FROM places_placephoto f
JOIN places_place p ON p.id = f.place_id
JOIN public_places v USING (number)
LEFT JOIN places_condition c ON c.id = f.condition_id
WHERE f.shown_at IS NOT NULL AND (c.id IS NULL OR c.visibility = 'public');
