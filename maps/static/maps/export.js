/** The page of exports: the size of what is chosen, at once, and how far a download is. */
import { element, field, filled, readable } from "./page.js";

const FOR_THE_BROWSER = 200e6;
/** Bytes above which a file is not gathered in the page's memory. */

class Export {
  constructor() {
    this.form = /** @type {HTMLFormElement} */ (element("export-form"));
    this.asking = new AbortController();
    this.busy = false;
    this.shown = true;
    element("export-show").hidden = true;
    this.showFields();
    this.form.addEventListener("change", () => this.choose());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.choose();
    });
    element("export-result").addEventListener("click", (event) => this.click(event));
  }

  /** Only the fields that mean something for the choice are seen and sent. */
  showFields() {
    const what = /** @type {HTMLSelectElement} */ (element("export-what"));
    const wanted = (what.selectedOptions[0]?.dataset.fields ?? "").split(" ");
    for (const part of this.form.querySelectorAll("fieldset[data-field]")) {
      const fieldset = /** @type {HTMLFieldSetElement} */ (part);
      fieldset.disabled = !wanted.includes(fieldset.dataset.field ?? "");
      fieldset.hidden = fieldset.disabled;
    }
    const first = field("export-compare-from");
    const last = field("export-compare-to");
    const both = what.value === "dual" || Boolean(first.value || last.value);
    first.required = last.required = both;
  }

  /**
   * Show what the page says of the form as it stands now, and keep it in the address.
   * Until then the link leads to the choice before, and is not to be followed.
   */
  async choose() {
    this.showFields();
    this.shown = false;
    this.mark();
    this.asking.abort();
    this.asking = new AbortController();
    if (!this.form.checkValidity())
      return tell(gettext("Please complete the fields that are marked."));
    const address = `${location.pathname}?${query(this.form)}`;
    history.replaceState(history.state, "", address);
    try {
      const answer = await fetch(address, { signal: this.asking.signal });
      this.show(parsed(await answer.text()));
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      element("export-show").hidden = false;
      tell(gettext("No connection. Please try again."));
    }
  }

  /** @param {Document} page */
  show(page) {
    const result = page.getElementById("export-result");
    if (!result) throw new Error("the answer is no page of exports");
    element("export-result").replaceChildren(...result.childNodes);
    element("export-show").hidden = true;
    this.shown = true;
    if (!this.busy) tell("");
    this.mark();
  }

  /** @param {Event} event */
  click(event) {
    const link = event.target;
    if (!(link instanceof HTMLAnchorElement) || link.id !== "export-download") return;
    const bytes = Number(link.dataset.bytes);
    if (this.ready && bytes > FOR_THE_BROWSER) return;
    event.preventDefault();
    if (this.ready) this.download(link.href, link.download, bytes);
  }

  /**
   * @param {string} address
   * @param {string} name of the file
   * @param {number} bytes about how many there will be; 0 where that is not known
   */
  async download(address, name, bytes) {
    this.begin();
    try {
      const answer = await fetch(address);
      if (!answer.ok) return tell(await sentence(answer));
      save(await received(answer, bytes), name);
      tell(gettext("The file has been downloaded."));
    } catch {
      tell(gettext("The download broke off. Please try again."));
    } finally {
      this.end();
    }
  }

  begin() {
    this.busy = true;
    this.mark();
    element("export-progress").hidden = false;
    element("export-progress").removeAttribute("value");
    element("export-received").textContent = "";
    tell(gettext("Preparing…"));
  }

  end() {
    this.busy = false;
    this.mark();
    element("export-progress").hidden = true;
  }

  /** Whether the link leads to what the form says, and no other file is on its way. */
  get ready() {
    return this.shown && !this.busy;
  }

  mark() {
    const link = document.getElementById("export-download");
    link?.setAttribute("aria-disabled", String(!this.ready));
  }
}

/** The fields that say something, as the query of an address. @param {HTMLFormElement} form */
function query(form) {
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

/** @param {string} text */
function parsed(text) {
  return new DOMParser().parseFromString(text, "text/html");
}

/** What the page of an error says. @param {Response} answer */
async function sentence(answer) {
  const message = parsed(await answer.text()).querySelector("main .message");
  return message?.textContent ?? gettext("The file could not be made. Please try again.");
}

/**
 * The body, its progress shown.
 * @param {Response} answer
 * @param {number} bytes about how many there will be
 */
async function received(answer, bytes) {
  const expected = Number(answer.headers.get("Content-Length")) || bytes;
  const progress = /** @type {HTMLProgressElement} */ (element("export-progress"));
  const parts = [];
  let count = 0;
  for await (const part of body(answer)) {
    if (!count) tell(gettext("Downloading…"));
    parts.push(part);
    count += part.length;
    progress.max = Math.max(expected, count);
    progress.value = count;
    element("export-received").textContent = filled(gettext("%(size)s received"), {
      size: size(count),
    });
  }
  return new Blob(parts, { type: answer.headers.get("Content-Type") ?? "" });
}

/** The pieces of a body, which not every browser iterates by itself. @param {Response} answer */
async function* body(answer) {
  const reader = answer.body?.getReader();
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) return;
    yield piece.value;
  }
}

/** @param {number} bytes */
function size(bytes) {
  return bytes < 2 ** 20
    ? `${readable(bytes / 2 ** 10, 1)} KB`
    : `${readable(bytes / 2 ** 20, 1)} MB`;
}

/** @param {Blob} file @param {string} name */
function save(file, name) {
  const href = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

/** @param {string} text */
function tell(text) {
  element("export-status").textContent = text;
}

new Export();
