"""Markdown: the tokens of markdown-it as blocks; front matter gives title, author and date.

Beside CommonMark, what site generators and note programs add is read: tables, foot notes, lists of
definitions, struck text, attributes, shortcodes, admonitions and links of wikis.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from hedgerow.sources.base import Source, SourceBlock, UnreadableError, may_be_marked_up
from hedgerow.sources.decode import decode
from hedgerow.sources.files import MARKED_BYTES, too_large
from hedgerow.sources.fragments import html_blocks
from hedgerow.sources.markup import NOTE
from hedgerow.sources.signatures import check_signature

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(
    r"\A\ufeff?(---|\+\+\+)[ \t]*\n(.*?)\n(?:---|\.\.\.|\+\+\+)[ \t]*(?:\n|\Z)", re.DOTALL
)
_FIELD = re.compile(r"^([A-Za-z_-]+)[ \t]*[:=][ \t]*(.*?)[ \t]*$", re.MULTILINE)
_KINDS = {"blockquote": "quote", "list_item": "list_item", "dt": "list_item", "dd": "list_item",
          "footnote": NOTE}  # fmt: skip

# Marks of other dialects, and their replacements. Lengths are bounded, so that a line of any
# length takes time in proportion.
_DIALECTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), new)
    for pattern, new in (
        (r"^[ \t]*:{3,}.*$", ""),  # fenced divisions
        (
            r"\{\{[<%].{0,500}?[%>]\}\}|\{%.{0,500}?%\}|\{\{.{0,500}?\}\}",
            "",
        ),  # shortcodes, templates
        (r"%%[^%]+%%", ""),  # comments of note programs
        (r"[ \t]?\{:?[ \t]?(?:[.#][\w:-]+|[\w-]+=(?:\"[^\"\n]*\"|[\w-]+))[^{}\n]*\}", ""),
        (r"\[-?@[^\]\n]{1,500}\]", ""),  # citation keys
        (r"!\[\[[^\]\n]{0,500}\]\]", ""),  # embedded notes
        (r"\[\[(?:[^\]|\n]{0,500}\|)?([^\]|\n]{1,500})\]\]", r"\1"),  # links of wikis
        (r"^(>[ \t]*)\[![\w-]+\][+-]?", r"\1"),  # callouts
        (r"^([ \t]*(?:[-*+]|\d+[.)])[ \t]+)\[[ xX]\][ \t]+", r"\1"),  # tasks
    )
)
_ADMONITION = re.compile(
    r"^(?:!!!|\?\?\?)\+?[ \t]+[^\n]*\n((?:(?:[ \t]{4}[^\n]*|[ \t]*)\n)*)", re.M
)
_INDENT = re.compile(r"^[ \t]{4}", re.MULTILINE)
_INLINE_MARKS = re.compile(r"==(\S(?:[^=\n]*\S)?)==|(?<!~)~([^\s~]+)~(?!~)|\^([^\s^]+)\^")

_SIGNS = {
    "heading": re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE),
    "fence": re.compile(r"^(?:```|~~~)[^\n]*\n.*?^(?:```|~~~)", re.MULTILINE | re.DOTALL),
    "link": re.compile(r"\[[^\]\n]+\]\((?:https?:|mailto:|[./#])[^)\s]*\)"),
    "table": re.compile(r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\|", re.MULTILINE),
    "bold": re.compile(r"\*\*\S(?:[^*\n]*\S)?\*\*"),
    "item": re.compile(r"^[-*+][ \t]+\S", re.MULTILINE),
}
_SURE = frozenset(("fence", "link", "table"))


def looks_like_markdown(text: str) -> bool:
    """Return whether a plain text is written in Markdown.

    Sure signs are a link, a fence of code and the rule of a table; otherwise two kinds of signs
    are needed, or two headings.

    >>> looks_like_markdown("# Tea\\n\\nIt is **warm**."), looks_like_markdown("Tea # 1 is warm.")
    (True, False)
    """
    if not may_be_marked_up(text):
        return False
    seen = {name for name, sign in _SIGNS.items() if sign.search(text)}
    if seen & _SURE or len(seen) > 1:
        return seen != {"item"}
    return seen == {"heading"} and len(_SIGNS["heading"].findall(text)) > 1


def read(data: bytes) -> Source:
    """Read the bytes of a Markdown file.

    Raises:
        UnreadableError: the file is of another format, or too large.
    """
    check_signature(data, "Markdown")
    if len(data) > MARKED_BYTES:
        raise UnreadableError(too_large(MARKED_BYTES))
    text, encoding = decode(data)
    if text is None:
        return Source("markdown", "", len(data), reason=encoding)
    return read_text(text, encoding, len(data))


def read_text(text: str, encoding: str = "utf-8", size: int = 0) -> Source:
    """Read a text in Markdown.

    >>> read_text("# Tea\\n\\nIt is *warm*.").blocks[1].text
    'It is warm.'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    front = _FRONT.match(text)
    facts = _facts(front.group(2)) if front else {}
    blocks, left_out = _blocks(_in_common_dialect(text[front.end() :] if front else text))
    title = facts.get("title")
    heads = [block for block in blocks if block.kind == "heading"]
    # The one first-level heading, or a heading that opens the text, is the title.
    top = [block for block in heads if block.level == 1]
    head = top[0] if len(top) == 1 else blocks[0] if blocks and blocks[0] in heads else None
    if head is not None:
        position = next(i for i, block in enumerate(blocks) if block is head)
        if position <= 2:
            blocks[position] = SourceBlock("title", head.text)
            title = title or head.text
    elif title and blocks:
        blocks.insert(0, SourceBlock("title", title))
    return Source(
        "markdown",
        encoding,
        size,
        blocks=tuple(blocks),
        title=title,
        byline=facts.get("author") or facts.get("authors") or facts.get("byline"),
        date=facts.get("date") or facts.get("published") or facts.get("updated"),
        boilerplate=left_out,
    )


