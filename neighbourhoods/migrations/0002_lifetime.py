"""Pieces, look-up and the lifetime of boundary sets, kept by the database."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("neighbourhoods", "0001_initial")]
    operations = [InstallSql("neighbourhoods", "lifetime.sql", "f2260b9b5025")]
