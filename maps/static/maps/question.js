/**
 * One question with its field.
 *
 * @typedef {{ code: string, label: string }} Choice
 * @typedef {{ code: string, kind: "text" | "number" | "choice" | "several" | "date", label: string,
 *   help: string, is_required: boolean, is_public: boolean, minimum: number | null,
 *   maximum: number | null, unit: string, choices: Choice[] }} Question as the API tells it
 */

const TEXT_LENGTH = "200";

export class QuestionField {
  /** @param {Question} question */
  constructor(question) {
    this.question = question;
    this.name = `answer-${question.code}`;
    this.id = `report-${this.name}`;
    this.box = question.choices.length ? this.choices() : this.line();
  }

  /** The answer as the API takes it; empty where there is none. @returns {string | string[]} */
  get value() {
    const inputs = [...this.box.querySelectorAll("input")];
    if (!this.question.choices.length) return inputs[0].value.trim();
    const chosen = inputs.filter(({ checked }) => checked).map(({ value }) => value);
    return this.question.kind === "several" ? chosen : (chosen[0] ?? "");
  }

  /** @param {string | string[]} answer */
  set value(answer) {
    const inputs = [...this.box.querySelectorAll("input")];
    if (!this.question.choices.length) inputs[0].value = String(answer);
    else for (const input of inputs) input.checked = [answer].flat().includes(input.value);
  }

  /** What is wrong with the answer, or nothing; the service looks closer. */
  get complaint() {
    const input = this.box.querySelector("input");
    if (input?.validity.badInput) return gettext("Please write it in figures.");
    if (this.question.is_required && !this.value.length)
      return gettext("Please answer this question.");
    return "";
  }

  /** A field of one line. */
  line() {
    const input = document.createElement("input");
    input.id = this.id;
    for (const [name, value] of Object.entries(attributes(this.question)))
      if (value !== null) input.setAttribute(name, String(value));
    input.setAttribute("aria-describedby", this.describedBy);
    input.required = this.question.is_required;
    const label = make("label", this.title);
    label.setAttribute("for", this.id);
    const box = document.createElement("div");
    box.className = "field";
    box.append(label, ...this.help, input, this.error);
    return box;
  }

  /** A group of radio buttons or boxes. */
  choices() {
    const { kind, is_required: required } = this.question;
    const box = document.createElement("fieldset");
    box.className = "choices";
    box.id = this.id;
    box.setAttribute("role", kind === "choice" ? "radiogroup" : "group");
    box.setAttribute("aria-describedby", this.describedBy);
    const unknown = { code: "", label: gettext("I do not know") };
    const offered = [...this.question.choices];
    if (kind === "choice" && !required) offered.push(unknown);
    box.append(make("legend", this.title), ...this.help, ...offered.map((one) => this.choice(one)));
    box.append(this.error);
    return box;
  }

  /** @param {Choice} choice */
  choice({ code, label }) {
    const input = Object.assign(document.createElement("input"), {
      type: this.question.kind === "choice" ? "radio" : "checkbox",
      name: this.name,
      value: code,
      defaultChecked: code === "",
    });
    const box = document.createElement("label");
    box.className = "choice";
    box.append(input, make("span", label));
    return box;
  }

  get title() {
    const { label, unit, is_required: required } = this.question;
    const parts = [label, unit && `(${unit})`, required && gettext("(required)")];
    return parts.filter(Boolean).join(" ");
  }

  /** The help, and who reads the answer, if there is something to say. */
  get help() {
    const { help, is_public: everybody } = this.question;
    const parts = [help, everybody ? "" : gettext("Only the secretariat reads this.")];
    const text = parts.filter(Boolean).join(" ");
    if (!text) return [];
    return [Object.assign(make("p", text), { id: `${this.id}-help`, className: "help" })];
  }

  get error() {
    const error = Object.assign(make("p", ""), { id: `${this.id}-error`, className: "error" });
    error.dataset.error = this.name;
    error.setAttribute("role", "alert");
    return error;
  }

  get describedBy() {
    return [...this.help, this.error].map(({ id }) => id).join(" ");
  }
}

/** What an input of one line needs. @param {Question} question */
function attributes({ kind, minimum: min, maximum: max }) {
  if (kind === "date") return { type: "date", min: "1900-01-01", max: "2100-12-31" };
  if (kind === "text") return { type: "text", maxlength: TEXT_LENGTH };
  const signed = min === null || min < 0; // a phone's keys for decimals lack the minus
  return { type: "number", step: "any", min, max, inputmode: signed ? "text" : "decimal" };
}

/**
 * @param {string} name
 * @param {string} textContent
 */
function make(name, textContent) {
  return Object.assign(document.createElement(name), { textContent });
}
