"""The views that layers are read from, once the public view below them is there."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [("maps", "0002_layers"), ("issues", "0009_updates")]
    operations = [InstallSql("maps", "layers.sql", "baf30799e3dd")]
