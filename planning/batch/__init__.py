"""A country's worth of pins: files of points, worked on by dask, with the same results as the database."""
