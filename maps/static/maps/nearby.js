/** Open reports near by: perhaps what somebody is about to report is there already. */
import { element, field, filled, readable } from "./page.js";

/**
 * @typedef {{ number: number, category_name: string, description: string, distance: number,
 *   age: number, support: number, supported: boolean, url: string }} Near distance in metres, age in days
 */

const SHOWN = 140;

export class Nearby {
  constructor() {
    this.box = element("report-nearby");
    this.asked = "";
  }

  /**
   * Offer what is near a place; where nothing is, or no answer comes, nothing is said.
   * @param {{ lng: number, lat: number }} place
   * @param {string} category
   */
  async offer({ lng, lat }, category) {
    const query = new URLSearchParams({
      longitude: lng.toFixed(6),
      latitude: lat.toFixed(6),
      category,
    });
    if (this.asked === query.toString()) return;
    this.asked = query.toString();
    this.box.replaceChildren();
    try {
      const answer = await fetch(`${element("report").dataset.nearby}?${query}`, {
        headers: { "Accept-Language": document.documentElement.lang },
      });
      if (answer.ok && this.asked === query.toString()) this.show((await answer.json()).results);
    } catch {
      this.asked = ""; // the network is away: a report is still welcome
    }
  }

  /** Take everything back, as for a new report. */
  reset() {
    this.asked = "";
    this.box.replaceChildren();
  }

  /** @param {Near[]} near */
  show(near) {
    if (!near.length) return;
    const list = document.createElement("ul");
    list.className = "plain";
    list.append(...near.map((issue) => this.line(issue)));
    const other = button(gettext("Mine is another one; report it"), "");
    other.addEventListener("click", () => {
      this.box.replaceChildren();
      field("report-description").focus();
    });
    this.box.replaceChildren(make("h3", gettext("There are similar reports near by")), list, other);
  }

  /** @param {Near} issue */
  line(issue) {
    const line = document.createElement("li");
    const link = Object.assign(document.createElement("a"), {
      href: issue.url,
      textContent: `${issue.category_name} #${issue.number}`,
    });
    line.append(link, make("small", facts(issue)), make("p", shortened(issue.description)));
    if (issue.supported) line.append(thanks(issue));
    else line.append(this.meToo(issue));
    return line;
  }

  /** @param {Near} issue */
  meToo(issue) {
    const mine = button(gettext("Me too"), "primary");
    mine.setAttribute("aria-label", `${gettext("Me too")}: #${issue.number}`);
    mine.addEventListener("click", async () => {
      mine.disabled = true;
      const done = await support(issue);
      mine.disabled = false;
      if (!done) return void mine.after(make("p", gettext("That did not work. Please try again.")));
      const said = thanks(issue);
      mine.parentElement?.querySelectorAll("button, button ~ p").forEach((gone) => gone.remove());
      this.box.querySelector(`a[href="${issue.url}"]`)?.parentElement?.append(said);
      said.querySelector("a")?.focus();
    });
    return mine;
  }
}

/** @param {Near} issue */
async function support({ number }) {
  try {
    const address = `${element("report").dataset.api}${number}/support/`;
    return (await fetch(address, { method: "PUT" })).ok;
  } catch {
    return false;
  }
}

/** @param {Near} issue */
function thanks({ url }) {
  const said = make("p", `${gettext("Thank you, you said it, too.")} `);
  said.className = "supported";
  said.append(
    Object.assign(document.createElement("a"), {
      href: url,
      textContent: gettext("Follow the report"),
    }),
  );
  return said;
}

/** @param {Near} issue */
function facts({ distance, age, support: supporters }) {
  const days = age
    ? filled(ngettext("%(count)s day ago", "%(count)s days ago", age), { count: age })
    : gettext("today");
  const metres = filled(gettext("%(metres)s m away"), { metres: readable(distance) });
  const said = supporters
    ? filled(ngettext("%(count)s “me too”", "%(count)s “me too”", supporters), {
        count: supporters,
      })
    : "";
  return [metres, days, said].filter(Boolean).join(" · ");
}

/** @param {string} text */
function shortened(text) {
  return text.length > SHOWN ? `${text.slice(0, SHOWN).trimEnd()}…` : text;
}

/**
 * @param {string} textContent
 * @param {string} kind
 */
function button(textContent, kind) {
  const made = document.createElement("button");
  return Object.assign(made, { type: "button", textContent, className: `button ${kind}` });
}

/**
 * @param {string} name
 * @param {string} textContent
 */
function make(name, textContent) {
  return Object.assign(document.createElement(name), { textContent });
}
