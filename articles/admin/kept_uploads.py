"""A picture or document sent with a form that came back, for whatever reason: it waits, and is not chosen again."""

from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from django.db.models.fields.files import FieldFile
from django.template.response import TemplateResponse

from articles.pictures import CleanPicture
from iomnews.waiting_files import WaitingFiles

waiting = WaitingFiles("UPLOAD_DIR", "uploads", 24 * 3600)
KEPT = "-kept"
"""At the end of a file field's name: the hidden field with the token of the file that waits."""


@dataclass(frozen=True)
class Kept:
    token: str
    name: str
    size: int


class KeptUploads:
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        tokens = _bring_back(request) if request.method == "POST" else []
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST" and isinstance(response, TemplateResponse):
            _keep_files(request, response.context_data.get("inline_admin_formsets", ()))
        elif response.status_code == 302:
            for token in tokens:
                waiting.drop(request.session, token)
        return response


def _bring_back(request) -> list[str]:
    """The files that wait, as if the browser had sent them again, unless another was chosen; returns their tokens."""
    tokens = {name.removesuffix(KEPT): token for name, token in request.POST.items() if name.endswith(KEPT)}
    for name, token in tokens.items():
        taken = None if name in request.FILES else waiting.take(request.session, token)
        if taken:
            request.FILES[name] = _as_sent(*taken, token)
    return list(tokens.values())


def _as_sent(data: bytes, facts: dict, token: str) -> File:
    """A picture waits as it was cleaned: it is not written anew a second time."""
    is_picture = "credit" in facts
    file = CleanPicture(data, **facts) if is_picture else ContentFile(data, facts["name"])
    file.token = token
    return file


def _keep_files(request, parts) -> None:
    """Those that their field accepted; each field says what it keeps."""
    for form in (form for part in parts for form in part.formset.forms):
        for name, file in getattr(form, "cleaned_data", {}).items():
            if isinstance(file, File) and not isinstance(file, FieldFile):
                form.fields[name].widget.kept = _kept(request.session, file)


def _kept(session, file: File) -> Kept:
    token = getattr(file, "token", None)
    if token is None:
        file.seek(0)
        facts = {"credit": file.credit} if isinstance(file, CleanPicture) else {}
        token = waiting.put(session, file.read(), file.name, **facts)
    return Kept(token, file.name, file.size)
