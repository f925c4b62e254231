// The register, quicker: marks are saved one by one and survive a bad connection, letters mark people, walk-ins are
// found as their name is typed. It is complete without this: one form, saved by its buttons.
import { startKeyboard } from "./register-keyboard.js";
import { startMarking } from "./register-marking.js";
import { isPossible, openQueue } from "./register-queue.js";
import { Rows } from "./register-rows.js";

const form = document.querySelector("form#register");

// A correction is saved by its button, with its reason; so is what an earlier page could not save.
function startByForm(rows) {
  let isUnsaved = form.hasAttribute("data-register-unsaved");
  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") rows.around(event.target)?.say("queued", "Not saved yet");
  });
  for (const kind of ["input", "change"]) form.addEventListener(kind, () => (isUnsaved = true));
  form.addEventListener("submit", () => (isUnsaved = false));
  window.addEventListener("beforeunload", (event) => isUnsaved && event.preventDefault());
}

async function start() {
  const rows = new Rows(form);
  startKeyboard(form, rows);
  form.addEventListener("change", (event) => event.target.type === "radio" && rows.count());
  const queue = isPossible() && (await openQueue(form.dataset.registerOwner).catch(() => null));
  if (queue) startMarking(form, rows, queue);
  if (!queue || form.hasAttribute("data-register-by-form")) startByForm(rows);
}

if (form && document.querySelector("[data-register-count]")) start();
