// Marks saved one by one: what somebody says of a person goes into the queue, is sent, and the row shows what became of
// it: saving, saved, queued, not saved, or a choice between two versions.
import { Sender } from "./register-sending.js";
import { Signal } from "./register-signal.js";
import { startSubmitting } from "./register-submitting.js";
import { startWalkIns } from "./register-walk-ins.js";
import { clashWords, merged, sameMatter } from "./register-versions.js";
import { clock } from "./register-words.js";

const CLOSED = "Not saved: this browser’s storage is full or closed.";

export async function startMarking(form, rows, queue) {
  const marking = new Marking(form, rows, queue);
  if (!form.hasAttribute("data-register-by-form")) {
    marking.listen();
    startSubmitting(form, rows, marking);
    startWalkIns(form, rows, marking);
  }
  navigator.serviceWorker?.register(form.dataset.registerWorker).catch(() => {}); // without it only reloading is lost
  for (const name of ["online", "focus"]) window.addEventListener(name, () => marking.flush());
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  await marking.begin();
}

export class Marking {
  #form;
  #rows;
  #queue;
  #sender;
  #signal;
  #tabs = new BroadcastChannel("register"); // what other tabs were answered
  #writing = Promise.resolve();
  #unwritten = 0;
  #unkept = new Set(); // people of whom this browser could not keep what was said
  #forgotten = 0;

  constructor(form, rows, queue) {
    const { registerOwner: owner, registerSession, registerPing: ping, registerMarks, registerSignIn } = form.dataset;
    this.session = registerSession;
    this.after = () => {}; // called when a round has ended, with why marks could not be sent
    this.#form = form;
    this.#rows = rows;
    this.#queue = queue;
    this.#signal = new Signal(registerSignIn);
    const marksOf = (session) => registerMarks.replace(registerSession, session);
    const token = form.elements.csrfmiddlewaretoken.value;
    this.#sender = new Sender(queue, { owner, token, ping, marksOf }, this);
    this.#tabs.onmessage = ({ data }) => this.#heard(data);
  }

  async begin() {
    this.#forgotten = await this.#queue.forgetOld();
    await this.#paintWaiting();
    await this.flush();
  }

