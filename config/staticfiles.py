"""Which of the packages' files are served."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class ServedFilesConfig(StaticFilesConfig):
    """Django's, without what browsers never ask for and takes seconds to compress at each start."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*.d.ts", "*-dev.mjs", "*-dev.mjs.map"]
