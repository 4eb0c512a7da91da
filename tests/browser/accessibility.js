/** What the tests ask of a page, beside axe-core: defined in the page as `access`. */
globalThis.access = (() => {
  const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const MAIN = ".button, .bar a, .bar button, .foot a, .field :is(select, textarea), .close";
  const { abs, ceil, floor } = Math;

  /** How a person would call an element in a report of what is wrong. */
  function called(element) {
    const { id, className } = element;
    const text = (element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 40);
    const kind = id ? `#${id}` : `.${String(className?.baseVal ?? className).split(" ")[0]}`;
    return `${element.localName}${kind} “${text}”`;
  }

  function isShown(element) {
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  }

  /** What stands for a control that is hidden from the eye alone: its label. */
  function face(control) {
    const { width, height } = control.getBoundingClientRect();
    if (width > 4 && height > 4) return control;
    return control.labels?.[0] ?? control;
  }

  /** Whether it is meant to be scrolled sideways, or a part of the map itself. */
  function mayLeave(control) {
    return control.closest(
      ".scroll, .skip, .visually-hidden, canvas, #map-targets, .maplibregl-marker, .maplibregl-popup",
    );
  }

  /** The controls that are beyond the left or right edge, and the page's own width if it is too wide. */
  function beyond() {
    const wide = document.documentElement.scrollWidth - innerWidth;
    const lost = [...document.querySelectorAll(CONTROLS)]
      .filter((control) => isShown(control) && !mayLeave(control))
      .map((control) => [control, face(control).getBoundingClientRect()])
      .filter(([, { left, right }]) => floor(left) < 0 || ceil(right) > innerWidth + 1)
      .map(([control, { left, right }]) => `${called(control)} at ${left}–${right}`);
    return wide > 0 ? [`scrolls sideways by ${wide} px: ${widest()}`, ...lost] : lost;
  }

  /** The innermost of those that reach farthest to the side. */
  function widest() {
    const all = [...document.querySelectorAll("main *, header *, footer *")].reverse();
    const past = all.map((one) => one.getBoundingClientRect());
    const far = past.map(({ left, right }) => Math.max(right - innerWidth, -left));
    const at = far.indexOf(Math.max(...far));
    return at < 0 ? "" : called(all[at]);
  }

  /** The main controls smaller than 44 px. */
  function small() {
    return [...document.querySelectorAll(MAIN)]
      .filter((control) => isShown(control) && !mayLeave(control))
      .map((control) => [control, control.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 43.5 || height < 43.5)
      .map(([control, { width, height }]) => `${called(control)} is ${width} × ${height} px`);
  }

  /** What moves by itself. */
  function moving() {
    return document.getAnimations().map(({ effect }) => called(effect.target));
  }

  function hasRing(element) {
    const { outlineStyle, boxShadow } = getComputedStyle(element);
    return outlineStyle !== "none" || boxShadow !== "none";
  }

  /** Whether some of it can be seen: its middle, or a place near one of its corners. */
  function isUncovered(element) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const [west, east] = [Math.max(left, 0), Math.min(right, innerWidth)];
    const [north, south] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    const label = element.labels?.[0];
    return [0.5, 0.1, 0.9].some((x) =>
      [0.5, 0.1, 0.9].some((y) => {
        const at = [west + x * (east - west), north + y * (south - north)];
        const found = document.elementFromPoint(...at);
        return [element, label].some((one) => one?.contains(found));
      }),
    );
  }

  function isInside(element) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const isEmpty = abs(right - left) < 1 || abs(bottom - top) < 1;
    return !isEmpty && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  }

  let stops = [];

  /** What is wrong with an element that has the focus. */
  function wrongWith(focused) {
    const shown = face(focused);
    const inside = focused.contentDocument?.activeElement; // of a frame: the ring is in there
    const ringed = [focused, shown, focused.closest("label"), inside].filter(Boolean);
    const asked = {
      "is not on the screen": isInside(shown),
      "is covered": isUncovered(shown) || mayLeave(shown),
      "has no ring": ringed.some(hasRing),
      "has no name": named(focused),
    };
    return Object.keys(asked).filter((what) => !asked[what]);
  }

  /** Where the focus is: null at the page's own edge; else its number and what is wrong with it. */
  function stop() {
    const focused = document.activeElement ?? document.body;
    if ([document.body, document.documentElement].includes(focused)) return null;
    if (!stops.includes(focused)) stops.push(focused);
    const wrong = wrongWith(focused).map((what) => `${called(focused)} ${what}`);
    return { at: stops.indexOf(focused), wrong };
  }

  /** What Tab should have reached and did not; of radio buttons with one name, any will do. */
  function missed() {
    const group = ({ type, name, form }) =>
      type === "radio" ? stops.filter((stop) => stop.name === name && stop.form === form) : [];
    return [...document.querySelectorAll(CONTROLS)]
      .filter((control) => isShown(control) && control.tabIndex >= 0)
      .filter((control) => !control.matches(":disabled, [inert] *"))
      .filter((control) => !stops.includes(control) && !group(control).length)
      .map((control) => `${called(control)} is never reached`);
  }

  function named(element) {
    const { axe } = globalThis;
    if (!axe.utils.getNodeFromTree(element)) {
      axe.teardown(); // it came after the tree was made
      axe.setup(document);
    }
    return axe.commons.text.accessibleText(element).trim();
  }

  /** Begin to walk from the top of the page. */
  function begin() {
    stops = [];
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    globalThis.axe.setup(document); // for the names
  }

  return { begin, beyond, missed, moving, small, stop };
})();
