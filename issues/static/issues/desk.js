/** The desk by keyboard: move between reports, and press the buttons that carry a key. */

const items = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".item")]);
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
let sent = false; // a key pressed twice is one step

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (handled(event.key)) event.preventDefault();
});
document.addEventListener("submit", () => (sent = true));
window.addEventListener("pageshow", () => (sent = false)); // also when somebody goes back to it

focusFirst();

/** Do what a key stands for, and say whether it stands for something. @param {string} key */
function handled(key) {
  if (key in STEPS) return move(STEPS[/** @type {keyof typeof STEPS} */ (key)]);
  if (key === "?") return toggleKeys();
  return press(key);
}

/** @param {number} by */
function move(by) {
  if (items.length < 2) return false; // the arrows scroll a single report
  const to = items.indexOf(/** @type {HTMLElement} */ (current())) + by;
  items[Math.min(Math.max(to, 0), items.length - 1)]?.focus();
  return true;
}

/** The report that has the focus, or a part of it; on a page of one report, that one. */
function current() {
  const focused = document.activeElement?.closest(".item");
  return focused ?? (items.length === 1 ? items[0] : undefined);
}

function toggleKeys() {
  const keys = document.getElementById("keys");
  keys?.toggleAttribute("open");
  return keys !== null;
}

/** Press the button or follow the link of a key: of the report, or else of the page. @param {string} key */
function press(key) {
  const one = `[data-key="${CSS.escape(key)}"]`;
  const target = current()?.querySelector(one) ?? document.querySelector(`.done ${one}`);
  if (!(target instanceof HTMLElement)) return false;
  if (!sent) target.click();
  return true;
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof Element && target.matches("input, textarea, select");
}

/** Go on where the moderator was: behind the report that was just handled. */
function focusFirst() {
  const at = Number(document.getElementById("queue")?.dataset.at);
  if (Number.isNaN(at)) return focusWrong();
  const next = items.find(({ dataset }) => Number(dataset.number) > at);
  (next ?? items.at(-1))?.focus();
}

/** What was typed wrong is what to type again. */
function focusWrong() {
  const field = document.querySelector("[aria-invalid=true]");
  if (field instanceof HTMLElement) field.focus();
}
