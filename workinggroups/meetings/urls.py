"""Addresses of meetings."""

from django.urls import path

from workinggroups.decisions import views as decisions
from workinggroups.meetings import views
from workinggroups.minutes import views as minutes
from workinggroups.snapshots import views as snapshots
from workinggroups.stage import views as stage

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="list"),
    path("calendar.ics", views.all_calendar, name="calendar"),
    path("<uuid:id>/", views.meeting, name="meeting"),
    path("<uuid:id>/edit/", views.edit, name="edit"),
    path("<uuid:id>/cancel/", views.cancel, name="cancel"),
    path("<uuid:id>/stage/<slug:action>/", views.open_or_close, name="stage"),
    path("<uuid:id>/items/", views.add_item, name="add-item"),
    path("<uuid:id>/items/<int:item>/", views.add_subject, name="add-subject"),
    path("<uuid:id>/items/<int:item>/decide/", decisions.decide, name="decide"),
    path("<uuid:id>/agenda/<slug:action>/<int:key>/", views.act, name="act"),
    path("<uuid:id>/minutes/", minutes.minutes, name="minutes"),
    path("<uuid:id>/minutes/write/", minutes.write, name="write-minutes"),
    path("<uuid:id>/minutes/correct/", minutes.correction, name="correct-minutes"),
    path("<uuid:id>/minutes.<str:suffix>", minutes.minutes_file, name="minutes-file"),
    path("<uuid:id>/screen/", stage.screen, name="screen"),
    path("<uuid:id>/screen/move/", stage.move, name="move"),
    path("<uuid:id>/notes/", stage.notes, name="notes"),
    path("<uuid:id>/notes/<int:note>/<slug:action>/", stage.judge, name="judge-note"),
    path("<uuid:id>/snapshots/<int:snapshot>.geojson", stage.features, name="snapshot-features"),
    path("<uuid:id>/snapshots/<int:snapshot>/", snapshots.snapshot, name="snapshot"),
    path("<uuid:id>/snapshots/<int:snapshot>.json", snapshots.snapshot_file, name="snapshot-file"),
]
