"""An address of one's own for each account: the codes to log in go there."""

import django.db.models.functions.text
from django.db import migrations, models
from django.db.models.functions import Lower, Trim


def write_small(apps, _editor):
    """Write the addresses that are there as the log-in looks for them."""
    apps.get_model("accounts", "User").objects.update(email=Lower(Trim("email")))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_limits"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.AlterModelManagers(name="user", managers=[]),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(
                help_text="The codes to log in are sent there.",
                max_length=254,
                verbose_name="e-mail address",
            ),
        ),
        migrations.RunPython(write_small, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="user_email",
                violation_error_message="Somebody with this e-mail address is there already.",
            ),
        ),
    ]
