-- Public issues as they are counted, pin by pin: with nothing joined, so that one index alone answers. (The
-- join of `public_issues` goes away where nobody asks for the support, but its column keeps the rows read.)
CREATE OR REPLACE VIEW public_pins AS
SELECT morton, reported_day, category_id, status, neighbourhood_id, precision
FROM issues_issue
WHERE visibility = 'public';
