"""What reads strangers' bytes, one module each, to be driven by benchmarks/fuzz.py and by tests/test_fuzzing.py.

A module has ``SEEDS``, contents that are right or nearly so; ``WORDS`` that its language knows; and ``take``, which
reads bytes: it returns whether they were taken or refused in a sentence, and raises where the code does not keep what
it promises.
"""

TARGETS = ("areas", "figures", "filters", "geometry", "open311", "osm", "photos", "points")
