"""Comments on issues, the view by which they go out, and flags on them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0011_own_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="comment")),
                (
                    "is_official",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="written by the secretariat at its desk",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "db_table": "public_comments",
                "managed": False,
            },
        ),
        migrations.AlterField(
            model_name="moderationstep",
            name="action",
            field=models.CharField(
                choices=[
                    ("published", "published"),
                    ("held", "held for review"),
                    ("taken_down", "taken down"),
                    ("merged", "joined with another report"),
                    ("redacted", "personal data taken out"),
                    ("recategorised", "category changed"),
                    ("moved", "place corrected"),
                    ("answered", "answered"),
                    ("commented", "commented"),
                    ("undone", "last step undone"),
                    ("edited", "edited by its reporter"),
                    ("withdrawn", "taken back by its reporter"),
                ],
                max_length=15,
            ),
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="comment")),
                (
                    "is_official",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="written by the secretariat at its desk",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("sent_id", models.UUIDField(unique=True)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("held", "held for review"),
                            ("removed", "taken down"),
                            ("withdrawn", "taken back by its reporter"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "found",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        default=list,
                        help_text="the kinds of what it is held for, never the text itself",
                        size=None,
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(help_text="when a moderator last decided", null=True),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="issues.issue",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CommentFlag",
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
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=500)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("handled_at", models.DateTimeField(editable=False, null=True)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="issues.comment",
                    ),
                ),
            ],
            options={
                "ordering": ["created_at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("reviewed_at", None)), fields=["id"], name="comment_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("visibility__in", ["public", "held", "removed"])),
                name="comment_visibility",
            ),
        ),
        InstallSql("issues", "public_comments.sql", "74ee04b138c7"),
    ]
