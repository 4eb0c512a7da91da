"""A country's worth of pins: files of points, worked on by dask, with the same functions as the database's numbers."""