def _facts(front: str) -> dict[str, str]:
    """Return the plain `key: value` lines of YAML front matter, or `key = value` of TOML."""
    return {
        key.lower(): " ".join(re.sub(r"[\"'\[\]]", "", value).split())
        for key, value in _FIELD.findall(front)
        if value.strip("\"'[] ")
    }


def _in_common_dialect(text: str) -> str:
    """Return a text without the marks of dialects that markdown-it would take for words."""
    if "!!!" in text or "???" in text:
        text = _ADMONITION.sub(lambda match: _INDENT.sub("", match.group(1)), f"{text}\n")
    for pattern, new in _DIALECTS:
        text = pattern.sub(new, text)
    return text


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser.use(footnote_plugin).use(deflist_plugin)


def _blocks(text: str) -> tuple[list[SourceBlock], int]:
    """Return the blocks in order, and the number of comments left out."""
    blocks: list[SourceBlock] = []
    stack: list[str] = []
    cells: list[str] = []
    left_out = 0
    opener = None
    for token in _parser().parse(text):
        name, _, edge = token.type.rpartition("_")
        if name in _KINDS and edge == "open":
            stack.append(_KINDS[name])
        elif name in _KINDS and edge == "close":
            stack.pop()
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            blocks.append(SourceBlock("table", " | ".join(cell for cell in cells if cell)))
        elif token.type in ("fence", "code_block"):
            blocks.append(SourceBlock("code", " ".join(token.content.split())))
        elif token.type == "html_block":
            found, skipped = html_blocks(token.content)
            left_out += skipped or not found
            blocks += found
        elif token.type == "inline" and opener is not None:
            content = _text(token.children or [])
            if opener.type in ("th_open", "td_open"):
                cells.append(content)
            elif opener.type == "heading_open":
                blocks.append(SourceBlock("heading", content, int(opener.tag[1])))
            else:
                blocks.append(SourceBlock(stack[-1] if stack else None, content))
        opener = token
    return blocks, left_out


def _text(children: Sequence[Token]) -> str:
    """Return the text of inline tokens: without marks, images and struck words."""
    parts: list[str] = []
    struck = 0
    for child in children:
        struck += (child.type == "s_open") - (child.type == "s_close")
        if struck:
            continue
        if child.type == "text":
            parts.append(_INLINE_MARKS.sub(r"\1\2\3", child.content))
        elif child.type == "code_inline":
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return " ".join("".join(parts).split())
