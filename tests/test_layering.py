"""Imports within the package point up this list only, and no two classes have one name."""

import ast
from collections import Counter
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "src" / "newsparse"
LAYERS = [
    {"errors", "kinds", "spans", "chars", "samples"},
    {"types"},
    {"lexicon"},
    {"segment"},
    {"quotation"},
    {"document", "names", "dates", "statements"},
    {"bylines", "timestamps", "turns"},
    {"datelines", "boilerplate"},
    {"furniture"},
    {"layout"},
    {"attribution", "speech", "nested"},
    {"sources"},
    {"reporting"},
    {"article", "locate"},
    {"pages"},
    {"parser"},
    {"export"},
    {"render", "batch"},
    {"cli", "spacy"},
    {"__main__"},
    {"__init__"},
]
# An article shows and saves itself; what does it is imported when it is called, never with the values.
LATE = {("types", "datelines"), ("types", "export"), ("types", "render")}
# Names that two classes still have; each is to go, and none may come.
TAKEN_TWICE = {"Frame", "Kind", "Page", "Reading", "Statement"}
LEVEL = {module: level for level, modules in enumerate(LAYERS) for module in modules}


def imports(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    late = {n for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) or for_types(f) for n in ast.walk(f)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("newsparse"):
            names = [node.module] if node.module != "newsparse" else [f"newsparse.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [a.name for a in node.names if a.name.startswith("newsparse.")]
        else:
            continue
        modules = {name.split(".")[1] for name in names}
        yield from modules - {to for by, to in LATE if by == module_of(path) and node in late}


def for_types(node):
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def module_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_module_has_a_layer():
    assert {module_of(p) for p in PACKAGE.rglob("*.py")} <= LEVEL.keys()


def test_imports_point_up_the_list():
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {imported}"
        for path in PACKAGE.rglob("*.py")
        for imported in imports(path)
        if module_of(path) != imported and LEVEL.get(imported, -1) >= LEVEL[module_of(path)]
    ]
    assert not wrong


def test_no_two_classes_have_one_name():
    found = Counter(
        node.name.lstrip("_")
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert {name for name, count in found.items() if count > 1} <= TAKEN_TWICE
