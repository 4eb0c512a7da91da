/** The facilitator's screen: goes through the agenda, and lets all who follow see the same. */
import { element } from "../maps/page.js";
import { AREAS, POINTS } from "./frozen.js";
import { isDrawing, send, setUpNotes } from "./notes.js";
import { Stage, agenda, divide, words } from "./stage.js";

/** @import { State } from "./stage.js" */

const WAIT = 250;
const OFTEN = 2000;
const items = agenda();
const stage = await Stage.create(items);
const { left } = stage.maps;
const { move = "", notes = "", judge = "" } = element("stage").dataset;
const swipe = /** @type {HTMLInputElement} */ (element("stage-swipe"));
const second = /** @type {HTMLSelectElement} */ (element("stage-second"));
const first = /** @type {HTMLSelectElement} */ (element("stage-first"));
/** @type {State} */
const state = {
  item: null, left: null, right: null, swipe: 0.5, pointed: null, zoom: null, longitude: null, latitude: null, notes: [],
}; // prettier-ignore
let at = 0;
/** @type {number | undefined} */
let timer;
/** The proposals that are listed, as text. */
let listed = "[]";

/** @param {number} to */
function go(to) {
  if (!items.length) return;
  at = Math.max(0, Math.min(items.length - 1, to));
  const { id, views } = items[at];
  Object.assign(state, { item: id, left: views[0]?.id ?? null, right: null, pointed: null });
  const options = views.map((view) => new Option(view.title, String(view.id)));
  first.replaceChildren(...options.map((option) => option.cloneNode(true)));
  second.replaceChildren(new Option(words.oneMap, ""), ...options);
  first.parentElement?.toggleAttribute("hidden", views.length < 2);
  element("stage-place").textContent = `${at + 1} / ${items.length}`;
  change();
}

async function change() {
  element("stage-divide").hidden = state.right === null;
  await stage.apply(state);
  tell();
}

/** Let the others see it, after a moment in which more may change. */
function tell() {
  clearTimeout(timer);
  timer = window.setTimeout(async () => {
    const { lng, lat } = left.getCenter();
    Object.assign(state, { zoom: left.getZoom(), longitude: lng, latitude: lat });
    const fields = Object.entries(state).filter(
      ([name, value]) => name !== "notes" && value !== null,
    );
    const answer = await send(move, Object.fromEntries(fields.map(([n, v]) => [n, String(v)])));
    element("stage-fault").textContent = answer.refused ?? "";
  }, WAIT);
}

/** Take in the notes that came meanwhile, and the proposals that wait. */
async function look() {
  const answer = await fetch(notes).catch(() => undefined);
  if (answer?.status === 410) clearInterval(looking);
  if (answer?.status !== 200) return;
  const found = await answer.json();
  if (JSON.stringify(found.waiting) !== listed) listWaiting(found.waiting);
  if (JSON.stringify(found.notes) === JSON.stringify(state.notes)) return;
  state.notes = found.notes;
  await stage.apply(state);
}

/** @param {{ id: number, text: string }[]} waiting */
function listWaiting(waiting) {
  listed = JSON.stringify(waiting);
  const lines = waiting.map(({ id, text }) => {
    const line = document.createElement("li");
    line.append(text || words.drawing, button(words.show, id, "show"));
    line.append(button(words.notNow, id, "decline"));
    return line;
  });
  element("stage-waiting").replaceChildren(...lines);
}

/**
 * @param {string} label
 * @param {number} id
 * @param {string} action
 */
function button(label, id, action) {
  const made = Object.assign(document.createElement("button"), {
    type: "button",
    className: "button",
    textContent: label,
  });
  made.addEventListener("click", async () => {
    await send(judge.replace("/0/", `/${id}/`).replace("/show/", `/${action}/`), {});
    await look();
  });
  return made;
}

element("stage-next").addEventListener("click", () => go(at + 1));
element("stage-previous").addEventListener("click", () => go(at - 1));
element("stage-full").addEventListener("click", () => document.documentElement.requestFullscreen());
addEventListener("keydown", ({ key, target }) => {
  if (target instanceof HTMLElement && target.matches("input, select, textarea, canvas")) return;
  if (["ArrowRight", "PageDown"].includes(key)) go(at + 1);
  if (["ArrowLeft", "PageUp"].includes(key)) go(at - 1);
});
first.addEventListener("change", () => {
  state.left = Number(first.value);
  state.pointed = null;
  change();
});
second.addEventListener("change", () => {
  state.right = second.value ? Number(second.value) : null;
  change();
});
swipe.addEventListener("input", () => {
  state.swipe = Number(swipe.value) / 100;
  divide(state.swipe);
  tell();
});
left.on("move", tell);
left.on("click", ({ point }) => {
  if (isDrawing()) return;
  const [found] = left.queryRenderedFeatures(point, { layers: [POINTS, AREAS] });
  state.pointed = found ? found.properties.at : null;
  change();
});
setUpNotes(left, () => state.item, words.noted);
const looking = window.setInterval(look, OFTEN);
go(0);
