"""Every component in both colour schemes, and a page of each layout, on samples."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from layan.web.styleguide import pages, samples

SCHEMES = ("light", "dark")


def components(request: HttpRequest) -> HttpResponse:
    shown = [
        {"name": sample.name, "schemes": [(scheme, _drawn(request, sample.name, scheme)) for scheme in SCHEMES]}
        for sample in samples.samples("light")
    ]
    return render(request, "styleguide/components.html", {"samples": shown, "colours": samples.COLOURS})


def page(request: HttpRequest, name: str) -> HttpResponse:
    """`desk`, `list`, `book`, `card` or `help`, as it stands with real contents."""
    if name not in pages.PAGES:
        raise Http404
    return render(request, f"styleguide/{name}.html", pages.PAGES[name]())


def _drawn(request: HttpRequest, name: str, scheme: str) -> str:
    sample = next(each for each in samples.samples(scheme) if each.name == name)
    parts = [render_to_string(f"components/{name}.html", context, request) for context in sample.contexts]
    return mark_safe(sample.around.format("".join(parts)))  # noqa: S308
