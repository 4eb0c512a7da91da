/** The photos of a report: chosen, looked at, and sent one by one after it. */
import { fetchWithProof } from "accounts/proof";
import uuid from "uuid/v7";

import { csrfToken, element, field, filled, newPen } from "./page.js";

/** @typedef {{ id: string, file: File, item: HTMLElement, sent: boolean }} Photo */

const MOST = 5;
const MOST_BYTES = 15e6;
const SIDE = 192;
/** Pixels of a preview's sides. */

export class Photos {
  constructor() {
    /** @type {Photo[]} */
    this.chosen = [];
    this.title = element("report-details-title").textContent;
    this.input = field("report-photos");
    this.input.addEventListener("change", () => this.choose([...(this.input.files ?? [])]));
  }

  /** Begin anew, for another report. */
  clear() {
    for (const { item } of this.chosen) item.remove();
    this.chosen = [];
    complain([]);
    this.tellOfTheRest(false);
  }

  /** @param {File[]} files */
  async choose(files) {
    this.input.value = ""; // so that the same file can be chosen once more
    const room = MOST - this.chosen.length;
    const added = await Promise.all(files.slice(0, room).map((file) => this.add(file)));
    const complaints = added.filter(Boolean);
    if (files.length > room)
      complaints.push(gettext("A report can have five photos; the others were left out."));
    complain(complaints);
  }

  /**
   * Add a photo with its preview.
   * @param {File} file
   * @returns {Promise<string>} what is wrong with it, or nothing
   */
  async add(file) {
    const { name } = file;
    if (file.size > MOST_BYTES)
      return filled(gettext("%(name)s has more than 15 MB. Please choose a smaller photo."), {
        name,
      });
    const photo = { id: uuid(), file, item: document.createElement("li"), sent: false };
    this.chosen.push(photo);
    element("photos-chosen").append(photo.item);
    photo.item.append(removal(name, () => this.remove(photo)));
    try {
      photo.item.prepend(await preview(file));
      return "";
    } catch {
      this.drop(photo);
      return filled(gettext("%(name)s is no photo. Please choose a JPEG, PNG or WebP picture."), {
        name,
      });
    }
  }

  /** @param {Photo} photo */
  remove(photo) {
    const { nextElementSibling, previousElementSibling } = photo.item;
    this.drop(photo);
    const beside = (nextElementSibling ?? previousElementSibling)?.querySelector("button");
    (beside ?? this.input).focus();
  }

  /** @param {Photo} photo */
  drop(photo) {
    photo.item.remove();
    this.chosen = this.chosen.filter((other) => other !== photo);
  }

  /**
   * Send the photos of a report that is stored, until all are there or the person goes on without
   * those that cannot be sent; they stay in sight meanwhile.
   * @param {string} issue the id that the phone made
   */
  async send(issue) {
    while (!(await this.sendAll(issue))) {
      this.tellOfTheRest(true);
      if (!(await pressed("photos-again", "photos-skip"))) return;
    }
  }

  /**
   * @param {string} issue
   * @returns {Promise<boolean>} whether all are there now
   */
  async sendAll(issue) {
    const waiting = this.chosen.filter(({ sent }) => !sent);
    const complaints = [];
    for (const [done, photo] of waiting.entries()) {
      progress(done + 1, waiting.length);
      const complaint = await sendOne(issue, photo);
      photo.sent = !complaint;
      photo.item.classList.toggle("sent", photo.sent);
      if (complaint) complaints.push(`${photo.file.name}: ${complaint}`);
    }
    progress(0, 0);
    complain(complaints);
    return !complaints.length;
  }

  /** The report is stored and only photos are left, or not. @param {boolean} left */
  tellOfTheRest(left) {
    element("report-form").classList.toggle("stored", left);
    element("photos-rest").hidden = !left;
    element("report-details-title").textContent = left
      ? gettext("We have your report")
      : this.title;
    if (left) element("photos-again").focus();
  }
}

/**
 * @param {string} issue
 * @param {Photo} photo
 * @returns {Promise<string>} why it was not taken, or nothing
 */
async function sendOne(issue, photo) {
  const unknown = /0[0-]{35}/;
  const address = element("photos").dataset.api ?? "";
  const body = new FormData();
  body.append("photo", photo.file);
  try {
    const answer = await fetchWithProof(
      address.replace(unknown, issue).replace(unknown, photo.id),
      {
        method: "PUT",
        headers: { "Accept-Language": document.documentElement.lang, "X-CSRFToken": csrfToken() },
        body,
      },
    );
    if (answer.ok) return "";
    const problem = await answer.json();
    return problem.errors?.photo?.join(" ") ?? problem.detail;
  } catch {
    return gettext("No connection. Please try again.");
  }
}

/**
 * The middle of a picture, upright, on a canvas.
 * @param {File} file
 */
async function preview(file) {
  const picture = await createImageBitmap(file);
  const pen = newPen(SIDE, SIDE);
  const scale = SIDE / Math.min(picture.width, picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  pen.drawImage(picture, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
  picture.close();
  pen.canvas.setAttribute("role", "img");
  pen.canvas.setAttribute("aria-label", file.name);
  return pen.canvas;
}

/**
 * A button that removes a photo.
 * @param {string} name
 * @param {() => void} onClick
 */
function removal(name, onClick) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "×";
  button.setAttribute("aria-label", filled(gettext("Remove %(name)s"), { name }));
  button.addEventListener("click", onClick);
  return button;
}

/**
 * Wait for one of two buttons.
 * @param {string} yes
 * @param {string} no
 * @returns {Promise<boolean>}
 */
function pressed(yes, no) {
  return new Promise((answer) => {
    element(yes).onclick = () => answer(true);
    element(no).onclick = () => answer(false);
  });
}

/** @param {number} now @param {number} all */
function progress(now, all) {
  element("photos-progress").textContent = now
    ? filled(gettext("Sending photo %(now)s of %(all)s…"), { now, all })
    : "";
}

/** @param {string[]} complaints */
function complain(complaints) {
  element("photos-error").textContent = complaints.join(" ");
}
