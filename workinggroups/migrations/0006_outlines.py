"""Outlines that a snapshot rests on never change."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("workinggroups", "0005_minutes")]
    operations = [InstallSql("workinggroups", "outlines.sql", "8766eccc3d4e")]
