"""All settings, read from the environment. The names are listed in docs/operators.md.

Nothing of a district stands here: its name, boundaries and categories are data.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import django_stubs_ext
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

django_stubs_ext.monkeypatch()  # so that ModelAdmin[Issue] can be said at run time

BASE_DIR = Path(__file__).resolve().parent.parent
EXAMPLE_KEY = "change-me-before-going-live"


def required(name: str) -> str:
    """Return an environment variable that has no sensible default."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. ./script/up sets it; elsewhere put it into the environment."
        )
    return value


def switch(name: str, *, default: bool) -> bool:
    """Return an on/off variable; anything else than a plain yes or no is refused."""
    value = os.environ.get(name, "on" if default else "off").lower()
    if value not in {"on", "off", "1", "0", "true", "false"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; use on or off.")
    return value in {"on", "1", "true"}


def whole_number(name: str, *, default: int) -> int:
    """Return a variable that is 0 or more; anything else is refused."""
    value = os.environ.get(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; use a whole number like {default}.")
    return int(value)


SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000").rstrip("/")


def secret_key() -> str:
    """Return the secret key, refusing the example's wherever it is more than a try at home."""
    value = required("SECRET_KEY")
    if value == EXAMPLE_KEY and urlsplit(SITE_URL).hostname not in {"localhost", "127.0.0.1"}:
        raise ImproperlyConfigured(
            "SECRET_KEY is still the example. Make one: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return value


SECRET_KEY = secret_key()
DEBUG = switch("DEBUG", default=False)
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

# What this instance is
DISTRICT_NAME = os.environ.get("DISTRICT_NAME", "Örnek İlçe")
ANSWERED_BY = os.environ.get("ANSWERED_BY", f"{DISTRICT_NAME} Kent Konseyi sekreterliği")
ACCEPT_OUTSIDE = switch("ACCEPT_OUTSIDE", default=False)
PROXIES = whole_number("PROXIES", default=0)  # of ours in front; each adds to X-Forwarded-For
PUBLISH_AT_ONCE = switch("PUBLISH_AT_ONCE", default=True)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "rest_framework",
    "drf_spectacular",
    "gisdata",
    "accounts",
    "neighbourhoods",
    "issues",
    "planning",
    "maps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.LanguageMiddleware",
    "config.middleware.FreshMiddleware",
    "config.middleware.BusyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "config.context.site",
            ],
        },
    }
]

database = dj_database_url.parse(
    required("DATABASE_URL"), engine="django.contrib.gis.db.backends.postgis"
)
database["OPTIONS"] = {
    **database.get("OPTIONS", {}),  # what the URL says behind its ?, sslmode above all
    "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
}
DATABASES = {"default": database}

LANGUAGE_CODE = "tr"
LANGUAGES = [("tr", "Türkçe"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Europe/Istanbul"  # the day of a report; gisdata/sql/functions.sql says the same

# Without a mail server nothing is offered by e-mail.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = whole_number("EMAIL_PORT", default=587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = switch("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "ortak-harita@localhost")

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / ".data" / "static"))
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", BASE_DIR / ".data" / "media"))
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "config" / "static",
    ("maplibre-gl", NODE_MODULES / "maplibre-gl" / "dist"),
    ("uuid", NODE_MODULES / "uuid" / "dist"),
    ("altcha", NODE_MODULES / "altcha-lib" / "dist" / "esm" / "v2"),
    ("icons", NODE_MODULES / "lucide-static" / "icons"),
]
FILE_UPLOAD_HANDLERS = [
    "config.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}

WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "map"]  # no phone asks for a source map

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.parsers.BoundedJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.problems.problem_details",
    "STRICT_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ortak Harita",
    "DESCRIPTION": "Issues that residents pinned, counted by mahalle.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {"IssueStatus": "issues.models.Status"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Everything TLS follows from the public address.
BEHIND_TLS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
LANGUAGE_COOKIE_SECURE = BEHIND_TLS
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]

PGHISTORY_APPEND_ONLY = True
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"
PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_IMPORT_PATHS = ["issues.follow.tasks"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"procrastinate": {"level": "WARNING"}},
}

# GDAL before 3.9 follows a spatial reference's own text to files and network; we read only the
# EPSG numbers of gisdata/crs.py, never such a text.
SILENCED_SYSTEM_CHECKS = ["gis.W001"]
