"""The grid cells behind clusters and heat, and what they are kept from."""

import datetime

import django.db.models.deletion
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
                ("category_id", models.IntegerField()),
                ("period", models.IntegerField()),
                ("cell", models.BigIntegerField()),
                ("neighbourhood_id", models.IntegerField()),
                ("status", models.CharField(max_length=15)),
                ("count", models.IntegerField()),
                ("exact", models.IntegerField()),
                ("sum_x", models.BigIntegerField()),
                ("sum_y", models.BigIntegerField()),
            ],
        ),
        migrations.AlterField(
            model_name="issue",
            name="category",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="issues.category",
            ),
        ),
        migrations.AlterField(
            model_name="issue",
            name="neighbourhood",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                help_text="assigned by the database",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="neighbourhoods.neighbourhood",
            ),
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
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reported_at__gte", datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC))
                ),
                name="issue_reported_at",
            ),
        ),
        InstallSql("issues", "cells.sql", "dd5fa595a426"),
        InstallSql("issues", "counts.sql", "fdda1fe8f139"),
        migrations.RunSQL("SELECT issues_recount_all()", migrations.RunSQL.noop),
    ]
