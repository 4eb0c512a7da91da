"""Reports that are sent on to other places, and who gave an answer."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid_utils.compat
from django.db import migrations, models

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_client_key_help"),
        ("issues", "0031_client_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="Endpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Everybody reads it beside what it answers.",
                        max_length=120,
                        verbose_name="whose",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        help_text="what stands before /services.json",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=200, verbose_name="our key there")),
                (
                    "jurisdiction",
                    models.CharField(blank=True, max_length=100, verbose_name="jurisdiction_id"),
                ),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        help_text="none: reports of all of them, and from outside",
                        size=None,
                        verbose_name="mahalle",
                    ),
                ),
                (
                    "takes_updates",
                    models.BooleanField(default=False, verbose_name="is sent our answers, too"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="made",
                    ),
                ),
            ],
            options={
                "verbose_name": "place that takes reports",
                "verbose_name_plural": "places that take reports",
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Forward",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "remote_id",
                    models.CharField(blank=True, max_length=100, verbose_name="number there"),
                ),
                ("token", models.CharField(blank=True, max_length=100)),
                (
                    "remote_status",
                    models.CharField(default="open", max_length=20, verbose_name="status there"),
                ),
                ("remote_notes", models.TextField(blank=True)),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="made"
                    ),
                ),
            ],
            options={
                "verbose_name": "report sent on",
                "verbose_name_plural": "reports sent on",
                "ordering": ["-made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ForwardMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "on its way"),
                            ("sent", "arrived"),
                            ("dead", "given up"),
                            ("set_aside", "set aside"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("said", models.CharField(blank=True, max_length=300, verbose_name="last answer")),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="made"
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
            ],
            options={
                "verbose_name": "message to another place",
                "verbose_name_plural": "messages to other places",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Route",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service_code", models.CharField(max_length=100, verbose_name="service_code")),
            ],
            options={
                "verbose_name": "category that is sent",
                "verbose_name_plural": "categories that are sent",
            },
        ),
        migrations.AddField(
            model_name="clientreport",
            name="own_id",
            field=models.CharField(blank=True, db_default="", max_length=100),
        ),
        migrations.AddField(
            model_name="statuschange",
            name="source",
            field=models.CharField(
                blank=True, db_default="", max_length=120, verbose_name="which system says so"
            ),
        ),
        migrations.AddConstraint(
            model_name="clientreport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("own_id", ""), _negated=True),
                fields=("client", "own_id"),
                name="clientreport_once",
            ),
        ),
        migrations.AddField(
            model_name="forward",
            name="endpoint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="forwards",
                to="issues.endpoint",
                verbose_name="where",
            ),
        ),
        migrations.AddField(
            model_name="forward",
            name="issue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="forwards",
                to="issues.issue",
                verbose_name="issue",
            ),
        ),
        migrations.AddField(
            model_name="forwardmessage",
            name="change",
            field=models.ForeignKey(
                help_text="none: the report itself",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="issues.statuschange",
                verbose_name="answer",
            ),
        ),
        migrations.AddField(
            model_name="forwardmessage",
            name="forward",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="issues.forward",
            ),
        ),
        migrations.AddField(
            model_name="route",
            name="category",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="issues.category",
                verbose_name="category",
            ),
        ),
        migrations.AddField(
            model_name="route",
            name="endpoint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="routes",
                to="issues.endpoint",
            ),
        ),
        migrations.AddIndex(
            model_name="forward",
            index=models.Index(
                condition=models.Q(("remote_id", ""), _negated=True),
                fields=["endpoint", "remote_id"],
                name="forward_remote",
            ),
        ),
        migrations.AddConstraint(
            model_name="forward",
            constraint=models.UniqueConstraint(fields=("issue", "endpoint"), name="forward_once"),
        ),
        migrations.AddIndex(
            model_name="forwardmessage",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "dead"])),
                fields=["forward"],
                name="forwardmessage_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="forwardmessage",
            constraint=models.UniqueConstraint(
                fields=("forward", "change"), name="forwardmessage_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.UniqueConstraint(
                fields=("endpoint", "category"), name="route_category"
            ),
        ),
        InstallSql("issues", "public_history.sql", "b2d1d2480cc3"),
    ]
