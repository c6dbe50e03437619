"""People who work here: who they are, what they may do, which teams they are in, how they are let in."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from layan.plan.roles import LADDER


class Users(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().casefold(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().casefold())


class User(AbstractBaseUser):
    """Somebody of the business. `roles` holds some of `layan.plan.roles.ROLES`; access.py says what they allow."""

    email = models.EmailField(unique=True, max_length=254)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="en")
    roles = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[Users] = Users()

    def __str__(self) -> str:
        return self.name

    @property
    def role(self) -> str:
        """The one of her roles that allows most in the plan's authority."""
        return max(self.roles, key=lambda role: LADDER.index(role) if role in LADDER else -1, default="")


class TeamMember(models.Model):
    """A user in a team of the plan, by the team's key."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    team = models.CharField(max_length=80, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "team"], name="one_membership")]


class Invitation(models.Model):
    """A letter that lets somebody in. Only the token's digest is kept."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    roles = models.JSONField(default=list)
    teams = models.JSONField(default=list)
    language = models.CharField(max_length=8, default="en")
    token_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class SignInLink(models.Model):
    """A link that signs its user in once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
