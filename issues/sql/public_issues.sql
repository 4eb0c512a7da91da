-- What everybody may see of issues. Every public channel reads these views and nothing else.
CREATE OR REPLACE VIEW public_issues AS
SELECT number, location, precision, spot, category_id, neighbourhood_id, description, status,
       reported_at, closed_at, reported_day, morton
FROM issues_issue
WHERE visibility = 'public';

-- Their counts by cells of the grid.
CREATE OR REPLACE VIEW public_issue_cells AS
SELECT level, category_id, status, period, cell, neighbourhood_id, count, exact, sum_x, sum_y
FROM issues_cellcount
WHERE count > 0;
