/** The steps of the report sheet: one is shown at a time, and each begins at its heading. */
import { element, filled } from "./page.js";

export const STEPS = ["report-where", "report-what", "report-details"];

export class Steps {
  /** @param {(step: string) => void} onShow called with the id of the step after each change */
  constructor(onShow) {
    this.onShow = onShow;
    this.at = 0;
    element("report-back").addEventListener("click", () => this.go(this.at - 1));
    this.show();
  }

  get isLast() {
    return this.at === STEPS.length - 1;
  }

  next() {
    this.go(this.at + 1);
  }

  /** Show a step and begin at its heading, which screen readers say. @param {number} step */
  go(step) {
    this.at = step;
    this.show();
    element("report").scrollTop = 0;
    element(STEPS[step]).querySelector("h2")?.focus({ preventScroll: true });
  }

  /** Go to the step that an element stands in, if it is another. @param {Element} inside */
  goTo(inside) {
    const step = STEPS.findIndex((id) => element(id).contains(inside));
    if (step >= 0 && step !== this.at) this.go(step);
  }

  /** Begin anew, without taking the focus. */
  reset() {
    this.at = 0;
    this.show();
  }

  show() {
    STEPS.forEach((id, step) => (element(id).hidden = step !== this.at));
    element("report").dataset.step = STEPS[this.at];
    element("report-back").hidden = this.at === 0;
    element("report-next").hidden = this.isLast;
    element("report-send").hidden = !this.isLast;
    const text = gettext("Step %(step)s / %(steps)s");
    element("report-progress").textContent = filled(text, {
      step: this.at + 1,
      steps: STEPS.length,
    });
    this.onShow(STEPS[this.at]);
  }
}
