"""Open the XML parts of a DOCX file, refusing bombs and what is no Word document."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from checker.errors import ReadError
from checker.zips import DAMAGED, bomb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MOST_BYTES = 400_000_000
"""Of all members together, unpacked."""
PART_BYTES = 100_000_000
_SMALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Package:
    """An open DOCX file."""

    archive: zipfile.ZipFile
    uri: str

    def part(self, name: str) -> Element | None:
        """Return the root of an XML part, None where the file has no such part."""
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        if name not in self.archive.NameToInfo:
            return None
        try:
            with self.archive.open(name) as member:
                data = member.read(PART_BYTES + 1)
            if len(data) > PART_BYTES:
                raise refused(self.uri, f"its part {name} is larger than {PART_BYTES:,} bytes")
            root: Element = fromstring(data, forbid_dtd=True)
        except DefusedXmlException as error:
            raise refused(self.uri, "it declares XML entities, which Word never does") from error
        except (*DAMAGED, ParseError, ValueError, LookupError) as error:
            raise _damaged(self.uri, f"part {name}: {error}") from error
        return root

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relationships of a part by their ids: (last word of the type, target)."""
        folder, file = posixpath.split(name)
        root = self.part(f"{folder}/_rels/{file}.rels".lstrip("/"))
        rows = root if root is not None else ()
        return {row.get("Id", ""): (row.get("Type", "").rpartition("/")[2], row.get("Target", "")) for row in rows}


def opened(data: bytes, uri: str) -> Package:
    """Return the package of a DOCX file; ReadError for bombs, other archives and damaged files."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*DAMAGED, ValueError) as error:
        raise _damaged(uri, str(error)) from error
    if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
        raise refused(uri, f"it unpacks to more than {MOST_BYTES:,} bytes")
    reason = bomb(archive, _SMALL)
    if reason:
        raise refused(uri, reason)
    return Package(archive, uri)


def main_part(package: Package) -> str:
    """Return the name of the part that holds the document's text."""
    targets = [target for kind, target in package.related("").values() if kind == "officeDocument"]
    name = posixpath.normpath(targets[0].lstrip("/")) if targets else "word/document.xml"
    if name not in package.archive.NameToInfo or "word" not in name.lower():
        advice = "Save the text as .docx from a word processor."
        raise ReadError(f"{package.uri}: this archive holds no Word document. {advice}")
    return name


def local(element: Element) -> str:
    """Return an element's name without its namespace (strict and transitional files have two)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Element | None, name: str = "val") -> str:
    """Return an attribute whatever its namespace; empty where it is missing."""
    rows = element.items() if element is not None else ()
    return next((text for key, text in rows if key.rpartition("}")[2] == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant along a path of local names."""
    for name in path:
        element = next((row for row in element if local(row) == name), None) if element is not None else None
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children with a local name."""
    return (row for row in (element if element is not None else ()) if local(row) == name)


def refused(uri: str, why: str) -> ReadError:
    """Return the error for a file that would exhaust memory."""
    return ReadError(f"{uri}: refused, because {why}. Open it in a word processor and save it again as .docx.")


def _damaged(uri: str, why: str) -> ReadError:
    return ReadError(f"{uri}: this DOCX file is damaged ({why}). Open it in a word processor and save it again.")
