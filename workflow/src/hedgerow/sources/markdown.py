"""Markdown: the tokens of markdown-it as blocks; front matter gives title, author and date."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hedgerow.sources.base import Source, SourceBlock, UnreadableError
from hedgerow.sources.decode import decode
from hedgerow.sources.files import MARKED_BYTES, too_large

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_-]+)\s*:\s*(.*?)\s*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_CONTAINERS = {"blockquote_open": "quote", "list_item_open": "list_item"}


def read(data: bytes) -> Source:
    """Read the bytes of a Markdown file.

    Raises:
        UnreadableError: the file is too large.
    """
    if len(data) > MARKED_BYTES:
        raise UnreadableError(too_large(MARKED_BYTES))
    text, encoding = decode(data)
    if text is None:
        return Source("markdown", "", len(data), reason=encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    front = _FRONT.match(text)
    facts = _facts(front.group(1)) if front else {}
    blocks, left_out = _blocks(text[front.end() :] if front else text)
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
        len(data),
        blocks=tuple(blocks),
        title=title,
        byline=facts.get("author") or facts.get("authors") or facts.get("byline"),
        date=facts.get("date") or facts.get("published") or facts.get("updated"),
        boilerplate=left_out,
    )


def _facts(front: str) -> dict[str, str]:
    """Return the plain `key: value` lines of YAML front matter."""
    return {
        key.lower(): value.strip("\"'[] ")
        for key, value in _FIELD.findall(front)
        if value.strip("\"'[] ")
    }


def _blocks(text: str) -> tuple[list[SourceBlock], int]:
    """Return the blocks in order, and the number of code blocks and comments left out."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    blocks: list[SourceBlock] = []
    stack: list[str] = []
    cells: list[str] = []
    left_out = 0
    opener = None
    for token in tokens:
        if token.type in _CONTAINERS:
            stack.append(_CONTAINERS[token.type])
        elif token.type in ("blockquote_close", "list_item_close"):
            stack.pop()
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            blocks.append(SourceBlock("table", " | ".join(cell for cell in cells if cell)))
        elif token.type in ("fence", "code_block"):
            left_out += 1
        elif token.type == "html_block":
            plain = _plain(token.content)
            left_out += not plain
            blocks += [SourceBlock(None, part) for part in plain.split("\n\n") if part.strip()]
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
    """Return the text of inline tokens, without the marks of links and emphasis or images."""
    parts: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return " ".join("".join(parts).split())


def _plain(markup: str) -> str:
    """Return the text of raw HTML in Markdown, without its tags and comments."""
    text = re.sub(
        r"</(?:p|div|li|h[1-6])\s*>|<br\s*/?>", "\n\n", _COMMENT.sub("", markup), flags=re.I
    )
    return html.unescape(_TAG.sub("", text)).strip()
