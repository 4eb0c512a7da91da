/** The reports that were sent from this device, kept on it alone: their titles and secret paths. */

/** @typedef {{ path: string, title: string }} Kept */

const KEY = "own-reports";
const MOST = 100;

const report = document.getElementById("own-report");
if (report) keep(report.dataset);

const list = document.getElementById("own-reports");
if (list) show(list, kept());
document.getElementById("own-forget")?.addEventListener("click", forget);

/** @returns {Kept[]} the newest first */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return []; // this browser keeps nothing, or somebody else wrote there
  }
}

/** @param {DOMStringMap} report */
function keep({ path = "", title = "" }) {
  const others = kept().filter((known) => known.path !== path);
  try {
    localStorage.setItem(KEY, JSON.stringify([{ path, title }, ...others].slice(0, MOST)));
  } catch {
    // it is full or closed to pages: the address itself still works
  }
}

function forget() {
  localStorage.removeItem(KEY);
  location.reload();
}

/**
 * @param {HTMLElement} list
 * @param {Kept[]} reports
 */
function show(list, reports) {
  for (const { path, title } of reports) {
    const link = Object.assign(document.createElement("a"), { textContent: title });
    link.href = new URL(path, location.origin).pathname; // never another scheme
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  const some = reports.length > 0;
  for (const part of document.querySelectorAll("[data-when]")) {
    part.toggleAttribute("hidden", (part.getAttribute("data-when") === "some") !== some);
  }
}
