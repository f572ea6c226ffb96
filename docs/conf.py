"""Sphinx settings: Markdown pages, API reference from the docstrings, warnings are errors."""

from importlib.metadata import version as installed_version

project = "newsparse"
author = "The newsparse authors"
release = version = installed_version("newsparse")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode", "sphinx_copybutton"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "separated"
napoleon_google_docstring = True

html_theme = "furo"
html_title = "newsparse"
html_static_path = []
