/** The time slider: all time, or one month after the other; it plays. */
import { monthOfPeriod, monthPeriod, monthsBetween } from "./months.js";
import { element, field } from "./page.js";

/** @import { PageData } from "./page.js" */

const PAUSE = 1200;

/** @typedef {{ from: string, to: string }} Period both empty for all time */

export class Time {
  /**
   * @param {PageData} page
   * @param {(period: Period, steady: boolean) => Promise<void>} onChange steady: the scale of colours stays
   *   that of the months played before
   */
  constructor(page, onChange) {
    this.months = page.first ? monthsBetween(page.first, page.last) : [];
    this.onChange = onChange;
    this.playing = false;
    this.run = 0;
    this.slider = field("time-slider");
    this.slider.max = String(this.months.length);
    this.slider.addEventListener("input", () => {
      this.stop();
      this.go(Number(this.slider.value), false);
    });
    element("time-play").addEventListener("click", () =>
      this.playing ? this.stop() : this.play(),
    );
    element("time").hidden = this.months.length < 2;
  }

  /**
   * Show the period that the filters hold.
   * @param {Period} period
   */
  show(period) {
    const at = monthOfPeriod(this.months, period) + 1;
    this.slider.value = String(at);
    const text = at || !(period.from || period.to) ? this.name(at) : gettext("Own period");
    element("time-label").textContent = text;
    this.slider.setAttribute("aria-valuetext", text);
  }

  async play() {
    const run = ++this.run;
    this.playing = true;
    this.showButton();
    const first = Number(this.slider.value) % this.months.length;
    for (let at = first + 1; run === this.run && at <= this.months.length; at++) {
      const pause = new Promise((done) => setTimeout(done, PAUSE));
      await Promise.all([this.go(at, at > first + 1), pause]);
    }
    if (run === this.run) this.stop();
  }

  stop() {
    this.run += 1;
    this.playing = false;
    this.showButton();
  }

  /**
   * @param {number} at 0 for all time, then the months
   * @param {boolean} steady
   */
  go(at, steady) {
    const period = at ? monthPeriod(this.months[at - 1]) : { from: "", to: "" };
    return this.onChange(period, steady);
  }

  /** @param {number} at */
  name(at) {
    if (!at) return gettext("All time");
    const date = new Date(`${this.months[at - 1]}-01`);
    const locale = document.documentElement.lang;
    return date.toLocaleDateString(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  }

  showButton() {
    const button = element("time-play");
    button.classList.toggle("playing", this.playing);
    button.setAttribute("aria-label", this.playing ? gettext("Pause") : gettext("Play the months"));
  }
}
