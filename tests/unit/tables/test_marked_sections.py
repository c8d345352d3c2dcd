"""Parts of a page between marks: written anew, side by side, never one over the other."""

from __future__ import annotations

import pytest

from hedgerow.errors import UserError
from hedgerow.tables.marked_sections import write_part


def test_a_part_replaces_what_stood_between_its_marks(tmp_path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Head\n\n<!-- b -->\nold\nlines\n<!-- end b -->\n\nfoot\n", "utf-8")
    write_part(page, "b", "new \\1 text\n")
    assert page.read_text("utf-8") == (
        "# Head\n\n<!-- b -->\nnew \\1 text\n<!-- end b -->\n\nfoot\n"
    )


def test_parts_stand_side_by_side_in_any_order_of_writing(tmp_path) -> None:
    page = tmp_path / "docs" / "page.md"
    write_part(page, "a", "one")
    write_part(page, "b", "two")
    write_part(page, "a", "three\n")
    write_part(page, "b", "two")
    assert page.read_text("utf-8") == (
        "<!-- a -->\nthree\n<!-- end a -->\n\n<!-- b -->\ntwo\n<!-- end b -->\n"
    )


def test_a_name_within_another_is_a_part_of_its_own(tmp_path) -> None:
    page = tmp_path / "page.md"
    write_part(page, "main text", "one")
    write_part(page, "text", "two")
    assert "<!-- main text -->\none\n<!-- end main text -->" in page.read_text("utf-8")


@pytest.mark.parametrize("text", ["<!-- a -->\nx\n", "x\n<!-- end a -->\n"])
def test_a_mark_without_its_partner_changes_nothing(tmp_path, text) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    with pytest.raises(UserError, match=r"page\.md: put <!-- end a -->"):
        write_part(page, "a", "new")
    assert page.read_text("utf-8") == text
