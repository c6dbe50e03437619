"""Django's settings. What an operator may change comes from the environment (`environment.py`)."""

from pathlib import Path

from django.utils.csp import CSP

from layan.runtime import environment

HERE = Path(__file__).resolve().parent.parent
ENVIRONMENT = environment.read()

DEBUG = ENVIRONMENT.kind == "dev"
TESTING = ENVIRONMENT.kind == "test"
SECRET_KEY = ENVIRONMENT.secret_key
LAYAN_URL = ENVIRONMENT.url
LAYAN_DATA = ENVIRONMENT.data
SECURE = LAYAN_URL.startswith("https://")
ALLOWED_HOSTS = ["*"] if TESTING else ENVIRONMENT.hosts

INSTALLED_APPS = [
    "layan.records",
    "layan.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "layan.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "layan.web.account.seen.SeenMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "layan.web.first.middleware.FirstRunMiddleware",
]
ROOT_URLCONF = "layan.runtime.urls"
WSGI_APPLICATION = None
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": sorted(str(folder) for folder in (HERE / "web").glob("*/templates")),
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "layan.web.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "layan.web.templatetags.layan",
            ],
        },
    }
]

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": LAYAN_DATA / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "layan.web.assets.Assets"
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = LAYAN_DATA / "static"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # who tried how often is forgotten by its age, not by a crowd
    }
}
AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "layan.web.account.adapter.Adapter"
SOCIALACCOUNT_ADAPTER = "layan.web.account.adapter.SocialAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by the invitation that was sent to it
ACCOUNT_LOGOUT_REDIRECT_URL = "/account/login/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody makes us write to strangers
ACCOUNT_FORMS = {
    "login": "layan.web.account.forms.SignIn",
    "reset_password": "layan.web.account.forms.AskForLink",
    "reset_password_from_key": "layan.web.account.forms.NewPassword",
    "change_password": "layan.web.account.forms.ChangePassword",
    "set_password": "layan.web.account.forms.SetPassword",
    "reauthenticate": "layan.web.account.forms.ConfirmPassword",
}
MFA_ADAPTER = "layan.web.account.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "layan.web.account.forms.Code",
    "reauthenticate": "layan.web.account.forms.ConfirmCode",
    "activate_totp": "layan.web.account.forms.SwitchAppOn",
    "add_webauthn": "layan.web.account.forms.AddPasskey",
    "edit_webauthn": "layan.web.account.forms.RenamePasskey",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # as above
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # passkeys on http://localhost
MFA_TOTP_ISSUER = "Layan"
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_ONLY = False
# The business's own provider vouches for an address; whoever has it was invited under it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = environment.oidc()
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "layan.web.account.limits.who_tries"
AXES_LOCKOUT_CALLABLE = "layan.web.account.limits.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_ENABLED = not TESTING

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "layan_session"
CSRF_TRUSTED_ORIGINS = [LAYAN_URL]
CSRF_FAILURE_VIEW = "layan.web.errors.stale_form"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}

LANGUAGES = [("en", "English"), ("id", "Bahasa Indonesia"), ("ms", "Bahasa Melayu"), ("tr", "Türkçe")]
LANGUAGE_CODE = "en"
LANGUAGE_COOKIE_NAME = "layan_language"
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
EMAIL_BACKEND = "layan.web.account.mail.OutboxBackend"  # whatever Django sends goes through our outbox
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
LOGGING = environment.logging(ENVIRONMENT.kind)
