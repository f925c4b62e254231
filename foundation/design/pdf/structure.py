"""The structure of a tagged PDF: what each piece of a page is, for those who hear or reflow it.

A canvas that keeps a tree of elements beside the drawing, numbers each piece of content (ISO 32000-1,
14.7 and 14.8) and writes the tree when it is saved. What only decorates a page is marked as an artifact.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from foundation.design.pdf.fonts import REGULAR

LANGUAGE = "en-GB"
pdf_name = cache(pdfdoc.PDFName)
Furniture = Callable[["TaggedCanvas", int, int], None]


@dataclass(eq=False)
class Element:
    """One node of the tree: its standard role, its alternative text and attributes, and what it holds."""

    role: str
    alternative: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)
    holds: list["Element | tuple[int, int]"] = field(default_factory=list)
    is_held: bool = False


class TaggedCanvas(Canvas):
    """A canvas with a structure tree; pages are kept until the end, when their number is known."""

    furniture: Furniture | None = None

    def __init__(self, filename: Any, **options: Any) -> None:
        options.update(initialFontName=REGULAR, invariant=1, lang=LANGUAGE)
        super().__init__(filename, **options)
        self.root = Element("Document")
        self._open = [self.root]
        self._content: dict[int, list[Element]] = {}
        self._kept: list[dict[str, Any]] = []
        self._headings: list[tuple[int, str, int]] = []
        self._later: list[tuple[int, Callable[[TaggedCanvas], None]]] = []

    def _make_preamble(self) -> None:
        """Leaves out the font reportlab would name on every page without embedding it."""
        self._preamble = "1 0 0 1 0 0 cm"

    def setFillColor(self, colour: Any, alpha: float | None = None) -> None:
        """Says nothing where it is the colour already, as in most cells of a table."""
        if alpha is not None or colour is not self._fillColorObj:
            super().setFillColor(colour, alpha)

    @contextmanager
    def inside(self, element: Element) -> Iterator[Element]:
        """What is drawn or opened meanwhile belongs to this element, which joins the tree the first time."""
        if not element.is_held:
            self._open[-1].holds.append(element)
            element.is_held = True
        self._open.append(element)
        yield element
        self._open.pop()

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn meanwhile is the content of this element."""
        with self.inside(element):
            on_page = self._content.setdefault(self._pageNumber, [])
            element.holds.append((self._pageNumber, len(on_page)))
            self._code.append(f"/{element.role} <</MCID {len(on_page)}>> BDC")
            on_page.append(element)
            yield
            self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn meanwhile only decorates the page, or (`Pagination`) belongs to every page."""
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self._code.append("EMC")

    def list_heading(self, words: str, level: int) -> None:
        """Adds a heading to the outline, at most one step deeper than the one before."""
        depth = min(level - 1, self._headings[-1][2] + 1 if self._headings else 0)
        self._headings.append((self._pageNumber, words, depth))

    def draw_later(self, drawing: Callable[["TaggedCanvas"], None]) -> None:
        """Draws on this page, in its own coordinates, once it is known which page each heading is on."""
        self._later.append((self._pageNumber, drawing))

    def page_of(self, words: str) -> int:
        """The page that a heading is on. Raises LookupError."""
        for page, heading, _ in self._headings:
            if heading == words:
                return page
        raise LookupError(f"there is no heading {words!r}")

    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Draws the furniture of every page, "Page 1 of 5", writes the tree and then the file."""
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            for on_page, drawing in self._later:
                if on_page == number:
                    drawing(self)
            if self.furniture:
                with self.artifact("Pagination"):
                    self.furniture(self, number, len(self._kept))
            self._write_outline(number)
            super().showPage()
        self._write_tree()
        self._doc.SaveToFile(self._filename, self)

    def _write_outline(self, page: int) -> None:
        for number, (on_page, words, depth) in enumerate(self._headings):
            if on_page == page:
                self.bookmarkPage(f"heading-{number}")
                self.addOutlineEntry(words, f"heading-{number}", depth)

    def _write_tree(self) -> None:
        document, bodies = self._doc, self._doc.Pages.pages
        tree = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        reference = document.Reference(tree)
        written: dict[int, Any] = {}
        pages = [document.Reference(body) for body in bodies]
        tree["K"] = pdfdoc.PDFArray([_written(document, self.root, reference, pages, written)])
        numbers: list[Any] = []
        for page, elements in sorted(self._content.items()):
            body = bodies[page - 1]
            body.__NoDefault__ = [*body.__NoDefault__, "StructParents", "Tabs"]
            body.StructParents, body.Tabs = page - 1, pdfdoc.PDFName("S")
            numbers += [page - 1, pdfdoc.PDFArray([written[id(element)] for element in elements])]
        parents = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)})
        tree["ParentTree"] = document.Reference(parents)
        document.Catalog.StructTreeRoot = reference
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        self.setViewerPreference("DisplayDocTitle", "true")


class _Entry(pdfdoc.PDFObject):
    """An element as it stands in the file. There are thousands, and a dictionary for each of the library's would take
    as long to write as their words.
    """

    def __init__(self, element: Element, parent: Any, home: Any) -> None:
        self.element, self.parent, self.home = element, parent, home
        self.kids: list[Any] = []  # numbers of content on the page that is the home; else objects

    def format(self, document: Any) -> bytes:
        said = [f"/Type /StructElem /S /{self.element.role} /P ".encode() + self.parent.format(document)]
        if self.element.alternative:
            said.append(b"/Alt " + pdfdoc.PDFString(self.element.alternative).format(document))
        if self.element.attributes:
            told = {name: _value(value) for name, value in self.element.attributes.items()}
            said.append(b"/A " + pdfdoc.PDFDictionary(told).format(document))
        if self.home:
            said.append(b"/Pg " + self.home.format(document))
        kids = (str(kid).encode() if isinstance(kid, int) else kid.format(document) for kid in self.kids)
        return b"<< %b /K [ %b ] >>" % (b" ".join(said), b" ".join(kids))


def _written(document: Any, element: Element, parent: Any, pages: Any, written: dict[int, Any]) -> Any:
    """The element as an object of the file, everything it holds below it."""
    home = next((held[0] for held in element.holds if not isinstance(held, Element)), 0)
    entry = _Entry(element, parent, pages[home - 1] if home else None)
    reference = written[id(element)] = document.Reference(entry)
    for held in element.holds:
        if isinstance(held, Element):
            entry.kids.append(_written(document, held, reference, pages, written))
        else:
            entry.kids.append(held[1] if held[0] == home else _on_another_page(pages, *held))
    return reference


def _on_another_page(pages: Any, page: int, number: int) -> Any:
    """A piece of content that is not on the page that its element names."""
    return pdfdoc.PDFDictionary({"Type": pdf_name("MCR"), "Pg": pages[page - 1], "MCID": number})


def _value(value: Any) -> Any:
    """Names begin with a slash here as they do in the file; numbers and lists stand for themselves."""
    if isinstance(value, str):
        return pdf_name(value[1:]) if value.startswith("/") else pdfdoc.PDFString(value)
    return pdfdoc.PDFArray(list(value)) if isinstance(value, tuple) else value
