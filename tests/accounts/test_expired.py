"""What the cache knows of log-in tries: kept as long as it counts, and no longer."""

from allauth.core.internal.ratelimit import consume
from django.core.cache import cache
from django.db import connection

from accounts.tasks import forget_uses


def kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM site_cache ORDER BY cache_key")
        return [key.removeprefix(":1:") for (key,) in cursor.fetchall()]


def test_however_many_addresses_are_typed_the_tries_of_each_stay_counted(db, rf):
    def admitted(n):
        once = {"request_login_code": "1/h/key"}
        key = f"{n}@example.org"
        return consume(
            rf.post("/"), app="account", action="request_login_code", config=once, key=key
        )

    assert all(admitted(n) for n in range(400))
    assert not any(admitted(n) for n in range(400))


def test_every_hour_what_has_expired_is_gone(db):
    cache.set("old", "x", timeout=0)
    cache.set("young", "x", timeout=3600)
    assert kept() == ["old", "young"]
    forget_uses(0)
    assert kept() == ["young"]
