"""The shares of the mahalle, kept by the database, and what everybody may see."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial"), ("neighbourhoods", "0003_named_places")]
    operations = [
        InstallSql("places", "shares.sql", "5ab48e88d98a"),
        InstallSql("places", "public_places.sql", "aeb9f06d645f"),
    ]
