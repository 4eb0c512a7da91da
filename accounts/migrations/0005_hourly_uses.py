"""A person has the limits of a network, so the counts are of somebody, not of a network."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_erasure_log")]

    operations = [
        migrations.RenameModel("NetworkUse", "HourlyUse"),
        migrations.RemoveConstraint("HourlyUse", "networkuse_key"),
        migrations.RenameField("HourlyUse", "network", "who"),
        migrations.AlterField(
            "HourlyUse",
            "who",
            models.CharField(
                help_text="see accounts.network: a code, not an address", max_length=64
            ),
        ),
        migrations.AddConstraint(
            "HourlyUse",
            models.UniqueConstraint(fields=["act", "who", "hour"], name="hourlyuse_key"),
        ),
    ]
