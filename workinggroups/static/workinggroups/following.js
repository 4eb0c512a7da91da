/** A follower's phone: shows what the facilitator shows, and proposes notes. */
import { element } from "../maps/page.js";
import { setUpNotes } from "./notes.js";
import { Stage, agenda, words } from "./stage.js";

/** @import { State } from "./stage.js" */

const OFTEN = 700;
const stage = await Stage.create(agenda());
const { state: address = "" } = element("stage").dataset;
/** @type {State | undefined} */
let shown;

async function look() {
  const answer = await fetch(`${address}?since=${shown?.version ?? ""}`).catch(() => undefined);
  try {
    if (answer?.status === 200) await show(await answer.json());
    element("stage-fault").textContent = fault(answer);
  } catch {
    shown = undefined; // a view could not be fetched: the next answer is drawn anew
    element("stage-fault").textContent = words.offline;
  }
  if (answer?.status !== 410) window.setTimeout(look, OFTEN);
}

/** @param {Response | undefined} answer */
function fault(answer) {
  if (answer?.status === 410) return words.over;
  return answer?.ok ? "" : words.offline;
}

/** @param {State} state */
async function show(state) {
  if (!stage.knows(state)) {
    location.reload(); // the agenda has grown since the page was opened
    return;
  }
  shown = state;
  await stage.apply(state);
  stage.look(state);
}

setUpNotes(stage.maps.left, () => shown?.item ?? null, words.proposed);
look();
