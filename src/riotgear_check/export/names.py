"""What RDF and SSSOM call things: identifiers, and the matches of SKOS."""

from __future__ import annotations

from urllib.parse import quote

from riotgear_check.model import Relation

# Identifiers, not addresses: the top-level domain `invalid` is reserved and never leads anywhere (RFC 2606). Who publishes
# an export puts an address of their own in its place.
BASE = "https://riotgear-check.invalid/"

# How the ENTRY compares with the kind → what SKOS says of it. `a broadMatch b`: b is the broader of the two.
MATCHES = {
    Relation.EXACT: "exactMatch",
    Relation.NARROWER: "broadMatch",
    Relation.BROADER: "narrowMatch",
    Relation.OVERLAPS: "relatedMatch",
}


def path(*parts: str) -> str:
    """The part of an identifier after the base: ids of this project, with what an identifier cannot hold escaped."""
    return "/".join(quote(part, safe="/") for part in parts)
