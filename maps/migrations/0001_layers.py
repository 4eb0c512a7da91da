"""The views that layers are read from."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    initial = True
    dependencies = [("issues", "0004_support")]
    operations = [InstallSql("maps", "layers.sql", "baf30799e3dd")]
