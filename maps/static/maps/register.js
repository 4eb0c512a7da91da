/** The register's page: fetches the map when somebody unfolds it. */
import { styled } from "./styled.js";

const box = document.getElementById("register-map");
box?.closest("details")?.addEventListener("toggle", () => unfold(box), { once: true });

/** @param {HTMLElement} container */
async function unfold(container) {
  const [{ showFound }] = await Promise.all([
    import("./found.js"),
    styled(container.dataset.stylesheet ?? ""),
  ]);
  await showFound(container).catch(() => {
    container.textContent = gettext("The places could not be loaded. Please try again.");
  });
}
