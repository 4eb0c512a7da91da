/**
 * The search for a street or a place: a combobox with a list, after the ARIA Authoring Practices.
 * Arrows go through the list, Enter chooses, Escape closes it, and once more empties the field.
 */
import { element, filled } from "./page.js";

/**
 * @typedef {{ name: string, kind: string, kind_name: string, neighbourhood: string | null }} Facts
 * @typedef {Facts & { place: [number, number] }} Found place: longitude and latitude
 * @typedef {{ features: { properties: Facts, geometry: { coordinates: [number, number] } }[],
 *   note: string, attribution: string[] }} Answer
 */

const PAUSE = 200; // milliseconds without a key before the server is asked
const SHORTEST = 2;

export class Finder {
  /**
   * @param {string} id of its element, which maps/finder.html makes
   * @param {() => { lng: number, lat: number }} near where to look first
   * @param {(found: Found) => void} onChoose called with what was chosen
   */
  constructor(id, near, onChoose) {
    this.root = element(id);
    this.near = near;
    this.onChoose = onChoose;
    this.input = /** @type {HTMLInputElement} */ (element(`${id}-input`));
    this.list = element(`${id}-list`);
    this.told = element(`${id}-told`);
    this.box = /** @type {HTMLElement} */ (this.told.parentElement);
    this.source = /** @type {HTMLElement} */ (this.told.nextElementSibling);
    this.asking = new AbortController();
    this.timer = 0;
    this.active = -1;
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    // a list that scrolls would take the focus from Tab, and vanish with it
    this.input.addEventListener("keydown", ({ key }) => key === "Tab" && this.close());
    this.input.addEventListener("focus", () => this.list.childElementCount && this.open());
    this.input.addEventListener("blur", () => this.close());
    this.box.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  }

  get options() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  get isOpen() {
    return !this.box.hidden;
  }

  typed() {
    this.giveUp();
    if (this.input.value.trim().length < SHORTEST) return this.show([], "", []);
    this.timer = window.setTimeout(() => this.ask(), PAUSE);
  }

  /** Forget a question that is on its way. */
  giveUp() {
    window.clearTimeout(this.timer);
    this.asking.abort();
    this.asking = new AbortController();
  }

  /** Ask the server for what stands in the field. @param {boolean} [outside] other people's names, too */
  async ask(outside = false) {
    this.giveUp();
    const { signal } = this.asking;
    const { lng, lat } = this.near();
    const query = new URLSearchParams({ q: this.input.value });
    if (isNear(lng, lat)) query.set("near", `${lng.toFixed(4)},${lat.toFixed(4)}`);
    if (outside) query.set("outside", "on");
    try {
      const headers = { "Accept-Language": document.documentElement.lang };
      const answer = await fetch(`${this.root.dataset.api}?${query}`, { headers, signal });
      if (answer.status === 429) this.show([], (await answer.json()).detail, []);
      else if (!answer.ok) throw new Error(answer.statusText);
      else this.take(await answer.json(), outside);
    } catch {
      if (!signal.aborted) this.show([], gettext("The search did not work. Please try again."), []);
    }
  }

  /**
   * @param {Answer} answer
   * @param {boolean} outside
   */
  take({ features, note, attribution }, outside) {
    const found = features.map(({ properties, geometry }) => ({
      ...properties,
      place: geometry.coordinates,
    }));
    const lines = found.map((one) => this.option(one));
    if (!lines.length && !outside && "outside" in this.root.dataset) lines.push(this.further());
    this.show(lines, [told(found.length), note].filter(Boolean).join(" · "), attribution);
  }

  /**
   * @param {HTMLElement[]} lines
   * @param {string} text
   * @param {string[]} sources
   */
  show(lines, text, sources) {
    lines.forEach((line, i) => (line.id = `${this.list.id}-${i}`));
    this.list.replaceChildren(...lines);
    this.told.textContent = text;
    this.source.textContent = sources.length
      ? filled(gettext("Source: %(names)s"), { names: sources.join(" · ") })
      : "";
    this.activate(-1);
    if (text) this.open();
    else this.close();
  }

  /** @param {Found} found */
  option(found) {
    const line = document.createElement("li");
    line.setAttribute("role", "option");
    const facts = [found.kind_name, found.kind !== "neighbourhood" && found.neighbourhood];
    const small = document.createElement("small");
    small.textContent = facts.filter(Boolean).join(" · ");
    line.append(found.name, " ", small);
    line.addEventListener("click", () => this.choose(found));
    return line;
  }

  /** The last way out: to ask another service, which is never asked while somebody types. */
  further() {
    const line = document.createElement("li");
    line.setAttribute("role", "option");
    line.textContent = gettext("Search outside of this map");
    line.addEventListener("click", () => this.ask(true));
    return line;
  }

  /** @param {Found} found */
  choose(found) {
    this.giveUp();
    this.input.value = found.name;
    this.close();
    this.onChoose(found);
  }

  /** Mark an option; -1 marks none. @param {number} index */
  activate(index) {
    this.active = index;
    this.options.forEach((line, i) => line.setAttribute("aria-selected", String(i === index)));
    const line = this.options[index];
    if (!line) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", line.id);
    line.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} by 1 or -1; behind the last comes the first */
  move(by) {
    const many = this.options.length;
    if (!many) return;
    this.open();
    const from = this.active < 0 && by < 0 ? 0 : this.active;
    this.activate((from + by + many) % many);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "ArrowUp") this.move(-1);
    else if (event.key === "Enter") this.enter();
    else if (event.key === "Escape" && (this.isOpen || this.input.value)) this.escape();
    else return;
    event.preventDefault(); // Enter would send the form around it
    event.stopPropagation(); // Escape would close the sheet
  }

  enter() {
    const line = this.options[Math.max(0, this.active)];
    if (this.isOpen && line) line.click();
    else if (this.input.value.trim()) this.ask();
  }

  escape() {
    this.giveUp();
    if (this.isOpen) return this.close();
    this.input.value = "";
    this.show([], "", []);
  }

  open() {
    this.box.hidden = false;
    this.input.setAttribute("aria-expanded", String(this.options.length > 0));
  }

  close() {
    this.box.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
  }
}

/** Whether the server would take a place, in degrees. @param {number} lng @param {number} lat */
function isNear(lng, lat) {
  return lng > 25.6 && lng < 44.9 && lat > 35.8 && lat < 42.2;
}

/** @param {number} found */
function told(found) {
  if (!found) return gettext("Nothing is called so here.");
  return filled(ngettext("%(count)s found", "%(count)s found", found), { count: found });
}
