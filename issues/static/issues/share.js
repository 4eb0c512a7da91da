/** Share a page: by what the phone offers, else by copying its address. */

const button = document.getElementById("share");
const told = document.getElementById("shared");
if (button && told) {
  button.hidden = false;
  button.addEventListener("click", () => share(button.dataset, told));
}

/**
 * @param {DOMStringMap} page its title and path, and what is said when its address was copied
 * @param {HTMLElement} status
 */
async function share({ title = "", path = "", copied = "" }, status) {
  const url = new URL(path, location.href).href;
  status.textContent = ""; // the same words again are said again
  try {
    if (await shared({ title, url })) return;
    await navigator.clipboard.writeText(url);
    status.textContent = copied;
  } catch {
    status.textContent = url; // neither is allowed here: it can be copied by hand
  }
}

/**
 * Whether the phone's own sheet has taken care of it, be it that somebody closed it.
 * @param {ShareData} page
 */
async function shared(page) {
  if (!navigator.canShare?.(page)) return false;
  try {
    await navigator.share(page);
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError";
  }
  return true;
}
