"""The documentation, a page of the site made from the schema: it cannot say anything else."""

from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator

from .records import licence

COMPONENT = "#/components/schemas/"


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    about: str
    component: str = ""
    """What its kind is described under, if anywhere."""


@dataclass(frozen=True)
class Operation:
    path: str
    summary: str
    about: str
    parameters: list[Field]
    answer: str


def docs(request):
    schema = SchemaGenerator().get_schema(request=None, public=True)
    context = {
        "operations": [_operation(path, methods["get"]) for path, methods in schema["paths"].items()],
        "components": {name: _fields(component) for name, component in schema["components"]["schemas"].items()},
        "licence": licence(),
        "root": request.build_absolute_uri(reverse("api-root")),
        "dump": request.build_absolute_uri(reverse("api-dump", args=["articles.jsonl.gz"])),
        "rate": settings.API_RATE_LIMIT,
    }
    return render(request, "articles/api_docs.html", context)


def _operation(path: str, get: dict) -> Operation:
    parameters = [_field(one["name"], one["schema"] | one) for one in get.get("parameters", ())]
    (content,) = get["responses"]["200"]["content"].values()
    return Operation(path, get["summary"], get.get("description", ""), parameters, _component(content["schema"]))


def _fields(component: dict) -> list[Field]:
    return [_field(name, field) for name, field in component.get("properties", {}).items()]


def _field(name: str, field: dict) -> Field:
    return Field(name, _kind(field), field.get("description", "").split("\n\n* ")[0], _component(field))


def _kind(field: dict) -> str:
    """[string], integer, string date-time, Licence | null."""
    if "$ref" in field:
        return _component(field)
    if several := next((field[word] for word in ("oneOf", "anyOf", "allOf") if word in field), None):
        return " | ".join(_kind(one) for one in several)
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    if field.get("type") == "array":
        return f"[{_kind(field['items'])}]"
    types = field.get("type", "object")
    names = types if isinstance(types, list) else [types]
    return " ".join(filter(None, [" | ".join(names), field.get("format")]))


def _component(field: dict) -> str:
    """The component that the field, or what it holds, is an example of; none for plain values."""
    inner = [field.get("items"), *(field.get("oneOf") or field.get("anyOf") or field.get("allOf") or ())]
    own = field.get("$ref", "").removeprefix(COMPONENT)
    return own or next((name for one in inner if one and (name := _component(one))), "")
