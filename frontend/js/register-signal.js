// The line above the register: what waits in this browser and why, and what somebody has to do about it.
import { make, many, since } from "./register-words.js";

const WHY = {
  "no signal": ["No signal.", "and sent when the signal is back. You can carry on."],
  "no answer": ["The service does not answer.", "and sent when it does. You can carry on."],
  "signed out": ["You are signed out.", "until you sign in again."],
  "somebody else": ["Somebody else is signed in in this browser.", "until you sign in here again."],
};

export class Signal {
  #place = document.querySelector("[data-register-signal]");
  #signIn;
  #shown = "";

  constructor(signIn) {
    this.#signIn = signIn;
  }

  // about: {why, waiting, strays: [{words, ways, link}], others: entries of other users, forgotten}
  show(about) {
    const lines = [this.#own(about), ...about.strays.map(stray), others(about.others), forgotten(about.forgotten)];
    const shown = lines.filter(Boolean);
    const text = shown.map((line) => line.textContent).join("\n");
    if (text === this.#shown && !about.strays.length) return; // said once, not at every try
    this.#shown = text;
    this.#place.replaceChildren(...(shown.length ? [make("div", { className: "tg-signal" }, ...shown)] : []));
  }

  #own({ why, waiting }) {
    if (!WHY[why] || (!waiting && why !== "somebody else")) return null;
    const [title, then] = WHY[why];
    const are = waiting === 1 ? "is" : "are";
    const line = make("p", {}, make("strong", { textContent: title }),
      ` ${many(waiting, "mark")} ${are} queued in this browser ${then} `);
    if (why !== "no signal" && why !== "no answer") {
      line.append(make("a", { className: "govuk-link", href: this.#signIn, textContent: "Sign in again" }));
    }
    return line;
  }
}

// A mark that needs its user, of a row that is not on this page.
function stray({ words, ways = {}, link }) {
  const line = make("p", {}, `${words} `);
  for (const [textContent, onclick] of Object.entries(ways)) {
    line.append(make("button", { type: "button", className: "tg-link-button", textContent, onclick }), " ");
  }
  if (link) line.append(make("a", { className: "govuk-link", href: link, textContent: "Open that register" }));
  return line;
}

function others(entries) {
  if (!entries.length) return null;
  const first = Math.min(...entries.map((entry) => entry.at));
  const is = entries.length === 1 ? "waits" : "wait";
  return make("p", {},
    make("strong", { textContent: `${many(entries.length, "mark")} of somebody else ${is} in this browser,` }),
    ` the first made ${since(first)}. They are sent when that person signs in here and opens a register: ask ` +
    "them to. Until then do not clear this browser’s history.");
}

function forgotten(number) {
  if (!number) return null;
  const words = `${many(number, "mark")} of yours ${number === 1 ? "was" : "were"} removed from this browser`;
  return make("p", {}, make("strong", { textContent: words }),
    " after waiting for 4 weeks. Look through your registers of that time.");
}
