// What is said of a person in several entries, and against what somebody else has said meanwhile.
import { clock } from "./register-words.js";

const ABOUT_MARK = ["mark", "absence_reason", "acceptable"];
const WORDS = { did: "what they did", strength: "strength", note: "note" };

const matter = (name) => (ABOUT_MARK.includes(name) ? "mark" : name);

// Whether these words say something of the same matter as `name`. A concern never stands against another.
export const sameMatter = (name, says) =>
  name !== "concern" && Object.keys(says).some((each) => matter(each) === matter(name));

// One entry that says all that these say in turn; every concern is kept.
export function merged(all) {
  const concerns = [...new Set(all.map(({ concern }) => concern).filter(Boolean))];
  const says = Object.assign({}, ...all);
  return concerns.length ? { ...says, concern: concerns.join("\n") } : says;
}

// The question when two people said different things: {words, keep, use}; the last two name the buttons.
export function clashWords(row, head, wanted, now) {
  const differs = Object.keys(wanted).filter((name) => sameMatter(name, head) && wanted[name] !== now[name]);
  const [theirs, ours] = [now, wanted].map((says) => [
    ...(differs.some((name) => ABOUT_MARK.includes(name)) ? [markWords(row, says)] : []),
    ...differs.filter((name) => name in WORDS).map((name) => `${WORDS[name]} “${says[name]}”`),
  ].join(", "));
  const at = now.at ? ` at ${clock(now.at)}` : "";
  const names = [now, wanted].map((says) => row.labelOf(says.mark).toLowerCase());
  const byMark = "mark" in head && names[0] !== names[1];
  return {
    words: `${now.by || "Somebody else"} has saved ${theirs}${at}. You have ${ours}. Which is right? `,
    keep: byMark ? `Keep ${names[0]}` : "Keep theirs",
    use: byMark ? `Use ${names[1]}` : "Use yours",
  };
}

function markWords(row, { mark, absence_reason: reason, acceptable }) {
  const more = [reason, { true: "acceptable", false: "not acceptable" }[acceptable]].filter(Boolean).join(", ");
  return `“${row.labelOf(mark).toLowerCase()}”${more ? ` (${more})` : ""}`;
}
