"""What folium links to, as text of our own packages. A link nobody vouched for is an error."""

import re
from base64 import b64encode
from pathlib import Path

import folium
from branca.element import Element, Link

HERE = Path(__file__).parent
NODE_MODULES = HERE.parent.parent / "node_modules"
FOLIUM = Path(folium.__file__).parent / "templates"

SCRIPTS = {
    "leaflet": NODE_MODULES / "leaflet/dist/leaflet.js",
    "jquery": HERE / "static/extend.js",
    "leaflet-heat.js": NODE_MODULES / "leaflet.heat/dist/leaflet-heat.js",
    "iso8601": NODE_MODULES / "iso8601-js-period/iso8601.js",
    "leaflet.timedimension.min.js": NODE_MODULES
    / "leaflet-timedimension/dist/leaflet.timedimension.min.js",
    "heatmap.min.js": FOLIUM / "pa7_hm.min.js",
    "leaflet-heatmap.js": FOLIUM / "pa7_leaflet_hm.min.js",
    "Leaflet.Sync": NODE_MODULES / "leaflet.sync/L.Map.Sync.js",
}
STYLES = {
    "leaflet_css": NODE_MODULES / "leaflet/dist/leaflet.css",
    "leaflet.timedimension.control.min.css": NODE_MODULES
    / "leaflet-timedimension/dist/leaflet.timedimension.control.css",
}
NOT_NEEDED = {
    "bootstrap",
    "bootstrap_css",
    "awesome_markers",
    "awesome_markers_css",
    "awesome_markers_font_css",
    "awesome_rotate_css",
    "glyphicons_css",
}
"""What folium links to for markers and buttons that no map of ours has."""

CHARACTERS = {
    r"\e030": r"\21BB",  # loop: ↻
    r"\e031": r"\2026",  # loading: …
    r"\e071": r"\25C2",  # back: ◂
    r"\e072": r"\25B6\FE0E",  # play: ▶ as text, not as an emoji
    r"\e073": r"\2016",  # pause: ‖
    r"\e074": r"\25A0",  # stop: ■
    r"\e075": r"\25B8",  # on: ▸
    r"\e141": r"\D7",  # times per second: ×
}
"""Plain characters for those of the glyph font that the time control asks for."""


class UnknownAssetError(LookupError):
    """folium links to something that we do not have; it would be fetched from outside."""


class OfflineHeader(Element):
    """The head of a document in which every link becomes the text of our own file."""

    def add_child(
        self, child: Element, name: str | None = None, index: int | None = None
    ) -> Element:
        """Add a child; of a link, what it leads to.

        Raises:
            UnknownAssetError: we have no such file.
        """
        if isinstance(child, Link):
            child = Element(inlined(name or child.url))
        return super().add_child(child, name, index)


def inlined(name: str) -> str:
    """Return an asset, by the name folium gives it, as a script or style element.

    Raises:
        UnknownAssetError: we have no such file.
    """
    if name in SCRIPTS:
        return script(SCRIPTS[name])
    if name in STYLES:
        return style(STYLES[name])
    if name in NOT_NEEDED:
        return ""
    raise UnknownAssetError(f"folium links to {name}: add it to maps/heatmap_files/assets.py")


def script(path: Path) -> str:
    """Return a file as a script element, kept from being read as a template."""
    return "{% raw %}<script>" + path.read_text(encoding="utf-8") + "</script>{% endraw %}"


def style(path: Path) -> str:
    """Return a file as a style element that asks for no other file."""
    css = re.sub(r"@font-face\s*{[^}]*}", "", path.read_text(encoding="utf-8"))
    css = re.sub(r'"(\\e[0-9a-f]{3})"', lambda found: f'"{CHARACTERS[found[1]]}"', css)
    css = re.sub(r"url\((images/[^)]+)\)", lambda found: _embedded(path.parent / found[1]), css)
    return "{% raw %}<style>" + css + "</style>{% endraw %}"


def _embedded(image: Path) -> str:
    return f"url(data:image/png;base64,{b64encode(image.read_bytes()).decode()})"
