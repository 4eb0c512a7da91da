"""The mahalle and the two levels of categories, kept by the database."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("issues", "0001_initial"), ("neighbourhoods", "0002_lifetime")]
    operations = [
        InstallSql("issues", "mahalle.sql", "eddb0e5abf25"),
        InstallSql("issues", "categories.sql", "6628f973ec4b"),
    ]
