"""The grid cells behind clusters and heat, and what they are kept from."""

from django.db import migrations, models

import gisdata.functions
from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [
        ("gisdata", "0002_grid"),
        ("issues", "0002_database_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="CellCount",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level",
                        "category_id",
                        "period",
                        "cell",
                        "neighbourhood_id",
                        "status",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("level", models.SmallIntegerField()),
                ("category_id", models.BigIntegerField()),
                ("period", models.IntegerField()),
                ("cell", models.BigIntegerField()),
                ("neighbourhood_id", models.BigIntegerField()),
                ("status", models.CharField(max_length=15)),
                ("count", models.BigIntegerField()),
                ("exact", models.BigIntegerField()),
                ("sum_x", models.BigIntegerField()),
                ("sum_y", models.BigIntegerField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name="issue",
            name="issue_day",
        ),
        migrations.AddField(
            model_name="issue",
            name="morton",
            field=models.GeneratedField(
                db_persist=True,
                expression=gisdata.functions.MortonAt("location"),
                output_field=models.BigIntegerField(),
            ),
        ),
        migrations.AddField(
            model_name="issue",
            name="reported_day",
            field=models.GeneratedField(
                db_persist=True,
                expression=gisdata.functions.LocalDay("reported_at"),
                output_field=models.DateField(),
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                condition=models.Q(("visibility", "public")),
                fields=["morton", "reported_day", "category", "status", "neighbourhood"],
                include=("precision",),
                name="issue_morton",
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                condition=models.Q(("visibility", "public")),
                fields=["category", "reported_day", "morton", "status", "neighbourhood"],
                include=("precision",),
                name="issue_category_day",
            ),
        ),
        InstallSql("issues", "cells.sql", "73f8204e1fb0"),
        InstallSql("issues", "counts.sql", "1488a6b9bb19"),
        InstallSql("issues", "public_issues.sql", "0bdfe4e3649d"),
        migrations.RunSQL("SELECT issues_recount_all()", migrations.RunSQL.noop),
    ]
