/** What must be mended in the report's form, told beside the fields. */

/** @import { Errors } from "../offline/outbox.js" */

/**
 * Show messages beside their fields; those of no field stand at the end.
 * @param {HTMLFormElement} form
 * @param {Errors} errors none takes back what was told
 * @returns {HTMLElement | undefined} the first place that tells something
 */
export function tell(form, errors) {
  const places = [...form.querySelectorAll("p[data-error]")].filter(isElement);
  const known = new Set(places.map(({ dataset }) => dataset.error));
  const rest = Object.keys(errors).filter((name) => !known.has(name));
  for (const place of places) {
    const about = place.dataset.error ?? "other";
    const names = about === "other" ? ["other", ...rest] : [about];
    place.textContent = names.flatMap((name) => errors[name] ?? []).join(" ");
    const input = document.getElementById(`report-${about}`);
    input?.setAttribute("aria-invalid", String(Boolean(place.textContent)));
  }
  return places.find(({ textContent }) => textContent);
}

/** Go to a field, or to the first of those in it. @param {string} id */
export function focusInput(id) {
  const found = document.getElementById(id);
  (found?.querySelector("input") ?? found)?.focus();
}

/**
 * @param {Element} found
 * @returns {found is HTMLElement}
 */
function isElement(found) {
  return found instanceof HTMLElement;
}
