"""Where a link leads: to a study, an agency, a shop, or elsewhere; by its address alone."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

STUDY, AGENCY, SHOP, OTHER = LINK_CLASSES = ("study", "agency", "shop", "other")
"""Classes of outgoing links. A study is a scientific work or an index of them; an agency is a
government, an international body or a university; a shop is a place to buy, or an affiliate link
to one."""

_STUDY_HOSTS = (
    "doi.org ncbi.nlm.nih.gov pubmed.gov europepmc.org scholar.google.com clinicaltrials.gov "
    "arxiv.org biorxiv.org medrxiv.org ssrn.com psyarxiv.com osf.io cochranelibrary.com "
    "cochrane.org sciencedirect.com springer.com springeropen.com biomedcentral.com "
    "nature.com science.org sciencemag.org wiley.com tandfonline.com sagepub.com "
    "jamanetwork.com nejm.org thelancet.com bmj.com cell.com plos.org frontiersin.org "
    "mdpi.com hindawi.com oup.com cambridge.org jstor.org pnas.org acs.org rsc.org karger.com "
    "liebertpub.com lww.com ahajournals.org aacrjournals.org annualreviews.org jneurosci.org "
    "physiology.org ashpublications.org ascopubs.org apa.org researchgate.net "
    "semanticscholar.org academia.edu elifesciences.org jmir.org dovepress.com thieme- "
    "connect.com thieme-connect.de diabetesjournals.org aspetjournals.org eurekalert.org"
).split()
_STUDY_PATH = re.compile(r"/(?:doi|pmc|pubmed|abs|abstract|fulltext)/|\b10\.\d{4,9}/", re.I)
_AGENCY_HOST = re.compile(
    r"(?:^|\.)(?:gov|mil|edu|int|ac\.[a-z]{2}|edu\.[a-z]{2}|gov\.[a-z]{2}|gob\.[a-z]{2}|gouv\.[a-z]{2}"
    r"|nhs\.uk|europa\.eu|gc\.ca|admin\.ch|un\.org|oecd\.org|worldbank\.org|unicef\.org|who\.int)$"
)
_SHOP_HOST = re.compile(
    r"(?:^|\.)(?:amazon\.[a-z.]{2,6}|amzn\.to|amzn\.com|ebay\.[a-z.]{2,6}|etsy\.com|walmart\.com"
    r"|target\.com|aliexpress\.com|iherb\.com|bestbuy\.com|shareasale\.com|awin1\.com|go2cloud\.org"
    r"|anrdoezrs\.net|jdoqocy\.com|dpbolvw\.net|tkqlhce\.com|kqzyfj\.com|linksynergy\.com|pntra\.com"
    r"|pjtra\.com|skimresources\.com|viglink\.com|prf\.hn|howl\.me|rstyle\.me|shopify\.com"
    r"|myshopify\.com|narrativ\.com|clickbank\.net|impact\.com|sjv\.io|pxf\.io|evyy\.net)$"
    r"|^(?:shop|store|buy)\."
)
_SHOP_ADDRESS = re.compile(
    r"/(?:products?|shop|store|cart|checkout|collections|buy)(?:/|$|\?)"
    r"|[?&](?:aff(?:iliate)?(?:_?id)?|tag|ref(?:id|erral)?|utm_medium=affiliate|irclickid|awc)=",
    re.I,
)


def host_of(address: str) -> str:
    """Return the host of an absolute web address, without www; empty for any other text."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https", ""):
        return ""
    return (parts.hostname or "").removeprefix("www.") if parts.netloc else ""


def link_class(address: str) -> str:
    """Return the class of an absolute web address, one of LINK_CLASSES.

    >>> link_class("https://doi.org/10.1000/182"), link_class("https://www.fda.gov/food")
    ('study', 'agency')
    """
    host = host_of(address)
    if any(host == known or host.endswith(f".{known}") for known in _STUDY_HOSTS):
        return STUDY
    if _STUDY_PATH.search(address):
        return STUDY
    if _AGENCY_HOST.search(host):
        return AGENCY
    if _SHOP_HOST.search(host) or _SHOP_ADDRESS.search(address):
        return SHOP
    return OTHER


def outgoing(addresses: list[str], own: str) -> tuple[str, ...]:
    """Return the addresses that lead to other sites, each once, in order.

    Args:
        own: the page's own address, empty where it is not known. A host that shares its last two
            parts with that of the page belongs to the same site.
    """
    home = host_of(own).split(".")[-2:]
    found: dict[str, None] = {}
    for address in addresses:
        host = host_of(address)
        if "." in host and host.split(".")[-2:] != home:
            found.setdefault("".join(address.split()))
    return tuple(found)
