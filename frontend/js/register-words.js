// How the register's scripts say times and numbers: as the pages do, in the time of this country.
const IN_LONDON = { timeZone: "Europe/London" };

// 9.05 or 16.40
export function clock(moment) {
  const text = new Date(moment).toLocaleTimeString("en-GB", { ...IN_LONDON, hour: "numeric", minute: "2-digit" });
  return text.replace(":", ".").replace(/^0(?=\d)/, "");
}

// 3 June 2026
export const day = (moment) =>
  new Date(moment).toLocaleDateString("en-GB", { ...IN_LONDON, day: "numeric", month: "long", year: "numeric" });

// today at 14.05, or on 3 June 2026
export const since = (moment) => (day(moment) === day(Date.now()) ? `today at ${clock(moment)}` : `on ${day(moment)}`);

export const many = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

export const make = (tag, properties = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};
