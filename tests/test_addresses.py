"""Names of addresses: each leads to one alone."""

from collections import Counter

from django.urls import URLResolver, get_resolver


def named(patterns, namespace=""):
    """Every named address as its namespace, its name and its parts."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inside = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from named(pattern.url_patterns, inside)
        elif pattern.name:
            yield namespace, pattern.name, frozenset(pattern.pattern.converters)


def test_no_name_leads_to_two_addresses():
    names = Counter(named(get_resolver().url_patterns))
    assert [name for name, times in names.items() if times > 1] == []
    assert len(names) > 100
