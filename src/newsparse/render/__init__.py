"""Articles to look at: an HTML page and a list of them, a fragment for notebooks, two views for terminals."""

from newsparse.render._html import to_fragment, to_html
from newsparse.render._index import IndexRow, to_index
from newsparse.render._marks import visible
from newsparse.render._summary import summary
from newsparse.render._terminal import to_terminal

__all__ = ["IndexRow", "summary", "to_fragment", "to_html", "to_index", "to_terminal", "visible"]
