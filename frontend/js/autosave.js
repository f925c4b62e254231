// A form that saves itself while it is written: some seconds after the last key, and when a field is left. The page
// works without this; nothing is stored in the browser, and what could not be saved stays in the form.
const PAUSE = 5000;
const form = document.querySelector("form[data-autosave]");
const status = document.querySelector("[data-autosave-status]");
let waiting = null;
let sending = null;
let unsaved = false;

function say(kind, words) {
  status.hidden = false;
  status.className = `tg-save tg-save--${kind}`;
  status.textContent = words;
}

const messages = {
  400: (answer) => `Not saved yet: ${answer.missing}`,
  409: () => "Not saved: this part was changed somewhere else. Choose Save to see both versions.",
};

async function save() {
  clearTimeout(waiting);
  unsaved = false;
  say("queued", "Saving");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
    if (answer.ok) {
      const saved = await answer.json();
      form.elements.version.value = saved.version;
      if (!unsaved) say("saved", `Saved ${saved.at}`);
      return;
    }
    unsaved = true;
    if (answer.type === "opaqueredirect") {
      say("failed", "Not saved: you are signed out. Choose Save to sign in again; what you typed is kept.");
    } else {
      const words = messages[answer.status];
      const found = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      say(answer.status === 400 ? "queued" : "failed", words ? words(found) : "Not saved. Choose Save to try again.");
    }
  } catch {
    unsaved = true;
    say("failed", "Not saved: no connection. What you typed is still here.");
  }
}

// One request at a time, so that each builds upon the version that the last one gave.
function saveSoon(delay) {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    await sending;
    sending = save();
  }, delay);
}

if (form && status) {
  form.addEventListener("input", () => {
    unsaved = true;
    say("queued", "Not saved yet");
    saveSoon(PAUSE);
  });
  form.addEventListener("change", () => saveSoon(0));
  form.addEventListener("submit", async (event) => {
    clearTimeout(waiting);
    unsaved = false;
    if (!sending) return;
    event.preventDefault();
    await sending;
    form.submit();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
}
