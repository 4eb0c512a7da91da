"""Every address of the service."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from config.health import health
from config.privacy import privacy
from config.rules import rules
from operations.views import metrics, operations
from planning.compare.views import report as comparison_report
from planning.compare.views import side_by_side
from planning.heard.views import heard
from planning.patterns.views import gathering
from planning.siting.views import siting
from planning.times.views import waiting
from planning.workload.views import work
from workinggroups.stage import views as stage

urlpatterns = [
    path("", include("maps.urls")),
    path("ogc/", include("maps.ogc.urls")),
    path("open311/v2/", include("issues.open311.urls")),
    path("issues/", include("issues.urls")),
    path("places/", include("places.urls")),
    path("moderation/places/", include("places.desk.urls")),
    path("moderation/", include("issues.desk.urls")),
    path("accounts/me/", include("issues.mine.urls")),
    path("accounts/", include("accounts.urls")),
    path("privacy/", privacy, name="privacy"),
    path("rules/", rules, name="rules"),
    path("neighbourhoods/", include("planning.urls")),
    path("compare/", side_by_side, name="compare"),
    path("compare/report.<str:suffix>", comparison_report, name="compare-report"),
    path("heard/", heard, name="heard"),
    path("hotspots/", gathering, name="patterns"),
    path("siting/", siting, name="siting"),
    path("times/", waiting, name="times"),
    path("workload/", work, name="workload"),
    path("fairness/", include("planning.fairness.urls")),
    path("indicators/", include("planning.indicators.urls")),
    path("views/", include("maps.saved.urls")),
    path("decisions/", include("workinggroups.decisions.urls")),
    path("promises/", include("workinggroups.promises.urls")),
    path("follow/", stage.follow, name="follow"),
    path("follow/<slug:code>/", stage.following, name="following"),
    path("follow/<slug:code>/state.json", stage.state, name="followed-state"),
    path("follow/<slug:code>/notes/", stage.propose, name="propose-note"),
    path("meetings/", include("workinggroups.meetings.urls")),
    path("groups/", include("workinggroups.groups.urls")),
    path("api/v1/", include("config.api_urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("i18n/texts.js", JavaScriptCatalog.as_view(packages=["maps"]), name="texts"),
    path("healthz", health, name="health"),
    path("metrics", metrics, name="metrics"),
    path("operations/", operations, name="operations"),
    path("admin/", admin.site.urls),
]
