"""Addresses of issues: pages and API."""

from django.urls import path
from django.views.decorators.http import require_safe

from intake.views import secret_address
from issues import api, views
from issues.comments import views as comment_views
from issues.feeds import IssueFeed, OneIssueFeed
from issues.follow import views as follow_views
from issues.own import views as own_views
from issues.support import api as support_api
from issues.support import views as support_views

app_name = "issues"
urlpatterns = [
    path("", views.issue_list, name="list"),
    path("feed.atom", require_safe(views.filters_explained(IssueFeed())), name="feed"),
    path("<int:number>/feed.atom", require_safe(OneIssueFeed()), name="issue-feed"),
    path("around/", follow_views.around, name="around"),
    path("new/", views.report_by_list, name="new"),
    path("follow/", follow_views.follow, name="follow"),
    path("follow/<slug:key>/", follow_views.subscription, name="subscription"),
    path("follow/<slug:key>/stop/", follow_views.unsubscribe, name="unsubscribe"),
    path("sent/<uuid:id>/", secret_address(views.sent), name="sent"),
    path("own/", own_views.own_list, name="own-list"),
    path("own/<uuid:id>/", own_views.own, name="own"),
    path("own/<uuid:id>/<slug:action>/", own_views.act, name="own-act"),
    path("<int:number>/", views.detail, name="detail"),
    path("photos/<uuid:id>.jpg", views.photo, name="photo"),
    path("photos/<uuid:id>-small.jpg", views.photo, {"small": True}, name="small-photo"),
    path("<int:number>/support/", support_views.support, name="support"),
    path("<int:number>/flag/", views.flag, name="flag"),
    path("<int:number>/comments/", comment_views.comments, name="comments"),
    path("comments/own/<uuid:sent_id>/", comment_views.own, name="own-comment"),
    path("comments/<int:id>/flag/", comment_views.flag, name="flag-comment"),
]
api_urlpatterns = [
    path("issues/", api.IssueCollection.as_view(), name="issues"),
    path("issues/nearby/", support_api.NearbyIssues.as_view(), name="nearby"),
    path("issues/<int:number>/", api.IssueDetail.as_view(), name="issue"),
    path(
        "issues/by-id/<uuid:issue>/photos/<uuid:photo>/",
        api.ReportersPhoto.as_view(),
        name="reporters-photo",
    ),
    path("issues/<int:number>/support/", support_api.IssueSupport.as_view(), name="issue-support"),
    path("search/", api.WholeSearch.as_view(), name="search"),
    path("categories/", api.CategoryCollection.as_view(), name="categories"),
]
