"""Addresses of actions, and of what is answered for."""

from django.urls import path
from django.views.decorators.http import require_safe

from workinggroups.promises import views
from workinggroups.promises.feeds import PromiseFeed

app_name = "promises"
urlpatterns = [
    path("", views.accountability, name="list"),
    path("feed.atom", require_safe(PromiseFeed()), name="feed"),
    path("duties/", views.duties, name="duties"),
    path("<int:pk>/", views.action, name="action"),
    path("<int:pk>/tell/", views.tell, name="tell"),
    path("<int:pk>/verdict/", views.judge, name="judge"),
]
