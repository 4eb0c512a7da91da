/** The photos of a report: chosen and looked at. */
import uuid from "uuid/v7";

import { element, field, filled, newPen } from "./page.js";

/** @import { KeptPhoto } from "../offline/outbox.js" */
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
   * @param {string} [id]
   * @returns {Promise<string>} what is wrong with it, or nothing
   */
  async add(file, id = uuid()) {
    const { name } = file;
    if (file.size > MOST_BYTES)
      return filled(gettext("%(name)s has more than 15 MB. Please choose a smaller photo."), {
        name,
      });
    const photo = { id, file, item: document.createElement("li"), sent: false };
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

  /** Those that have not arrived. @returns {KeptPhoto[]} */
  get unsent() {
    return this.chosen.filter(({ sent }) => !sent).map(({ id, file }) => ({ id, file }));
  }

  /**
   * The report has arrived; show which photos have not, and why.
   * @param {KeptPhoto[]} left
   */
  showLeft(left) {
    for (const photo of this.chosen) {
      photo.sent = !left.some(({ id }) => id === photo.id);
      photo.item.classList.toggle("sent", photo.sent);
    }
    complain(left.map(({ file, problem }) => (problem ? `${file.name}: ${problem}` : "")));
    this.tellOfTheRest(true);
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
 * The middle of a picture, upright, on a canvas.
 * @param {File} file
 */
export async function preview(file) {
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

/** Say which photo is on its way; 0 for none. @param {number} now @param {number} all */
export function progress(now, all) {
  element("photos-progress").textContent = now
    ? filled(gettext("Sending photo %(now)s of %(all)s…"), { now, all })
    : "";
}

/** @param {string[]} complaints */
function complain(complaints) {
  element("photos-error").textContent = complaints.filter(Boolean).join(" ");
}
