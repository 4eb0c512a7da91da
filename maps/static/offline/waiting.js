/** The reports that wait on this phone, in sight: how many, each with what can be done about it. */
import { element, filled } from "../maps/page.js";
import { preview } from "../maps/photos.js";
import { all, renew } from "./outbox.js";

/** @import { Category } from "../maps/page.js" */
/** @import { Kept } from "./outbox.js" */
/** @import { Postman, Outcome } from "./postman.js" */

const SHOWN = 140;

export class Waiting {
  /**
   * @param {Postman} postman
   * @param {Category[]} categories
   * @param {{ edit: (report: Kept) => void, dropped: (id: string) => void,
   *   shows: (id: string) => boolean, sent: (id: string) => string }} sheet edit: opens it with a
   *   report; dropped: lets it forget one; shows: whether it has one open, which is not shown here then;
   *   sent: the address that thanks for one
   */
  constructor(postman, categories, sheet) {
    this.postman = postman;
    this.names = new Map(categories.map(({ slug, name }) => [slug, name]));
    this.sheet = sheet;
    this.shown = "";
    postman.addEventListener("change", () => this.refresh());
    postman.addEventListener("sent", (event) => {
      if (event instanceof CustomEvent) this.tellSent(event.detail);
    });
    addEventListener("offline", () => this.refresh());
  }

  /** Unfold the list and begin at its heading: a report was just put there. */
  async open() {
    await this.refresh();
    /** @type {HTMLDetailsElement} */ (element("waiting-reports")).open = true;
    element("waiting-title").focus();
  }

  /** Show what the outbox holds; what is in sight already stays as it is, with the focus in it. */
  async refresh() {
    const kept = await all().catch(() => []);
    const reports = kept.filter(({ id }) => !this.sheet.shows(id));
    const note = this.note(reports);
    const state = JSON.stringify([note, reports]);
    if (state === this.shown) return;
    this.shown = state;
    element("waiting-reports").hidden = !reports.length;
    this.hideEmpty();
    element("waiting-title").textContent = filled(
      ngettext(
        "%(count)s report waits on this phone",
        "%(count)s reports wait on this phone",
        reports.length,
      ),
      { count: reports.length },
    );
    element("waiting-note").textContent = note;
    element("waiting-list").replaceChildren(...reports.map((report) => this.line(report)));
  }

  /** What holds for all of them. @param {Kept[]} reports */
  note(reports) {
    const waiting = reports.filter(({ errors, problem }) => !errors && !problem).length;
    if (!waiting) return "";
    if (navigator.onLine && !this.postman.isAway) return gettext("Being sent…");
    return ngettext(
      "No connection. Your report waits on this phone and is sent by itself when the connection is back.",
      "No connection. Your reports wait on this phone and are sent by themselves when the connection is back.",
      waiting,
    );
  }

  /** @param {Kept} report */
  line(report) {
    const line = document.createElement("li");
    const seen = new Date(report.seen).toLocaleString(document.documentElement.lang, {
      dateStyle: "medium",
      timeStyle: "short",
    });
    line.append(make("strong", this.nameOf(report)), make("small", seen));
    line.append(make("p", shortened(report.body.description)), photosOf(report));
    for (const sentence of sentences(report)) line.append(problem(sentence));
    line.append(this.buttons(report));
    return line;
  }

  /** @param {Kept} report */
  nameOf({ body }) {
    return this.names.get(body.category) ?? body.category;
  }

  /** @param {Kept} report */
  buttons(report) {
    const buttons = make("div", "");
    buttons.className = "buttons";
    if (!report.errors) {
      buttons.append(
        button(gettext("Send now"), "primary", () => this.postman.sendWaiting(report.id)),
      );
    }
    if (!report.stored || report.errors) {
      buttons.append(button(gettext("Edit"), "", () => this.edit(report)));
    }
    const end = report.stored ? gettext("Go on without them") : gettext("Delete");
    buttons.append(button(end, "", () => this.drop(report)));
    return buttons;
  }

  /** Until it is sent from the sheet, it does not go by itself. @param {Kept} report */
  async edit(report) {
    const begun = gettext("You began to change this report. Please open it and send it.");
    const written = renew({ ...report, errors: report.errors ?? { other: [begun] } });
    this.sheet.edit(report); // at once: a busy phone may take seconds to write
    await written.catch(() => undefined);
    await this.refresh();
  }

  /** @param {Kept} report */
  async drop(report) {
    const question = report.stored
      ? gettext("Your report has arrived. Delete its waiting photos from this phone?")
      : gettext("Delete this report from this phone? It has not been sent.");
    if (!confirm(question)) return;
    await this.postman.drop(report.id);
    this.sheet.dropped(report.id);
    await this.refresh();
    const isLast = element("waiting-reports").hidden;
    element(isLast ? "report-button" : "waiting-title").focus();
  }

  hideEmpty() {
    element("waiting").hidden =
      element("waiting-reports").hidden && !element("waiting-sent").textContent;
  }

  /** @param {{ report: Kept, outcome: Outcome }} told */
  tellSent({ report, outcome }) {
    const text =
      outcome === "earlier"
        ? gettext(
            "Your report “%(category)s” had arrived before you changed it; it is kept as it was.",
          )
        : gettext("Your waiting report “%(category)s” has been sent.");
    const said = make("p", `${filled(text, { category: this.nameOf(report) })} `);
    const link = document.createElement("a");
    said.append(
      Object.assign(link, { href: this.sheet.sent(report.id), textContent: gettext("See it") }),
    );
    element("waiting-sent").append(said);
    this.hideEmpty();
  }
}

/** What keeps it from going. @param {Kept} report */
function sentences({ errors = {}, problem, stored, photos }) {
  const said = Object.values(errors).flat();
  if (problem) said.push(problem, gettext("It is tried again by itself."));
  if (errors.reported_at)
    said.push(gettext("If it is still so, please open the report and send it again."));
  if (stored && photos.length)
    said.unshift(gettext("The report has arrived; these photos have not yet."));
  return said;
}

/** @param {Kept} report */
function photosOf({ photos }) {
  const list = make("div", "");
  list.className = "waiting-photos";
  for (const { file } of photos) {
    const place = make("span", "");
    list.append(place);
    preview(file).then(
      (picture) => place.append(picture),
      () => place.append(file.name), // this phone cannot show it; the server may read it
    );
  }
  return list;
}

/** @param {string} text */
function problem(text) {
  return Object.assign(make("p", text), { className: "waiting-problem" });
}

/** @param {string} text */
function shortened(text) {
  return text.length > SHOWN ? `${text.slice(0, SHOWN).trimEnd()}…` : text;
}

/**
 * @param {string} textContent
 * @param {string} kind
 * @param {() => void} onClick
 */
function button(textContent, kind, onClick) {
  const made = document.createElement("button");
  made.addEventListener("click", onClick);
  return Object.assign(made, { type: "button", textContent, className: `button ${kind}` });
}

/**
 * @param {string} name
 * @param {string} textContent
 */
function make(name, textContent) {
  return Object.assign(document.createElement(name), { textContent });
}