  listen() {
    this.#form.setAttribute("data-register-ready", "");
    for (const button of document.querySelectorAll("[data-register-concern]")) button.hidden = false;
    this.#form.addEventListener("change", ({ target }) => {
      const row = this.#rows.around(target);
      const says = row?.saidBy(target);
      if (says) this.put(row, says);
    });
    this.#form.addEventListener("click", ({ target }) => {
      const row = target.closest("[data-register-concern]") && this.#rows.around(target);
      const { concern } = row ? row.unsent() : {};
      if (concern) this.put(row, { concern });
      else row?.field("concern").focus();
    });
    this.#form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.type !== "text" || !this.#rows.around(event.target)) return;
      event.preventDefault(); // one line of one person, not the whole form
      event.target.dispatchEvent(new Event("change", { bubbles: true }));
    });
    for (const row of this.#rows.all) if (row.isTouched) this.put(row, row.aboutMark()); // before this script had come
    window.addEventListener("beforeunload", (event) => {
      const typed = this.#rows.all.some((row) => Object.keys(row.unsent()).length);
      if (typed || this.#unwritten || this.#unkept.size) event.preventDefault();
    });
  }

  flush() {
    return this.#sender.flush();
  }

  ask(address, content) {
    return this.#sender.ask(address, content);
  }

  // Of this register: how many marks still have to be sent, and the rows that wait for their user.
  async standing() {
    const mine = (await this.#queue.mine()).filter((entry) => entry.session === this.session);
    const stuck = mine.filter(({ id }) => this.#sender.stuck.has(id));
    const waiting = mine.length - stuck.length + this.#unwritten;
    return { waiting, stuck: stuck.map(({ booking }) => this.#rows.of(booking)) };
  }

  // --- What the user does ---------------------------------------------------------------------------------------

  // Queues what is said of a person, and sends it. Resolves when it is on the disk.
  put(row, says) {
    row.took(says);
    row.say("queued", "Saving");
    row.ask("");
    this.#unwritten += 1;
    this.#writing = this.#writing
      .then(() => this.#write(row, says))
      .then(() => this.#unkept.delete(row.booking), () => this.#notKept(row, says))
      .finally(() => (this.#unwritten -= 1))
      .then(() => void this.flush());
    return this.#writing;
  }

  // What waits for its user is replaced: one entry says all that they want now.
  async #write(row, says) {
    const waiting = await this.#of(row.booking);
    const stuck = waiting.map(({ id }) => this.#sender.stuck.get(id)).filter(Boolean);
    const wanted = stuck.length ? merged([...(await this.#saysOf(waiting)), says]) : says;
    const seen = stuck.find(({ now }) => now)?.now.version;
    await this.#put(row, stuck.length ? waiting : [], wanted, seen);
  }

  async #put(row, replaced, says, seen) {
    const ids = replaced.map(({ id }) => id);
    if (seen !== undefined) row.seen = Math.max(seen, row.seen);
    const entry = { session: this.session, booking: row.booking, place: row.place, says };
    await this.#queue.replace(ids, Object.keys(says).length ? [entry] : [], () => row.seen);
    for (const id of ids) this.#sender.stuck.delete(id);
  }

  // It still stands in the form, which can be submitted whole.
  #notKept(row, says) {
    this.#unkept.add(row.booking);
    if (says.concern) row.field("concern").value = says.concern;
    row.say("failed", "Not saved");
    row.ask(CLOSED, { "Try again": () => this.put(row, says) });
  }

  // Refused marks once more.
  async tryAgain(ids = [...this.#sender.stuck].filter(([, { problem }]) => problem).map(([id]) => id)) {
    await this.#queue.renew(ids);
    for (const id of ids) this.#sender.stuck.delete(id);
    await this.flush();
  }

  async #leaveOut(entries) {
    await this.#queue.drop(entries.map(({ id }) => id));
    const row = this.#rows.of(entries[0].booking);
    if (row) await this.#refresh(row);
    await this.flush();
  }

  // Theirs stands; what was said here of other matters goes on.
  async #keepTheirs(row, entry, now) {
    const waiting = await this.#of(row.booking);
    const head = await this.#queue.saysOf(entry);
    const rest = merged(await this.#saysOf(waiting));
    for (const name of Object.keys(rest)) if (sameMatter(name, head)) delete rest[name];
    await this.#put(row, waiting, rest, now.version);
    row.show(now);
    row.ask("");
    row.saySaved(now.at);
    this.#rows.count();
    await this.flush();
  }

  // --- What the server answers ------------------------------------------------------------------------------------

  learned(entry, { version }) {
    const row = this.#rows.of(entry.booking);
    if (row && version >= row.seen) row.seen = version;
  }

  async saved(entry, answer, says) {
    this.#tabs.postMessage({ ...answer, owner: this.#queue.owner });
    const row = this.#rows.of(entry.booking);
    if (!row) return;
    if (says.concern) row.showConcern(says.concern, `sent ${clock(Date.now())}`);
    if ((await this.#of(entry.booking)).length) return;
    row.ask("");
    if (row.seen === answer.version) row.saySaved(answer.at);
    else await this.#refresh(row, "Yours was saved, then changed"); // the answer of an earlier try
  }

  async clashed(entry, now) {
    const row = this.#rows.of(entry.booking);
    if (!row) return;
    const wanted = merged(await this.#saysOf(await this.#of(entry.booking)));
    row.show(wanted);
    row.say("failed", "Choose a mark");
    const { words, keep, use } = clashWords(row, await this.#queue.saysOf(entry), wanted, now);
    row.ask(words, { [keep]: () => this.#keepTheirs(row, entry, now), [use]: () => this.put(row, {}) });
    this.#rows.count();
  }

  async refused(entry, problem, field) {
    const row = this.#rows.of(entry.booking);
    const waiting = await this.#of(entry.booking);
    if (row && waiting.length > 1 && field !== "age") { // what was said since may be right
      await this.#put(row, waiting, merged(await this.#saysOf(waiting)));
      this.flush();
    } else if (row) {
      row.show((await this.#queue.saysOf(entry)) ?? {});
      row.say("failed", "Not saved");
      row.ask(`Not saved: ${problem}`, this.#waysOut([entry]));
      row.unfold(field);
    }
  }

  #waysOut(entries) {
    const ids = entries.map(({ id }) => id);
    return { "Try again": () => this.tryAgain(ids), "Leave it out": () => this.#leaveOut(entries) };
  }

  // The end of a round: what could not be sent shows as queued.
  async stopped(why) {
    const mine = await this.#queue.mine();
    this.#sender.forgetAllBut(mine.map(({ id }) => id)); // another tab may have been answered
    if (why) await this.#paintWaiting();
    const waiting = mine.filter(({ id }) => !this.#sender.stuck.has(id)).length;
    const about = { strays: this.#strays(mine), others: await this.#queue.ofOthers(), forgotten: this.#forgotten };
    this.#signal.show({ why, waiting, ...about });
    this.#rows.count();
    await this.after(why);
  }

  // Marks that need their user and have no row here: of another register, or of somebody who is off this one.
  #strays(mine) {
    const stuck = mine.filter(({ id, booking }) => this.#sender.stuck.has(id) && !this.#rows.of(booking));
    const elsewhere = new Set(stuck.map(({ session }) => session).filter((session) => session !== this.session));
    const here = stuck.filter(({ session }) => session === this.session);
    return [
      ...[...elsewhere].map((session) => ({
        words: "A mark in another register needs you.", link: location.pathname.replace(this.session, session),
      })),
      ...here.map((entry) => {
        const { problem = "somebody else marked the person." } = this.#sender.stuck.get(entry.id);
        return { words: `A mark of row ${entry.place} is not saved: ${problem}`, ways: this.#waysOut([entry]) };
      }),
    ];
  }

  // Another tab of this user was answered.
  async #heard({ owner, booking, version, mark, at }) {
    const row = owner === this.#queue.owner ? this.#rows.of(booking) : null;
    if (!row || version < row.seen) return;
    row.seen = version;
    if ((await this.#of(booking)).length) return;
    row.show({ mark });
    row.ask("");
    row.saySaved(at);
    this.#rows.count();
  }

  // --- What the rows show -----------------------------------------------------------------------------------------

  async #paintWaiting() {
    for (const entry of await this.#queue.mine()) {
      const row = this.#rows.of(entry.booking);
      const says = row && !this.#sender.stuck.has(entry.id) && (await this.#queue.saysOf(entry));
      if (!says) continue;
      row.show(says);
      if (says.concern) row.showConcern(says.concern, `queued ${clock(entry.at)}`);
      row.say("queued", `Queued ${clock(entry.at)}`);
    }
    this.#rows.count();
  }

  // The row as it stands on the server.
  async #refresh(row, words) {
    const { body } = await this.ask(this.#form.dataset.registerMarks);
    const now = body?.rows?.find(({ booking }) => booking === row.booking);
    if (!now) return;
    row.seen = now.version;
    row.show(now);
    row.ask("");
    if (words) row.say("saved", words);
    else row.saySaved(now.at);
    this.#rows.count();
  }

  async #of(booking) {
    return (await this.#queue.mine()).filter((entry) => entry.booking === booking);
  }

  async #saysOf(entries) {
    return (await Promise.all(entries.map((entry) => this.#queue.saysOf(entry)))).filter(Boolean);
  }
}
