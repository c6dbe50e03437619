from django.db import models


class StoredFile(models.Model):
    """Content, once, named by its digest; the bytes lie in Django's storage under `path`."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    path = models.CharField(max_length=120)


class Attachment(models.Model):
    """A file as somebody sent it. Belongs to a message, or to a draft until that is sent."""

    token = models.CharField(max_length=22, unique=True)
    message = models.ForeignKey(
        "records.Message", null=True, on_delete=models.CASCADE, related_name="attachments"
    )
    draft = models.ForeignKey(
        "records.Draft", null=True, on_delete=models.CASCADE, related_name="attachments"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    mime = models.CharField(max_length=120)
    cid = models.CharField(max_length=255, blank=True)
    inline = models.BooleanField(default=False)
