// Somebody who came without a booking: found while their name is typed, added with Enter. Nothing of it is stored.
import { day, make, many } from "./register-words.js";

const PAUSE = 250; // milliseconds after the last letter
const ENOUGH = 2; // letters
const RISK = "tg-flag tg-flag--risk";
const FLAG = "tg-flag tg-flag--info";
const NO_SIGNAL = "No signal: somebody can be added when it is back. Note down who came.";

export function startWalkIns(form, rows, marking) {
  const field = document.querySelector("#walk-in-name");
  if (!field) return;
  const place = document.querySelector("[data-register-found]");
  const said = document.querySelector("[data-register-walk-in-said]");
  const address = form.dataset.registerWalkIns;
  let timer;
  let turn = 0; // of the search whose answer is shown

  const say = (words) => (said.textContent = words);

  function isRefused({ why, status, body }) {
    if (!why && status === 200 && body) return false;
    say(why === "signed out" ? "You are signed out. Sign in again to add somebody."
      : why || !body ? NO_SIGNAL : body.problem);
    return true;
  }

  async function search() {
    clearTimeout(timer);
    const name = field.value.trim();
    const mine = (turn += 1);
    if (name.length < ENOUGH) return show([], "");
    const answer = await marking.ask(address, { name });
    if (mine !== turn) return;
    if (isRefused(answer)) return place.replaceChildren();
    const { found } = answer.body;
    show(found, found.length ? `${many(found.length, "person").replace("persons", "people")} found.`
      : "Nobody known to you has that name, or they are on the register already.");
  }

  function show(found, words) {
    place.replaceChildren(...found.map(line));
    place.dataset.name = field.value.trim();
    say(words);
  }

  function line(person) {
    const about = [person.born && `Born ${day(person.born)}`, person.crn].filter(Boolean).join(" · ");
    const name = make("span", {}, make("strong", { textContent: person.name }), " ");
    if (!person.placed) name.append(make("span", { className: FLAG, textContent: "No place here yet" }), " ");
    if (!person.inducted) name.append(make("span", { className: RISK, textContent: "No induction yet" }), " ");
    name.append(make("span", { className: "tg-sub", textContent: about }));
    const button = make("button", { type: "button", className: "govuk-button govuk-button--secondary" },
      "Add", make("span", { className: "govuk-visually-hidden", textContent: ` ${person.name}` }),
      person.inducted ? " as attended" : "");
    button.addEventListener("click", () => add(person, button));
    return make("li", {}, name, button);
  }

  async function add(person, button) {
    if (button.disabled) return;
    button.disabled = true;
    const answer = await marking.ask(address, { person: person.uuid });
    button.disabled = false;
    if (isRefused(answer)) return;
    await drawRow(answer.body);
    field.value = "";
    show([], `${person.name} is added${answer.body.mark ? " and marked as attended" : ", without a mark yet"}.` +
      (answer.body.beyond ? " The session has more people now than places." : ""));
    field.focus();
  }

  // The new row, as the server draws it, at its place by name.
  async function drawRow({ booking }) {
    const answer = await fetch(location.href, { redirect: "error", cache: "no-store" }).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const drawn = page && page.querySelector(`[data-booking="${booking}"]`);
    const list = form.querySelector(".tg-register");
    if (!drawn || !list) return location.reload();
    const before = [...drawn.parentNode.children].slice([...drawn.parentNode.children].indexOf(drawn) + 1)
      .map((later) => rows.of(later.dataset.booking)).find(Boolean);
    for (const button of drawn.querySelectorAll("[data-register-concern]")) button.hidden = false;
    if (!rows.of(booking)) list.insertBefore(document.adoptNode(drawn), before?.element ?? null);
    rows.count();
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  field.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const name = field.value.trim();
    if (place.dataset.name !== name) await search();
    const buttons = place.querySelectorAll("button");
    if (buttons.length === 1) buttons[0].click();
    else buttons[0]?.focus();
  });
  document.querySelector("button[value=find]").addEventListener("click", (event) => {
    event.preventDefault();
    search();
  });
}
