"""Settings from the environment; as it stands, good for development on SQLite.

DEBUG=0 is production: SECRET_KEY and ALLOWED_HOSTS are then required, and HTTPS is assumed unless HTTPS=0.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from whitenoise.compress import Compressor

from iomnews.postgresql import write_lists_quickly
from iomnews.replicas import databases

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", True)
HTTPS = env.bool("HTTPS", not DEBUG)


def required(name, in_development, example):
    """The variable's text; in production one that is missing stops the start."""
    value = env.str(name, in_development if DEBUG else "")
    if not value:
        raise ImproperlyConfigured(f"DEBUG=0 needs {name} in the environment, for example {name}='{example}'.")
    return value


SECRET_KEY = required("SECRET_KEY", "for-development-only", "50 random characters or more")
ALLOWED_HOSTS = required("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", "news.example.org").replace(",", " ").split()

INSTALLED_APPS = [
    "iomnews.apps.NewsroomAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
    "django_tasks_db",
    "drf_spectacular",
    "imagefield",
    "import_export",
    "rest_framework",
    "simple_history",
    "iomnews.accounts",
    "contacts",
    "articles",
]
MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",  # pads at random and the CSRF token is masked anew: against BREACH
    "csp.middleware.CSPMiddleware",
    "iomnews.headers.isolation_headers",
    "iomnews.headers.no_cache_for_staff",
    "iomnews.headers.open_to_other_sites",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "articles.freshness.public_pages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "iomnews.accounts.languages.own_language",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "articles.legacy.legacy_addresses",
    "axes.middleware.AxesMiddleware",
    "iomnews.errors.ImpossibleValues",
    "articles.replicas.ReadersFromReplicas",
]
ROOT_URLCONF = "iomnews.urls"
WSGI_APPLICATION = "iomnews.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Data. IMMEDIATE makes a writer wait for its turn at BEGIN, never half-way with "database is locked".
VAR_DIR = BASE_DIR / "var"
EMBEDDED = {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "iomnews.sqlite3"}
DATABASES = {"default": env.db("DATABASE_URL") if env.ENVIRON.get("DATABASE_URL") else EMBEDDED}
if DATABASES["default"]["ENGINE"] == EMBEDDED["ENGINE"]:
    VAR_DIR.mkdir(exist_ok=True)
    DATABASES["default"]["ENGINE"] = "iomnews.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    write_lists_quickly()
DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds; opening SQLite for each request takes half of what a 304 costs
# Readers are answered from these where they have all that the primary has: articles/replicas.py.
if replicas := databases(env.list("DATABASE_REPLICA_URLS", default=[]), DATABASES["default"]):
    DATABASES |= replicas
    DATABASE_ROUTERS = ["iomnews.replicas.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People. What an account may do comes from its memberships: iomnews/accounts/reach.py.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "iomnews.accounts.backends.MembershipBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
CSRF_FAILURE_VIEW = "iomnews.accounts.kept_forms.csrf_failure"
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
# The roles that sign in with a second factor, superusers too where there are any.
TWO_FACTOR_ROLES = env.list("TWO_FACTOR_ROLES", default=[] if DEBUG else ["publisher", "administrator"])

ACCOUNT_ADAPTER = "iomnews.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# An administrator who changes somebody's address makes the links sent to the one before void.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
# Wrong passwords are counted by axes; these would lock out a mission's whole address, or an account's owner.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}  # the second: codes of the second factor
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
MFA_ADAPTER = "iomnews.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "iomnews.accounts.forms.AddKeyForm",
    "edit_webauthn": "iomnews.accounts.forms.EditKeyForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# Guessing: iomnews/accounts/guessing.py.
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_FAILURE_LIMIT = env.int("SIGN_IN_FAILURES", 5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("SIGN_IN_PAUSE_MINUTES", 15))
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login"]
AXES_USERNAME_CALLABLE = "iomnews.accounts.guessing.account"
AXES_LOCKOUT_PARAMETERS = "iomnews.accounts.guessing.counted_by"
AXES_CLIENT_IP_CALLABLE = "iomnews.accounts.guessing.source"
AXES_LOCKOUT_CALLABLE = "iomnews.accounts.guessing.locked_out"

# E-mail: links to choose a password.
vars().update(env.email("EMAIL_URL", "consolemail://" if DEBUG else "smtp://localhost:25"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "newsroom@localhost")

# Languages. The first of LANGUAGES is the newsroom's own.
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", "Europe/Zurich")
USE_TZ = True

# Files. Pictures and attachments are never served from disk: a view asks first whether their article is public.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", VAR_DIR / "media")
if not DEBUG:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    # Compressing takes long: not twice, under a second name, and not for the few who read source maps.
    WHITENOISE_KEEP_ONLY_HASHED_FILES = True
    WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# Seconds that a browser may show a list again without asking: docs/caching.md.
PAGE_MAX_AGE = env.int("PAGE_MAX_AGE", 60)

# Work outside the request: kept in the database, done by `manage.py db_worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Pictures. Their sizes are made by a task. A picture of more pixels is refused, a longer one made shorter.
IMAGEFIELD_AUTOGENERATE = False
IMAGEFIELD_BIN_DEPTH = 2
PICTURE_MAX_BYTES = env.int("PICTURE_MAX_BYTES", 25 * 1024 * 1024)
PICTURE_MAX_PIXELS = env.int("PICTURE_MAX_PIXELS", 64_000_000)
PICTURE_LONGEST_SIDE = env.int("PICTURE_LONGEST_SIDE", 6000)
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", 50 * 1024 * 1024)
# Here, privately, they wait while somebody corrects the form that they came with; several servers share the folder.
UPLOAD_DIR = env.path("UPLOAD_DIR", VAR_DIR / "uploads")

# What a browser is allowed, on every answer. The headers that Django does not know are in iomnews/headers.py.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Errors go to standard error, where the service's own log keeps them.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "articles": {"level": "INFO"},
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

# What a form may hold: 500 quotes in one article, a text of several megabytes. Files are counted apart.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 500

# Import
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", 20 * 1024 * 1024)
IMPORT_MAX_CHARACTERS = env.int("IMPORT_MAX_CHARACTERS", 2_000_000)
IMPORT_MAX_MEMBERS = env.int("IMPORT_MAX_MEMBERS", 20_000)
IMPORT_MAX_UNPACKED_BYTES = env.int("IMPORT_MAX_UNPACKED_BYTES", 2 * 1024 * 1024 * 1024)
IMPORT_MAX_RATIO = env.int("IMPORT_MAX_RATIO", 200)
# Pages in a transaction: a quarter of a second, for which whoever saves meanwhile waits on SQLite.
IMPORT_TOGETHER = env.int("IMPORT_TOGETHER", 100)
# Files sent by a browser wait here, privately, until a worker has read them; servers and workers share the folder.
IMPORT_DIR = env.path("IMPORT_DIR", VAR_DIR / "imports")
IMPORT_MAX_UPLOAD_BYTES = env.int("IMPORT_MAX_UPLOAD_BYTES", 500 * 1024 * 1024)

# The API: for everybody, without accounts.
SITE_URL = env.str("SITE_URL", f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0].lstrip('.')}")
DUMP_DIR = env.path("DUMP_DIR", VAR_DIR / "dump")
API_RATE_LIMIT = env.str("API_RATE_LIMIT", "" if DEBUG else "120/minute")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # How often each address has asked: in files, so that all processes of a machine count together.
    "api_limits": env.cache("API_LIMITS_CACHE_URL", f"filecache://{VAR_DIR / 'api_limits'}?max_entries=10000"),
}
CONTENT_LICENCE = {
    "name": env.str("CONTENT_LICENCE", gettext_noop("All rights reserved")),
    "url": env.str("CONTENT_LICENCE_URL", "") or None,
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["articles.api.limits.RateLimit"],
    "EXCEPTION_HANDLER": "articles.api.problems.answer",
    "NUM_PROXIES": int(BEHIND_PROXY),
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": _("Press releases"),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [],  # choices stand where they are chosen from
    "SERVE_INCLUDE_SCHEMA": False,
}

# Spreadsheets. A file waits here, privately, between its preview and the decision; several servers share the folder.
SPREADSHEET_DIR = env.path("SPREADSHEET_DIR", VAR_DIR / "spreadsheets")
SPREADSHEET_MAX_BYTES = env.int("SPREADSHEET_MAX_BYTES", 20 * 1024 * 1024)
SPREADSHEET_MAX_UNPACKED_BYTES = env.int("SPREADSHEET_MAX_UNPACKED_BYTES", 200 * 1024 * 1024)
SPREADSHEET_MAX_ROWS = env.int("SPREADSHEET_MAX_ROWS", 10_000)
