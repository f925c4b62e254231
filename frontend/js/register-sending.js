// Sends the marks that wait, oldest first, one page of this browser at a time. A mark leaves the queue only when an
// answer names its key; whatever else comes back (no answer, a sign-in page, a hotel's welcome) decides nothing.
import { SENT_FOR } from "./register-queue.js";

const PATIENCE = 10_000; // milliseconds for one answer
const PAUSES = [2, 4, 8, 16, 30]; // seconds until the next try
const TOO_OLD = "it has waited in this browser for more than 14 days. Check that it is right.";
const UNREADABLE = "it can no longer be read. Mark the person again.";

// `answered` is told: saved(entry, answer), clashed(entry, answer), refused(entry, problem, field), stopped(why) at the
// end of every round; why is "", "no signal", "no answer", "signed out" or "somebody else".
export class Sender {
  #round = null;
  #tries = 0;
  #timer;
  #token;

  constructor(queue, { owner, token, ping, marksOf }, answered) {
    Object.assign(this, { queue, owner, ping, marksOf, answered });
    this.#token = token;
    this.stuck = new Map(); // by id: {problem} or {now}; these wait for their user
  }

  forgetAllBut(ids) {
    for (const id of this.stuck.keys()) if (!ids.includes(id)) this.stuck.delete(id);
  }

  // Resolves after a round that began after this call.
  flush() {
    this.#round ??= navigator.locks.request("register-queue", () => {
      this.#round = null;
      return this.#sendAll();
    }).then((why) => this.#end(why));
    return this.#round;
  }

  // An answer of the server to this user, as {status, body}; {why} where there is none. `body` is null for what is no
  // JSON.
  async ask(address, content, isSecond = false) {
    const headers = { "X-CSRFToken": this.#token, "X-Queue-Owner": this.owner, "Content-Type": "application/json" };
    try {
      const more = content ? { method: "POST", body: JSON.stringify(content) } : {};
      const answer = await fetchSoon(address, { headers, ...more });
      if (answer.type !== "opaqueredirect" && answer.status !== 401) {
        const body = await answer.json().catch(() => null);
        const decides = answer.status !== 403 || body?.key;
        if (decides) return { status: answer.status, body };
      }
      const why = await this.#whoIsThere();
      return why || isSecond ? { why: why || "no answer" } : this.ask(address, content, true);
    } catch {
      return { why: "no signal" };
    }
  }

  // Why this user's marks cannot be sent now, or nothing; learns the token of a new sign-in.
  async #whoIsThere() {
    const answer = await fetchSoon(this.ping, {});
    if (answer.type === "opaqueredirect" || answer.status === 401) return "signed out";
    const body = await answer.json().catch(() => null);
    if (!body?.owner) return answer.status === 403 ? "signed out" : "no answer";
    if (body.owner !== this.owner) return "somebody else";
    this.#token = body.csrf_token;
    return "";
  }

  async #sendAll() {
    const held = new Set(); // people of whom an earlier mark waits: later ones wait behind it
    for (const { id } of await this.queue.mine()) {
      const entry = await this.queue.get(id); // as it is now: the one before it moved its version
      if (!entry || held.has(entry.booking)) continue;
      const why = this.stuck.has(id) ? "" : await this.#send(entry);
      if (why) return why;
      if (this.stuck.has(id)) held.add(entry.booking);
    }
    return "";
  }

  // Why nothing can be sent, or nothing.
  async #send(entry) {
    const { id, key, booking, seen, at } = entry;
    const says = await this.queue.saysOf(entry);
    if (!says) return this.#refuse(entry, UNREADABLE);
    if (at < Date.now() - SENT_FOR) return this.#refuse(entry, TOO_OLD, "age");
    const { why, status, body } = await this.ask(this.marksOf(entry.session), { key, booking, seen, ...says });
    if (why) return why;
    if (body?.key !== key) return "no answer";
    if (status === 200) {
      this.answered.learned(entry, body); // before any pause: a tap from here on builds on the new version
      await this.queue.settle(id, booking, body.version);
      await this.answered.saved(entry, body, says);
    } else if (body.answer === "clash") {
      this.stuck.set(id, { now: body.now });
      await this.answered.clashed(entry, body.now);
    } else {
      await this.#refuse(entry, body.problem, body.field);
    }
    return "";
  }

  async #refuse(entry, problem, field = "") {
    this.stuck.set(entry.id, { problem });
    await this.answered.refused(entry, problem, field);
    return "";
  }

  async #end(why) {
    clearTimeout(this.#timer);
    if (why) this.#timer = setTimeout(() => this.flush(), PAUSES[Math.min(this.#tries, PAUSES.length - 1)] * 1000);
    this.#tries = why ? this.#tries + 1 : 0;
    await this.answered.stopped(why);
    return why;
  }
}

const fetchSoon = (address, more) =>
  fetch(address, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...more });
