/** The elements of a page, and texts with gaps. */

/**
 * An element that the page must have.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * A form field that the page must have.
 * @param {string} id
 */
export function field(id) {
  return /** @type {HTMLInputElement} */ (element(id));
}

/**
 * Fill the gaps of a translated text.
 * @param {string} text with %(name)s
 * @param {Record<string, string | number>} values
 */
export function filled(text, values) {
  return text.replace(/%\((\w+)\)s/g, (_, name) => String(values[name]));
}
