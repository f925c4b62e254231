// The buttons of the register: save, mark the others, and submit, which waits until every mark has arrived.
import { focusOn } from "./register-keyboard.js";
import { many } from "./register-words.js";

export function startSubmitting(form, rows, marking) {
  const line = document.querySelector("[data-register-said]");
  let wanted = null; // the button for submitting, while marks are on their way
  let isLeaving = false;

  const say = (words) => (line.textContent = words);

  function putTyped() {
    const typed = rows.all.map((row) => [row, row.unsent()]).filter(([, says]) => Object.keys(says).length);
    return Promise.all(typed.map(([row, says]) => marking.put(row, says)));
  }

  async function save() {
    await putTyped();
    await marking.tryAgain();
    const { waiting, stuck } = await marking.standing();
    if (stuck.length) needYou(stuck, "Not all is saved");
    else if (waiting) say("Kept in this browser until it can be sent.");
    else say("All is saved. The register stays open until you submit it.");
  }

  async function markOthers() {
    const others = rows.unmarked;
    for (const row of others) {
      row.radios.find((radio) => radio.value === "attended").checked = true;
      marking.put(row, row.aboutMark());
    }
    rows.count();
    say(`${many(others.length, "person").replace("persons", "people")} marked as attended.`);
  }

  function needYou(stuck, words) {
    say(`${words}: ${many(stuck.length, "mark")} ${stuck.length === 1 ? "needs" : "need"} you.`);
    focusOn(stuck.find(Boolean));
  }

  // Asked whenever a mark has arrived, so several may be on their way here at once: one of them leaves.
  function leave() {
    if (!wanted || isLeaving) return;
    isLeaving = true;
    form.requestSubmit(wanted);
  }

  async function submit() {
    if (!wanted) return;
    const { waiting, stuck } = await marking.standing();
    if (stuck.length) {
      wanted = null;
      needYou(stuck, "Not submitted");
    } else if (waiting) {
      say(`Submitted as soon as ${many(waiting, "mark")} ${waiting === 1 ? "is" : "are"} sent. Keep this page open.`);
    } else if ((await marking.ask(form.dataset.registerPing)).status === 200) {
      leave();
    } else if (!isLeaving) {
      wanted = null;
      say("Not submitted: no connection. Every mark is saved; submit again when the connection is back.");
    }
  }

  marking.after = submit;
  form.addEventListener("submit", (event) => {
    if (isLeaving || form.elements.held?.value === "no") return;
    event.preventDefault();
    const act = event.submitter?.value ?? "save";
    if (act === "all") markOthers();
    else if (act === "submit") {
      wanted = event.submitter;
      putTyped().then(() => marking.flush());
    } else if (act === "save") save();
  });
}
