"""Writers of data exports: rows in, a file out, in constant memory however many rows there are.

The one exception is the index of FlatGeobuf, see there.

No module here knows Django or the database. formats.py names the formats; the text formats are
made by the web process and need the standard library alone, the files by a process of its own.
"""
