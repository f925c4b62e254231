"""The settings: one file for every mode, read once from the environment.

| Variable | Meaning | Default |
|---|---|---|
| THROUGHGATE_MODE | `demo`, `test` or `production` | `demo` |
| DATABASE_URL | `sqlite:////absolute/path` or `postgres://...` | embedded SQLite in `var/` |
| THROUGHGATE_SECRET_KEY | signing key, at least 50 characters; required in production | a fixed demo key |
| THROUGHGATE_HOSTS | host names, comma separated; required in production | 127.0.0.1, localhost |
| THROUGHGATE_URL | where users reach the product, used in mails | http://127.0.0.1:8000 |
| THROUGHGATE_MAIL_URL | host:port of the mail relay, production only | localhost:25 |
| THROUGHGATE_REMINDERS | dotted name of who carries reminders to people | the console in demo; else nobody |
| THROUGHGATE_FILES | folder for uploaded files | `var/files` |

Production refuses to start on an unsafe value (architecture: Settings).
"""

import os
import warnings
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

warnings.filterwarnings(
    "ignore", message="The 'django-fsm' package has been integrated", category=UserWarning
)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

MODE = os.environ.get("THROUGHGATE_MODE", "demo")
if MODE not in {"demo", "test", "production"}:
    raise ImproperlyConfigured(f"THROUGHGATE_MODE is {MODE!r}; it must be demo, test or production.")
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"

DEBUG = False
SITE_URL = os.environ.get("THROUGHGATE_URL", "http://127.0.0.1:8000")
SECRET_KEY = os.environ.get("THROUGHGATE_SECRET_KEY", "" if PRODUCTION else "demo-only-" + "k" * 50)
ALLOWED_HOSTS = [host for host in os.environ.get("THROUGHGATE_HOSTS", "").split(",") if host]
if PRODUCTION and (len(SECRET_KEY) < 50 or not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "Production needs THROUGHGATE_SECRET_KEY (50 characters) and THROUGHGATE_HOSTS."
    )
if not PRODUCTION:
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "testserver"]

INSTALLED_APPS = [
    "partnership",
    "outcomes",
    "journeys",
    "referrals",
    "pathways",
    "hubs",
    "people",
    "foundation.intake",
    "foundation.design",
    "foundation.audit",
    "foundation.lifecycle",
    "foundation.accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hubs.openreferral.middleware.OpenDirectoryMiddleware",
    "partnership.public.middleware.PublicPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "foundation.accounts.kept.KeptTextMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "foundation.accounts.middleware.SignedInMiddleware",
    "foundation.audit.middleware.AuditMiddleware",
    "foundation.lifecycle.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.design.context.page",
            ],
            "builtins": ["foundation.design.templatetags.design"],
        },
    },
]
FORM_RENDERER = "foundation.design.forms.GovukRenderer"
DJANGO_TABLES2_TEMPLATE = "components/table.html"

# --- Data ---------------------------------------------------------------------------------------------------------

if "DATABASE_URL" not in os.environ:
    VAR.mkdir(exist_ok=True)
DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{VAR / 'throughgate.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Measured: with these, 400 concurrent transactions gave no error; without them 98 failed (architecture: traps).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
        ),
    }
else:
    # Measured: a page's queries took twice as long while PostgreSQL compiled each one (hub queue 239 and 112 ms).
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {
                "MAX_ENTRIES": 100_000
            },  # tries to sign in are counted here; a full cache would forget them
        }
        if PRODUCTION
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
MEDIA_ROOT = Path(os.environ.get("THROUGHGATE_FILES", VAR / "files"))
MEDIA_URL = ""
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700  # for this service alone
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- Who ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if MODE == "test"
    else "django.contrib.auth.hashers.Argon2PasswordHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "foundation.accounts.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,20/15m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Throughgate"
SECOND_FACTOR_REQUIRED = PRODUCTION

SESSION_COOKIE_AGE = 20 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_ABSOLUTE_AGE = 10 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Web ----------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "foundation.design.views.csrf_failure"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
if not PRODUCTION:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

if MODE == "test":
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
elif DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    EMAIL_HOST, _, _port = os.environ.get("THROUGHGATE_MAIL_URL", "localhost:25").partition(":")
    EMAIL_PORT = int(_port or 25)
    EMAIL_TIMEOUT = 5  # seconds; a relay that does not answer must not hold up the request whose mail it is
DEFAULT_FROM_EMAIL = "Throughgate <no-reply@throughgate.invalid>"

# --- Log lines are JSON, cannot be split by input, and name no person (trust: 10) ------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "structlog.stdlib.ProcessorFormatter",
            "processor": "ext://config.logs.RENDERER",
            "foreign_pre_chain": "ext://config.logs.SHARED",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING" if MODE == "test" else "INFO"},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "pypdf": {"level": "CRITICAL"},  # it quotes what it reads
    },
}
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"

# --- Long work: a worker of its own in production, at once elsewhere (decision 94) -----------------------------------

_works = (
    "django_tasks_db.DatabaseBackend" if PRODUCTION else "django_tasks.backends.immediate.ImmediateBackend"
)
TASKS = {"default": {"BACKEND": _works}}

# --- The product ----------------------------------------------------------------------------------------------------

SMALLEST_NUMBER_SHOWN = 10  # k of outcomes: Disclosure control
SMALLEST_GROUP_RATED = 30
# Whom the accessibility statement of the public pages names: an address or a telephone number, in words.
ACCESSIBILITY_CONTACT = os.environ.get(
    "THROUGHGATE_ACCESSIBILITY_CONTACT", "the community safety office of the council, by post or telephone"
)
_carries_reminders = {"test": "hubs.reminders.providers.InMemory", "demo": "hubs.reminders.providers.Console"}
REMINDER_PROVIDER = os.environ.get("THROUGHGATE_REMINDERS", _carries_reminders.get(MODE, ""))
CODE_VERSION = "0.1.0"
