/**
 * A form that waits for a proof of work: find it, and send what the person had sent already.
 * No page can give files back to a form: where some were chosen, the person chooses again and sends.
 */
import { proofFor } from "./proof.js";

const challenge = document.getElementById("challenge")?.textContent ?? "";
const proof = document.querySelector("form input[name=proof]");
if (proof instanceof HTMLInputElement) {
  let isWanted = !("filesLost" in proof.dataset);
  proof.form?.addEventListener("submit", (event) => {
    if (proof.value) return;
    event.preventDefault();
    isWanted = true;
  });
  proof.value = await proofFor(JSON.parse(challenge));
  if (isWanted) proof.form?.requestSubmit();
}
