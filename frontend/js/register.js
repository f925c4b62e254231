// Letters mark the person in focus, up and down change the person, and the counts run along. Leaving the page with
// something not yet saved asks first. The register is complete without this: plain radio buttons, saved by its buttons.
const LETTERS = { a: "attended", l: "late", e: "left_early", d: "did_not_attend", n: "not_expected" };
const rows = [...document.querySelectorAll("[data-register-row]")];
const count = document.querySelector("[data-register-count]");
const rest = document.querySelector("[data-register-rest]");
const form = document.querySelector("form#register");
let isUnsaved = form?.hasAttribute("data-register-unsaved") ?? false;

document.querySelector("[data-register-keys]")?.removeAttribute("hidden");

const markOf = (row) => row.querySelector("input[type=radio]:checked");

function focusOn(row) {
  (markOf(row) ?? row.querySelector("input[type=radio]"))?.focus();
}

function choose(row, value) {
  const radio = row.querySelector(`input[type=radio][value=${value}]`);
  if (!radio || radio.disabled) return;
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

function addConcern(row) {
  const more = row.querySelector("details");
  more.open = true;
  more.querySelector("textarea")?.focus();
}

function showMark(row) {
  const save = row.querySelector(".tg-save");
  save.className = "tg-save tg-save--queued";
  save.textContent = "Not saved yet";
}

function showCount() {
  const words = new Map();
  for (const row of rows) {
    const label = markOf(row)?.getAttribute("aria-label").toLowerCase();
    if (label) words.set(label, (words.get(label) ?? 0) + 1);
  }
  const marked = [...words.values()].reduce((sum, number) => sum + number, 0);
  count.querySelector("b").textContent = `${marked} of ${rows.length} marked`;
  count.querySelector("span").textContent = [...words].map(([label, number]) => `${number} ${label}`).join(" · ");
}

function showRest() {
  if (!rest) return;
  const left = rows.filter((row) => row.hasAttribute("data-register-may-attend") && !markOf(row)).length;
  rest.querySelector("span").textContent = left;
  rest.hidden = left === 0;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.type !== "radio") return;
  const row = event.target.closest("[data-register-row]");
  const place = rows.indexOf(row);
  const key = event.key.toLowerCase();
  if (key === "arrowup" || key === "arrowdown") {
    const next = rows[place + (key === "arrowup" ? -1 : 1)];
    if (next) focusOn(next);
  } else if (key in LETTERS) {
    choose(row, LETTERS[key]);
  } else if (key === "c") {
    addConcern(row);
  } else {
    return;
  }
  event.preventDefault();
}

if (count) {
  for (const row of rows) {
    row.addEventListener("keydown", onKey);
    row.addEventListener("change", (event) => {
      if (event.target.type !== "radio") return;
      showMark(row);
      showCount();
      showRest();
    });
  }
  // A name typed to find a walk-in stands outside the form and loses nothing.
  for (const kind of ["input", "change"]) form.addEventListener(kind, () => (isUnsaved = true));
  form.addEventListener("submit", () => (isUnsaved = false));
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved) event.preventDefault();
  });
}
