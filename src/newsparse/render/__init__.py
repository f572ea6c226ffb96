"""Articles to look at: an HTML page, a fragment for notebooks, a coloured and a plain view for terminals."""

from newsparse.render._html import to_fragment, to_html
from newsparse.render._marks import visible
from newsparse.render._terminal import summary, to_terminal

__all__ = ["summary", "to_fragment", "to_html", "to_terminal", "visible"]
