"""Figures of matplotlib converted for the page.

The content security policy allows no style attribute, and ids must not clash between figures:
styles become presentation attributes, unused ids are removed, and the others are prefixed with the
name of the figure. Ink becomes `currentColor` and the white ground is removed, so that a figure
follows the dark mode of the page.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markupsafe import Markup, escape

from hedgerow.report.escape import visible
from hedgerow.report.style import INK

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_FONT = re.compile(r"(?P<size>[\d.]+)px")


def inline(svg: str, name: str, title: str, alt: str) -> Markup:
    """Return an SVG file of matplotlib as an element for the page, with its text alternative."""
    # The files are our own and declare no entities.
    root = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", svg))
    for parent in list(root.iter()):
        for child in list(parent):
            if _local(child.tag) in ("metadata", "style", "title"):
                parent.remove(child)
    for element in root.iter():
        _attributes(element)
    _drop_ground(root)
    text = _rename_ids(_serialise(root), name)
    # Round joins were part of the style sheet that is removed.
    head = (
        f'<svg class="figure" role="img" aria-labelledby="{name}-title {name}-alt" '
        f'stroke-linejoin="round" stroke-linecap="butt" viewBox="{escape(root.get("viewBox"))}">'
        f'<title id="{name}-title">{escape(visible(title))}</title>'
        f'<desc id="{name}-alt">{escape(visible(alt))}</desc>'
    )
    return Markup(head + text + "</svg>")


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _attributes(element: ElementTree.Element) -> None:
    """Turn the style attribute into presentation attributes, ink into the page's text colour."""
    for part in (element.attrib.pop("style", "") or "").split(";"):
        key, _, value = part.partition(":")
        key, value = key.strip(), value.strip()
        if not value:
            continue
        if key == "font":
            size = _FONT.search(value)
            if size:
                element.set("font-size", size["size"])
            if "bold" in value or "700" in value:
                element.set("font-weight", "bold")
        elif not key.startswith("-"):
            element.set(key, value)
    for key in ("fill", "stroke"):
        if element.get(key, "").lower() == INK:
            element.set(key, "currentColor")


def _drop_ground(root: ElementTree.Element) -> None:
    """Remove the white rectangle behind the figure; axes have none."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("id") == "patch_1":
                paths = child.findall(f"{{{_SVG}}}path")
                if paths and paths[0].get("fill", "").lower() in ("#ffffff", "white"):
                    parent.remove(child)


def _serialise(root: ElementTree.Element) -> str:
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    inner = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    inner = re.sub(r' xmlns(:\w+)?="[^"]*"', "", inner)
    return re.sub(r">\s+<", "><", inner.replace("xlink:href", "href")).strip()


def _rename_ids(text: str, name: str) -> str:
    """Remove unused ids and prefix the others with the name of the figure."""
    used = set(re.findall(r'href="#([^"]+)"', text)) | set(re.findall(r"url\(#([^)]+)\)", text))
    text = re.sub(
        r' id="([^"]+)"',
        lambda match: f' id="{name}-{match[1]}"' if match[1] in used else "",
        text,
    )
    text = re.sub(r'href="#([^"]+)"', lambda match: f'href="#{name}-{match[1]}"', text)
    return re.sub(r"url\(#([^)]+)\)", lambda match: f"url(#{name}-{match[1]})", text)
