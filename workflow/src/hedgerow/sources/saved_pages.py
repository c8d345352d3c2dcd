"""Pages saved by a browser: the folder of pictures beside each is no group of documents.

Browsers save "Tea.html" with a folder "Tea_files" (Chrome, Firefox, Edge), in other languages with
another word; that of Safari and older programs is ".fld" or "-Dateien".
"""

from __future__ import annotations

_ENDINGS = (".html", ".htm", ".xhtml", ".mhtml")
_FOLDERS = tuple(
    "_files -files .files _Dateien -Dateien _fichiers _archivos _bestanden _file .fld _arquivos"
    " _ficheiros _pliki _soubory".split()
)

PART_OF_PAGE = "part of a page saved by a browser"


def page_of(folder: str) -> tuple[str, ...]:
    """Return the paths of the pages that a folder may belong to, by its name.

    >>> page_of("shop/Tea_files")
    ('shop/Tea.html', 'shop/Tea.htm', 'shop/Tea.xhtml', 'shop/Tea.mhtml')
    >>> page_of("shop")
    ()
    """
    for word in _FOLDERS:
        if folder.endswith(word) and len(folder.rpartition("/")[2]) > len(word):
            return tuple(folder.removesuffix(word) + ending for ending in _ENDINGS)
    return ()


def is_part_of_page(path: str, paths: set[str]) -> bool:
    """Return whether a file lies in the folder of a saved page that is among `paths`.

    >>> is_part_of_page("Tea_files/logo.html", {"Tea.html", "Tea_files/logo.html"})
    True
    """
    folder = path.rpartition("/")[0]
    while folder:
        if any(page in paths for page in page_of(folder)):
            return True
        folder = folder.rpartition("/")[0]
    return False
