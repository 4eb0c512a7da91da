"""Pins are counted from their index alone again."""

from django.db import migrations

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0021_category_labels"),
    ]

    operations = [
        InstallSql("issues", "public_pins.sql", "bf1b6e5dbf8e"),
    ]
