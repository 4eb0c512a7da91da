"""Dumps of the open data, withdrawn by the database."""

import django.db.models.functions.datetime
from django.db import migrations, models

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0032_forwarding"),
        ("places", "0008_flags"),
        ("maps", "0006_saved_views"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dump",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("files", models.JSONField(default=list)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
        ),
        InstallSql("maps", "dump.sql", "39e9ab38fc35"),
    ]
