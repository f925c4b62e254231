// A form that saves itself while it is written: some seconds after the last key, when a field is left, and when the
// page is left. The page works without this; nothing is stored in the browser.
const PAUSE = 5000;
const form = document.querySelector("form[data-autosave]");
const status = document.querySelector("[data-autosave-status]");
let waiting = null; // the timer of the next saving
let sending = null; // the saving under way
let unsaved = false; // something was typed since the last saving began
let stuck = false; // the last saving did not succeed, so leaving the page would lose what was typed

function say(kind, words) {
  status.hidden = false;
  status.className = `tg-save tg-save--${kind}`;
  status.textContent = words;
}

function notSaved(kind, words) {
  stuck = true;
  say(kind, words);
}

function send(more) {
  return fetch(form.dataset.autosave, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { Accept: "application/json" },
    redirect: "manual",
    ...more,
  });
}

async function save() {
  unsaved = false;
  say("queued", "Saving");
  try {
    const answer = await send();
    if (answer.type === "opaqueredirect") {
      notSaved("failed", "Not saved: you are signed out. Choose Save to sign in again; what you typed is kept.");
    } else if (answer.status === 409) {
      notSaved("failed", "Not saved: this part was changed somewhere else. Choose Save to see both versions.");
    } else if (!answer.ok) {
      notSaved("failed", "Not saved. Choose Save to try again.");
    } else {
      read(await answer.json());
    }
  } catch {
    notSaved("failed", "Not saved: no connection. What you typed is still here.");
  }
}

function read(answer) {
  if (answer.missing) {
    notSaved("queued", `Not saved yet: ${answer.missing}`);
    return;
  }
  stuck = false;
  form.elements.version.value = answer.version;
  if (!unsaved) say("saved", `Saved at ${answer.at}`);
}

// One request at a time, so that each builds upon the version that the last one gave.
function saveIn(delay) {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    await sending;
    sending = save();
  }, delay);
}

async function saveByButton(event) {
  clearTimeout(waiting);
  unsaved = stuck = false;
  if (!sending) return;
  event.preventDefault();
  await sending;
  unsaved = stuck = false;
  form.submit();
}

if (form && status) {
  form.addEventListener("input", () => {
    unsaved = true;
    say("queued", "Not saved yet");
    saveIn(PAUSE);
  });
  form.addEventListener("change", () => saveIn(0));
  form.addEventListener("submit", saveByButton);
  window.addEventListener("pagehide", () => {
    if (unsaved) send({ keepalive: true });
  });
  window.addEventListener("beforeunload", (event) => {
    if (stuck) event.preventDefault();
  });
}
