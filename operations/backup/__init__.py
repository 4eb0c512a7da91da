"""Database and photos at one point in time, encrypted where the operator says (docs/adr/0024-backup.md).

A *base* is the whole database as files. A *point* is a name in PostgreSQL's write-ahead log (WAL) with the
WAL up to it and the photos of that moment. A base and any later point make the service as it was at the point,
or at any time before it. Everything here is Python's own library, so that an empty machine can restore.
"""
