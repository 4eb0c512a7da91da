/** The categories of a report: radio buttons with their icons, and a search that hides the others. */
import { glyphColour } from "./colours.js";
import { element, field, filled } from "./elements.js";
import { search } from "./search.js";

export class Picker {
  constructor() {
    this.box = element("report-category");
    this.labels = [...this.box.querySelectorAll("label")];
    this.texts = this.labels.map(({ dataset }) => dataset.words ?? "");
    element("category-search-field").hidden = false; // without a script it would do nothing
    for (const disc of this.box.querySelectorAll("span")) paint(disc);
    field("category-search").addEventListener("input", () => this.find());
    field("category-search").addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // it would send the form
      this.chooseFirst();
    });
  }

  /** The slug of the chosen category, or "". */
  get value() {
    return this.box.querySelector("input:checked")?.getAttribute("value") ?? "";
  }

  /** Show what the search finds, and what is chosen already. */
  find() {
    const typed = field("category-search").value;
    const found = search(typed, this.texts);
    this.labels.forEach((label, i) => {
      label.hidden = !found.has(i) && !label.querySelector("input:checked");
    });
    for (const group of this.box.querySelectorAll("fieldset")) {
      group.hidden = !group.querySelector("label:not([hidden])");
    }
    element("category-found").textContent = typed.trim() ? told(found.size) : "";
  }

  chooseFirst() {
    const first = this.labels.find(({ hidden }) => !hidden)?.querySelector("input");
    if (!first) return;
    first.click();
    first.focus();
  }

  /** Forget the search; the form itself forgets the choice. */
  reset() {
    field("category-search").value = "";
    this.find();
  }
}

/** @param {number} found */
function told(found) {
  if (!found) return gettext("No category is called so. Try another word, or choose “Other”.");
  return filled(ngettext("%(count)s category", "%(count)s categories", found), { count: found });
}

/** Fill a disc with its colour, and let its glyph stand out. @param {HTMLElement} disc */
function paint(disc) {
  const { colour = "#5B6770" } = disc.dataset;
  disc.style.backgroundColor = colour;
  disc.classList.toggle("pale-glyph", glyphColour(colour) === "#FFFFFF");
}
