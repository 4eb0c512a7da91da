"""Moderation: hurtful words, reasons to hold, flags, steps, duplicates."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0007_photos"),
        ("neighbourhoods", "0002_lifetime"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("personal", "It tells something private about a person"),
                            ("hurtful", "It is hurtful or insulting"),
                            ("untrue", "It is not true"),
                            ("duplicate", "It has been reported before"),
                            ("misplaced", "Its place or category is wrong"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                (
                    "text",
                    models.CharField(blank=True, max_length=500, verbose_name="in your words"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("handled_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "flag",
                "verbose_name_plural": "flags",
                "ordering": ["created_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="HateTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.CharField(max_length=60, unique=True, verbose_name="word or phrase"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("tr", "Turkish"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "inflects",
                    models.BooleanField(
                        default=False,
                        help_text="finds “-ler”, “-siniz” and so on too",
                        verbose_name="with Turkish endings",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
            ],
            options={
                "verbose_name": "hurtful word",
                "verbose_name_plural": "hurtful words",
                "ordering": ["language", "text"],
            },
        ),
        migrations.CreateModel(
            name="HoldReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("iban", "bank account (IBAN)"),
                            ("email", "e-mail address"),
                            ("link", "link"),
                            ("identity", "T.C. identity number"),
                            ("plate", "licence plate"),
                            ("phone", "telephone number"),
                            ("hate", "hurtful words"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("description", "description"),
                            ("spot", "description of the spot"),
                        ],
                        max_length=15,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ModerationStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("published", "published"),
                            ("held", "held for review"),
                            ("taken_down", "taken down"),
                            ("merged", "joined with another report"),
                            ("redacted", "personal data taken out"),
                            ("recategorised", "category changed"),
                            ("moved", "place corrected"),
                            ("answered", "answered"),
                            ("undone", "last step undone"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "from_visibility",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("held", "held for review"),
                            ("removed", "taken down"),
                        ],
                        max_length=10,
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=200)),
                (
                    "taken_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "verbose_name": "moderation step",
                "verbose_name_plural": "moderation steps",
                "ordering": ["id"],
            },
        ),
        migrations.AlterModelOptions(
            name="issue",
            options={
                "permissions": [("moderate_issue", "Can moderate issues")],
                "verbose_name": "issue",
                "verbose_name_plural": "issues",
            },
        ),
        migrations.AddField(
            model_name="issue",
            name="duplicate_of",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="duplicates",
                to="issues.issue",
                verbose_name="duplicate of",
            ),
        ),
        migrations.AddField(
            model_name="issue",
            name="reviewed_at",
            field=models.DateTimeField(
                editable=False,
                help_text="when a moderator last decided",
                null=True,
                verbose_name="reviewed at",
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                condition=models.Q(
                    ("reviewed_at", None), ("source__in", ["web", "api"]), ("visibility", "public")
                ),
                fields=["number"],
                name="issue_unreviewed",
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                condition=models.Q(("visibility", "held")), fields=["number"], name="issue_held"
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=models.Index(
                condition=models.Q(("duplicate_of__isnull", False)),
                fields=["duplicate_of"],
                name="issue_duplicate",
            ),
        ),
        migrations.AddConstraint(
            model_name="issue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("duplicate_of__isnull", True),
                    models.Q(
                        ("visibility", "removed"),
                        models.Q(("duplicate_of", models.F("id")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="issue_duplicate_hidden",
            ),
        ),
        migrations.AddField(
            model_name="flag",
            name="issue",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="flags",
                to="issues.issue",
            ),
        ),
        migrations.AddField(
            model_name="holdreason",
            name="issue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="hold_reasons",
                to="issues.issue",
            ),
        ),
        migrations.AddField(
            model_name="moderationstep",
            name="issue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="moderation_steps",
                to="issues.issue",
            ),
        ),
        migrations.AddField(
            model_name="moderationstep",
            name="taken_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(fields=["issue", "handled_at"], name="flag_issue"),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(
                condition=models.Q(("handled_at", None)), fields=["issue"], name="flag_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="holdreason",
            constraint=models.UniqueConstraint(
                fields=("issue", "kind", "field"), name="holdreason_once"
            ),
        ),
        InstallSql("issues", "duplicates.sql", "eab74fe1fdc9"),
    ]
