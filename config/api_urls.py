"""The API, version 1."""

from typing import Never

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.views import APIView

from issues.urls import api_urlpatterns as issues_api
from neighbourhoods.urls import api_urlpatterns as neighbourhoods_api
from planning.urls import api_urlpatterns as planning_api


class UnknownAddress(APIView):
    """Any other address under the API: a problem instead of a page."""

    schema = None

    def initial(self, *_args: object, **_options: object) -> Never:
        """Answer every method alike."""
        raise NotFound


app_name = "api"  # a page may be called as the numbers behind it are
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    *issues_api,
    *planning_api,
    *neighbourhoods_api,
    re_path(".*", UnknownAddress.as_view()),
]
