// Letters mark the person in focus, up and down change the person.
const LETTERS = { a: "attended", l: "late", e: "left_early", d: "did_not_attend", n: "not_expected" };

export function startKeyboard(form, rows) {
  document.querySelector("[data-register-keys]")?.removeAttribute("hidden");
  form.addEventListener("keydown", (event) => {
    const row = event.target.type === "radio" && rows.around(event.target);
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    if (press(row, event.key.toLowerCase(), rows)) event.preventDefault();
  });
}

export function focusOn(row) {
  (row?.chosen ?? row?.radios[0])?.focus();
}

// Whether the key meant something.
function press(row, key, rows) {
  if (key === "arrowup" || key === "arrowdown") {
    const { all } = rows;
    const place = all.findIndex((each) => each.element === row.element);
    focusOn(all[place + (key === "arrowup" ? -1 : 1)]);
  } else if (key in LETTERS) {
    choose(row, LETTERS[key]);
  } else if (key === "c") {
    row.unfold("concern");
    row.field("concern").focus();
  } else {
    return false;
  }
  return true;
}

function choose(row, mark) {
  const radio = row.radios.find((each) => each.value === mark);
  if (!radio || radio.matches(":disabled") || radio.checked) return;
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}
