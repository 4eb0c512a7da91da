/** The questions of a report's category: fetched once, asked in the last step, kept on the way back. */
import { element } from "./page.js";
import { QuestionField } from "./question.js";

/** @import { Question } from "./question.js" */
/** @typedef {Record<string, string[]>} Errors what is wrong with each field */

const PATIENCE = 10_000;
/** Milliseconds that the service has to tell the questions. */

export class Questions {
  constructor() {
    this.box = element("report-questions");
    this.category = "";
    /** @type {Map<string, Question[]>} */
    this.known = new Map();
    /** @type {Map<string, QuestionField>} */
    this.fields = new Map();
    /** @type {Record<string, string | string[]>} answers of a report that is taken up again */
    this.given = {};
    /** @type {Promise<void> | undefined} */
    this.loading = undefined;
  }

  /** Ask what every category asks, unless that is known or on its way; a failure is told in `show`. */
  load() {
    if (!this.known.size) this.loading ??= this.fetch().finally(() => (this.loading = undefined));
    return this.loading ?? Promise.resolve();
  }

  async fetch() {
    try {
      const { lang } = document.documentElement;
      const answer = await fetch(`${element("report").dataset.categories}?${lang}`, {
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (!answer.ok) return;
      /** @type {{ slug: string, questions: Question[] }[]} */
      const categories = await answer.json();
      this.known = new Map(categories.map(({ slug, questions }) => [slug, questions]));
    } catch {
      // the network is away: what is missing is said where the questions would stand
    }
  }

  /** Show what a category asks, as soon as that is known. @param {string} category */
  async show(category) {
    this.category = category;
    if (!this.known.size) {
      this.box.replaceChildren(said(gettext("Looking for the questions about this category…")));
      await this.load();
    }
    if (this.known.size) this.render();
    else this.offerAgain();
  }

  render() {
    const asked = this.asked;
    const intro = document.createElement("p");
    intro.className = "help";
    intro.textContent = gettext("Answer what you know.");
    this.box.replaceChildren(...(asked.length ? [intro] : []), ...asked.map(({ box }) => box));
  }

  /** The fields of the category; a question that two categories share keeps its answer. */
  get asked() {
    return (this.known.get(this.category) ?? []).map((question) => {
      const field = this.fields.get(question.code) ?? this.field(question);
      this.fields.set(question.code, field);
      return field;
    });
  }

  /** @param {Question} question */
  field(question) {
    const made = new QuestionField(question);
    if (question.code in this.given) made.value = this.given[question.code];
    return made;
  }

  /** Go on with what was answered before. @param {Record<string, string | string[]>} given */
  restore(given) {
    this.given = given;
  }

  offerAgain() {
    const again = document.createElement("button");
    Object.assign(again, {
      type: "button",
      className: "button",
      textContent: gettext("Try again"),
    });
    again.addEventListener("click", () => this.show(this.category));
    const failed = gettext(
      "The questions about this category could not be fetched. You can send without them.",
    );
    this.box.replaceChildren(said(failed), again);
  }

  /** What is answered, by the questions' codes; answers to other categories' questions stay here. */
  get answers() {
    const answered = this.asked.filter(({ value }) => value.length);
    const known = this.known.size ? {} : this.given; // without the questions nothing can be answered anew
    return {
      ...known,
      ...Object.fromEntries(answered.map(({ question, value }) => [question.code, value])),
    };
  }

  /** What is wrong or missing. @returns {Errors} */
  get errors() {
    const wrong = this.asked.filter(({ complaint }) => complaint);
    return Object.fromEntries(wrong.map(({ name, complaint }) => [name, [complaint]]));
  }

  /** Forget all answers, for another report. */
  reset() {
    this.category = "";
    this.given = {};
    this.fields.clear();
    this.box.replaceChildren();
  }
}

/**
 * The server's errors with those of answers under the names of their fields.
 * @param {Record<string, any>} errors
 * @returns {Errors}
 */
export function byField({ answers = {}, ...rest }) {
  const named = Object.entries(answers).map(([code, said]) => [`answer-${code}`, [said].flat()]);
  return { ...rest, ...Object.fromEntries(named) };
}

/** @param {string} text */
function said(text) {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.textContent = text;
  return line;
}
