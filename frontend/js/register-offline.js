// The page that stands in for a register while there is no connection: how many marks wait, by number of their row.
import { everything } from "./register-queue.js";
import { clock, make, many } from "./register-words.js";

const page = document.querySelector("[data-register-offline]");
const AGAIN = 4000; // milliseconds

async function show() {
  const entries = await everything().catch(() => []);
  const here = entries.filter((entry) => location.pathname.includes(entry.session));
  const words = here.length ? `${many(here.length, "mark")} of this register` : "No mark of this register";
  const elsewhere = entries.length - here.length;
  const wait = (number) => (number > 1 ? "wait" : "waits");
  const others = elsewhere ? ` ${many(elsewhere, "mark")} of other registers ${wait(elsewhere)} too.` : "";
  page.querySelector("[data-register-waiting]").textContent =
    `${words} ${wait(here.length)} in this browser.${others}`;
  page.querySelector("ol").replaceChildren(...here.map(({ place, at }) =>
    make("li", { value: place, textContent: `Row ${place}: queued ${clock(at)}` })));
}

// Whatever answers, the page itself can be asked for again.
async function tryAgain() {
  try {
    const signal = AbortSignal.timeout(AGAIN);
    await fetch(page.dataset.registerOffline, { redirect: "manual", cache: "no-store", signal });
    location.reload();
  } catch {
    setTimeout(tryAgain, AGAIN);
  }
}

show();
setTimeout(tryAgain, 500);
window.addEventListener("online", () => location.reload());
page.querySelector("button").addEventListener("click", () => location.reload());
