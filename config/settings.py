"""All settings, read from the environment. The names are listed in docs/operators.md.

Nothing of a district stands here: its name, boundaries and categories are data.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import django_stubs_ext
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from psycopg_pool import ConnectionPool

from operations.requests import named_job

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


def web_address(name: str) -> str:
    """Return a variable that is an address of the web or nothing; anything else is refused."""
    value = os.environ.get(name, "")
    if value and not value.startswith(("https://", "http://")):
        raise ImproperlyConfigured(
            f"{name} is {value!r}; use an address that begins with https://."
        )
    return value.rstrip("?")


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
CONTROLLER = os.environ.get("CONTROLLER", f"{DISTRICT_NAME} Kent Konseyi")  # by KVKK
CONTROLLER_CONTACT = os.environ.get("CONTROLLER_CONTACT", "")
ACCEPT_OUTSIDE = switch("ACCEPT_OUTSIDE", default=False)
PROXIES = whole_number("PROXIES", default=0)  # of ours in front; each adds to X-Forwarded-For
PUBLISH_AT_ONCE = switch("PUBLISH_AT_ONCE", default=True)
EDIT_MINUTES = whole_number("EDIT_MINUTES", default=60)
REOPEN_DAYS = whole_number("REOPEN_DAYS", default=30)

# A search like Nominatim's, for names that are not at hand; nothing goes outside without it.
GEOCODER_URL = web_address("GEOCODER_URL")

# Under which licence the open data may be used, as the catalogue says; the district decides.
DATA_LICENCE = web_address("DATA_LICENCE")

INSTALLED_APPS = [
    "accounts.apps.StaffAdminConfig",
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
    "accounts",  # before allauth, whose pages have our templates
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "intake",
    "neighbourhoods",
    "places",
    "issues",
    "planning",
    "maps",
    "workinggroups",
    "operations",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.PermissionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "operations.middleware.RequestMiddleware",
    "config.middleware.LanguageMiddleware",
    "config.middleware.FreshMiddleware",
    "config.middleware.BusyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
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
                "maps.context.basemap",
            ],
        },
    }
]

MOST_CONNECTIONS = 8  # of each process


def keep_trying(pool: ConnectionPool) -> None:
    """Go on looking for a database that is away; else who waits when a row of tries ends waits in vain."""
    for least in (0, 1):  # to grow by one is to try for one
        pool.resize(least, MOST_CONNECTIONS)


def database(url: str, patience: int) -> dict[str, Any]:
    """Return what Django shall know of a database; `patience` is for how many seconds somebody waits for it."""
    known = dj_database_url.parse(url, engine="django.contrib.gis.db.backends.postgis")
    pool = {
        "min_size": 1,
        "max_size": MOST_CONNECTIONS,
        "timeout": patience,
        "reconnect_timeout": patience,
        "reconnect_failed": keep_trying,
    }
    # What the URL says behind its ?, sslmode above all, stays; one that was started anew is noticed by nobody.
    return {
        **known,
        "OPTIONS": {**known.get("OPTIONS", {}), "pool": pool},
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": database(required("DATABASE_URL"), 3)}
if replica := os.environ.get("REPLICA_URL"):  # see gisdata/replica.py
    DATABASES["replica"] = {**database(replica, 1), "TEST": {"MIRROR": "default"}}
    DATABASES["replica"]["OPTIONS"] |= {  # a machine that fell silent is given up within seconds
        "connect_timeout": 2,
        "tcp_user_timeout": 2000,
        "keepalives_idle": 5,
        "keepalives_interval": 1,
        "keepalives_count": 2,
    }

# For how many days what is personal is kept (issues/retention.py); 0 keeps it for ever.
RETAIN_FLAG_TEXTS = whole_number("RETAIN_FLAG_TEXTS", default=180)
RETAIN_HELD = whole_number("RETAIN_HELD", default=180)
RETAIN_TAKEN_DOWN = whole_number("RETAIN_TAKEN_DOWN", default=365)
RETAIN_UNCONFIRMED = whole_number("RETAIN_UNCONFIRMED", default=2)
RETAIN_UNUSED_ACCOUNTS = whole_number("RETAIN_UNUSED_ACCOUNTS", default=730)
RETAIN_SESSIONS = whole_number("RETAIN_SESSIONS", default=14)
BACKUP_DAYS = whole_number("BACKUP_DAYS", default=30)  # which script/backup reads, too
SESSION_COOKIE_AGE = (RETAIN_SESSIONS or 3650) * 24 * 3600

# Log-in by e-mailed code (docs/adr/0011-log-in.md); /accounts/ routes the pages that stand here.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "mine:data"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code itself proves the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_RATE_LIMITS = {"request_login_code": "60/h/key"}  # of a network: accounts/limits.py
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_TOTP_TOLERANCE = 1  # a code may be half a minute old
CACHES = {  # what processes must know of each other: tries of a code, codes that were used
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # Django drops a third of them beyond that
    }
}

LANGUAGE_CODE = "tr"
LANGUAGES = [("tr", "Türkçe"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Europe/Istanbul"  # the day of a report; gisdata/sql/functions.sql says the same

# Without a mail server nothing is offered by e-mail; log-in codes of the staff stand in the log.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
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
    ("idb", NODE_MODULES / "idb" / "build"),
    ("uuid", NODE_MODULES / "uuid" / "dist"),
    ("altcha", NODE_MODULES / "altcha-lib" / "dist" / "esm" / "v2"),
    ("fonts", NODE_MODULES / "@fontsource" / "atkinson-hyperlegible" / "files"),
    ("pmtiles", NODE_MODULES / "pmtiles" / "dist" / "esm"),
    ("fflate", NODE_MODULES / "fflate" / "esm"),
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

# No phone asks for a source map, and each of two thousand icons is smaller than a packet.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "map", "svg"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.api.CarefulSessionAuthentication"],
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
    "CONTACT": {"url": SITE_URL},
    "SERVERS": [{"url": "/"}],
    "TAGS": [
        {"name": "categories", "description": "What can be reported."},
        {"name": "issues", "description": "Reports, and support for them."},
        {"name": "neighbourhoods", "description": "Mahalle with their counts."},
        {"name": "search", "description": "Places and streets by name, however they are typed."},
        {"name": "statistics", "description": "Numbers for planning."},
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    "AUTHENTICATION_WHITELIST": [],  # nothing of the API asks who somebody is
    "ENUM_NAME_OVERRIDES": {"IssueStatus": "issues.models.Status"},
}

# A base map from outside, if one is wanted: then browsers ask its host, which so learns who looks where.
BASEMAP_URL = web_address("BASEMAP_URL")
BASEMAP_ATTRIBUTION = os.environ.get("BASEMAP_ATTRIBUTION", "")
BASEMAP_HOST = f"{urlsplit(BASEMAP_URL).scheme}://{urlsplit(BASEMAP_URL).netloc}"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF, *([BASEMAP_HOST] if BASEMAP_URL else [])],
        "font-src": [SELF],
        "frame-src": [SELF],
        "manifest-src": [SELF],
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
if BEHIND_TLS:  # then no other host of the domain can set them
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
LANGUAGE_COOKIE_SECURE = BEHIND_TLS
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]

PGHISTORY_APPEND_ONLY = True
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"
PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_WORKER_DEFAULTS = {"worker_middleware": [named_job]}
PROCRASTINATE_IMPORT_PATHS = [
    "accounts.webhooks.tasks",
    "issues.follow.tasks",
    "issues.forwarding.tasks",
    "issues.open311.tasks",
    "maps.dump.tasks",
    "workinggroups.decisions.tasks",
    "workinggroups.groups.nightly",
    "workinggroups.groups.tasks",
    "workinggroups.meetings.tasks",
    "workinggroups.promises.tasks",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "operations.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {
            "level": "ERROR"
        },  # what was not found stands in the line of its request
        "django.contrib.gis": {
            "level": "CRITICAL"
        },  # what GEOS and GDAL say of a reader's nonsense
        "procrastinate": {"level": "WARNING"},
        "procrastinate.jobs": {"level": "INFO"},  # which request queued which job
        "procrastinate.worker": {"level": "INFO"},
        "psycopg.pool": {"level": "ERROR"},
    },
}

# Who knows this token may read /metrics; without one nobody may.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")

# GDAL before 3.9 follows a spatial reference's own text to files and network; we read only the
# EPSG numbers of gisdata/crs.py, never such a text.
SILENCED_SYSTEM_CHECKS = ["gis.W001"]
