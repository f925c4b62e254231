// The rows of the register's page: what they say of the people, and how each shows what became of it. Text only, never
// HTML.
import { clock, make } from "./register-words.js";

const ABOUT_MARK = ["mark", "absence_reason", "acceptable"]; // these go together: one is wrong without the others
const TEXTS = ["did", "strength", "note"];
const YES_NO = { "": null, yes: true, no: false };

export class Row {
  constructor(element) {
    this.element = element;
  }

  get booking() {
    return this.element.dataset.booking;
  }

  get name() {
    return this.element.querySelector("legend").textContent;
  }

  get place() {
    return [...this.element.parentNode.children].indexOf(this.element) + 1;
  }

  get mayAttend() {
    return this.element.hasAttribute("data-register-may-attend");
  }

  get radios() {
    return [...this.element.querySelectorAll("input[type=radio]")];
  }

  get chosen() {
    return this.radios.find((radio) => radio.checked);
  }

  // The version that this page knows; the form says the same when it is sent whole.
  get seen() {
    return Number(this.field("seen").value);
  }

  set seen(version) {
    this.field("seen").value = version;
  }

  field(name) {
    return this.element.querySelector(`[name$="-${name}"]`);
  }

  labelOf(mark) {
    return this.radios.find((radio) => radio.value === mark)?.getAttribute("aria-label") ?? "No mark";
  }

  // Whether the mark or what goes with it is another than the page came with.
  get isTouched() {
    const lists = ["absence_reason", "acceptable"].map((name) => this.field(name)).filter(Boolean);
    const options = lists.flatMap((list) => [...list.options]);
    const isChosen = Boolean(this.chosen && !this.chosen.defaultChecked);
    return isChosen || options.some((option) => option.selected !== option.defaultSelected && option.value !== "");
  }

  // What a control that was changed says, with what goes together with it; nothing for one that waits for a button.
  saidBy(control) {
    const name = control.name.split("-").pop();
    if (TEXTS.includes(name)) return { [name]: control.value };
    return ABOUT_MARK.includes(name) ? this.aboutMark() : null;
  }

  aboutMark() {
    const says = { mark: this.chosen?.value ?? "", absence_reason: this.field("absence_reason").value };
    const acceptable = this.field("acceptable");
    return acceptable ? { ...says, acceptable: YES_NO[acceptable.value] } : says;
  }

  // Texts that were typed and not left yet, and a concern that was not sent yet.
  unsent() {
    const texts = TEXTS.map((name) => this.field(name)).filter((field) => field.value !== field.defaultValue);
    const says = Object.assign({}, ...texts.map((field) => this.saidBy(field)));
    const concern = this.field("concern").value.trim();
    return concern ? { ...says, concern } : says;
  }

  // What is said is on its way: leaving the page loses nothing of it.
  took(says) {
    for (const name of TEXTS) if (name in says) this.field(name).defaultValue = this.field(name).value;
    if (says.concern) this.field("concern").value = "";
  }

  // Puts this into the row; a text that is being typed stays.
  show(says) {
    if ("mark" in says) for (const radio of this.radios) radio.checked = radio.value === says.mark;
    if ("absence_reason" in says) this.field("absence_reason").value = says.absence_reason;
    if ("acceptable" in says && this.field("acceptable")) {
      const typed = Object.keys(YES_NO).find((each) => YES_NO[each] === says.acceptable);
      this.field("acceptable").value = typed;
    }
    for (const name of TEXTS.filter((each) => each in says)) {
      const field = this.field(name);
      if (field.value === field.defaultValue) field.value = field.defaultValue = says[name];
    }
  }

  // kind: saved, queued, failed or none.
  say(kind, words) {
    const state = this.element.querySelector(".tg-save");
    if (state.textContent === words) return;
    state.className = `tg-save tg-save--${kind}`;
    state.textContent = words;
  }

  saySaved(at) {
    if (this.chosen) this.say("saved", at ? `Saved ${clock(at)}` : "Saved");
    else this.say("none", "Not marked");
  }

  // What stands against the row, with a button for each way out ({words: act}); nothing takes it away.
  ask(words, ways = {}) {
    this.element.querySelector("[data-register-error]")?.remove(); // the server's, of an earlier try
    const place = this.element.querySelector("[data-register-choice]");
    const buttons = Object.entries(ways).map(([textContent, onclick]) => {
      const about = make("span", { className: "govuk-visually-hidden", textContent: `: ${this.name}` });
      return make("button", { type: "button", className: "tg-link-button", onclick }, textContent, about);
    });
    place.hidden = !words;
    place.replaceChildren(...(words ? [make("span", { textContent: words }), ...buttons] : []));
  }

  // Unfolds what lies below the marks, where the field is that a refusal is about.
  unfold(field) {
    if (["note", "did", "strength", "concern"].includes(field)) this.element.querySelector("details").open = true;
  }

  // A concern that is on its way, or arrived. The same text is shown once.
  showConcern(text, words) {
    const list = this.element.querySelector("[data-register-concerns]");
    let shown = [...list.children].find((each) => each.dataset.text === text);
    if (!shown) {
      shown = make("p", { className: "tg-small tg-flush" }, make("strong"), ` ${text}`);
      shown.dataset.text = text;
      list.append(shown);
    }
    shown.firstChild.textContent = `Concern, ${words}:`;
    const [how] = words.split(" "); // sent or queued
    this.element.querySelector("summary > span").firstChild.textContent = `Concern ${how}`;
  }
}

// All rows, the count below them and the button for the others.
export class Rows {
  #form;
  #count = document.querySelector("[data-register-count]");
  #rest = document.querySelector("[data-register-rest]");

  constructor(form) {
    this.#form = form;
  }

  get all() {
    return [...this.#form.querySelectorAll("[data-register-row]")].map((element) => new Row(element));
  }

  get unmarked() {
    return this.all.filter((row) => row.mayAttend && !row.chosen);
  }

  // The row that this control stands in, or undefined.
  around(control) {
    const element = control.closest("[data-register-row]");
    return element ? new Row(element) : undefined;
  }

  of(booking) {
    return this.all.find((row) => row.booking === booking);
  }

  count() {
    const words = new Map();
    const { all } = this;
    for (const { chosen } of all) {
      const label = chosen?.getAttribute("aria-label").toLowerCase();
      if (label) words.set(label, (words.get(label) ?? 0) + 1);
    }
    const marked = [...words.values()].reduce((sum, number) => sum + number, 0);
    this.#count.querySelector("b").textContent = `${marked} of ${all.length} marked`;
    this.#count.querySelector("span").textContent =
      [...words].map(([label, number]) => `${number} ${label}`).join(" · ");
    if (!this.#rest) return;
    const { length } = this.unmarked;
    this.#rest.querySelector("span").textContent = length;
    this.#rest.hidden = length === 0;
  }
}
