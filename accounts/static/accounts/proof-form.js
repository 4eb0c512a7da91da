/** A form that waits for a proof of work: find it, and send what the person had sent already. */
import { proofFor } from "./proof.js";

const challenge = document.getElementById("challenge")?.textContent ?? "";
const proof = document.querySelector("form input[name=proof]");
if (proof instanceof HTMLInputElement) {
  proof.value = await proofFor(JSON.parse(challenge));
  proof.form?.requestSubmit();
}
