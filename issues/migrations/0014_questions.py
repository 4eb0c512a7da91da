"""Questions of categories, and the answers that issues hold."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from gisdata.installed_sql import InstallSql


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0013_reporters"),
        ("neighbourhoods", "0002_lifetime"),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "issue_id",
                        "question_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("value", models.JSONField()),
            ],
            options={
                "db_table": "all_answers",
                "ordering": ["question__position", "question_id"],
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublicAnswer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "issue_id",
                        "question_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("value", models.JSONField()),
            ],
            options={
                "db_table": "public_answers",
                "ordering": ["question__position", "question_id"],
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_tr", models.CharField(max_length=120, verbose_name="in Turkish")),
                ("label_en", models.CharField(max_length=120, verbose_name="in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                ("code", models.SlugField(max_length=40, verbose_name="code")),
            ],
            options={
                "verbose_name": "choice",
                "verbose_name_plural": "choices",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label_tr", models.CharField(max_length=120, verbose_name="in Turkish")),
                ("label_en", models.CharField(max_length=120, verbose_name="in English")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "code",
                    models.SlugField(
                        help_text="Its name for programs; letters, digits and hyphens. No two questions share one.",
                        max_length=40,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "a short text"),
                            ("number", "a number"),
                            ("choice", "one of several choices"),
                            ("several", "any of several choices"),
                            ("date", "a date"),
                        ],
                        max_length=10,
                        verbose_name="kind of answer",
                    ),
                ),
                (
                    "help_tr",
                    models.CharField(blank=True, max_length=200, verbose_name="help in Turkish"),
                ),
                (
                    "help_en",
                    models.CharField(blank=True, max_length=200, verbose_name="help in English"),
                ),
                (
                    "is_required",
                    models.BooleanField(default=False, verbose_name="must be answered"),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        default=False,
                        help_text="Otherwise the secretariat alone, and whoever is asked is told so.",
                        verbose_name="everybody may read the answers",
                    ),
                ),
                (
                    "minimum",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="smallest number",
                    ),
                ),
                (
                    "maximum",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=9,
                        null=True,
                        verbose_name="largest number",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="like m or cm", max_length=20, verbose_name="unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["position", "id"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="issue",
            name="changed_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="issue",
            name="deleted_delete",
        ),
        migrations.RemoveConstraint(
            model_name="holdreason",
            name="holdreason_once",
        ),
        migrations.AddField(
            model_name="issue",
            name="answers",
            field=models.JSONField(
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                editable=False,
                help_text="by the codes of the questions",
                verbose_name="answers",
            ),
        ),
        migrations.AddField(
            model_name="issueevent",
            name="answers",
            field=models.JSONField(
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                editable=False,
                help_text="by the codes of the questions",
                verbose_name="answers",
            ),
        ),
        migrations.AlterField(
            model_name="holdreason",
            name="field",
            field=models.CharField(
                choices=[
                    ("description", "description"),
                    ("spot", "description of the spot"),
                    ("answer", "answer"),
                ],
                max_length=15,
            ),
        ),
        migrations.AddIndex(
            model_name="issue",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("answers", {}), _negated=True),
                fields=["answers"],
                name="issue_answers",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issue",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "issues_issueevent" ("answers", "category_id", "closed_at", "created_at", "description", "id", "location", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "reported_at", "source", "spot", "status", "visibility") SELECT old_values."answers", old_values."category_id", old_values."closed_at", old_values."created_at", old_values."description", old_values."id", old_values."location", old_values."number", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'changed\', old_values."id", old_values."precision", old_values."reported_at", old_values."source", old_values."spot", old_values."status", old_values."visibility" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."answers" IS DISTINCT FROM (new_values."answers") OR old_values."category_id" IS DISTINCT FROM (new_values."category_id") OR old_values."closed_at" IS DISTINCT FROM (new_values."closed_at") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."description" IS DISTINCT FROM (new_values."description") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."location" IS DISTINCT FROM (new_values."location") OR old_values."number" IS DISTINCT FROM (new_values."number") OR old_values."precision" IS DISTINCT FROM (new_values."precision") OR old_values."reported_at" IS DISTINCT FROM (new_values."reported_at") OR old_values."source" IS DISTINCT FROM (new_values."source") OR old_values."spot" IS DISTINCT FROM (new_values."spot") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."visibility" IS DISTINCT FROM (new_values."visibility")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4e812d552797ccc114e584f0faedd38ba2d864bf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_27ce9",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="issues_issue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issue",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "issues_issueevent" ("answers", "category_id", "closed_at", "created_at", "description", "id", "location", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "reported_at", "source", "spot", "status", "visibility") SELECT old_values."answers", old_values."category_id", old_values."closed_at", old_values."created_at", old_values."description", old_values."id", old_values."location", old_values."number", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'deleted\', old_values."id", old_values."precision", old_values."reported_at", old_values."source", old_values."spot", old_values."status", old_values."visibility" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6873611ec36c47940c28932d97320b71c21b9485",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_9b43e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="issues_issue",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="category",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="issues.category",
                verbose_name="category",
            ),
        ),
        migrations.AddField(
            model_name="choice",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="choices",
                to="issues.question",
            ),
        ),
        migrations.AddField(
            model_name="holdreason",
            name="question",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="issues.question",
            ),
        ),
        migrations.AddConstraint(
            model_name="holdreason",
            constraint=models.UniqueConstraint(
                fields=("issue", "kind", "field", "question"),
                name="holdreason_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["text", "number", "choice", "several", "date"])),
                name="question_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum__isnull", True),
                    ("maximum__isnull", True),
                    ("minimum__lte", models.F("maximum")),
                    _connector="OR",
                ),
                name="question_minimum",
                violation_error_message="The smallest number is larger than the largest.",
            ),
        ),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.UniqueConstraint(
                fields=("question", "code"),
                name="choice_code",
            ),
        ),
        InstallSql("issues", "answers.sql", "8d1dc202e0b5"),
    ]
