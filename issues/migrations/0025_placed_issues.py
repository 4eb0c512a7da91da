"""Which place of the register a report is about."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0024_hate_terms_moved"),
        ("places", "0003_placed_issues"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlacedIssue",
            fields=[
                (
                    "issue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="placed",
                        serialize=False,
                        to="issues.issue",
                    ),
                ),
                (
                    "tied_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
        ),
        InstallSql("issues", "place_issues.sql", "4d9e1d8e9e41"),
    ]
