"""The service's addresses, and two that fail: for the pages that tell of it."""

from django.db import OperationalError
from django.urls import include, path


def busy(_request):
    raise OperationalError("canceling statement due to statement timeout")


def broken(_request):
    raise RuntimeError("a fault of ours")


urlpatterns = [
    path("", include("config.urls")),
    path("faults/busy/", busy),
    path("faults/broken/", broken),
]
