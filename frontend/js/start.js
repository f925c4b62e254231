// Every page works without this: it only makes GOV.UK's components quicker to use.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// What stands beneath an answer that is not chosen is hidden, and goes nowhere.
document.addEventListener("formdata", (event) => {
  for (const field of event.target.querySelectorAll(".tg-beneath [name]")) {
    if (!field.closest(".tg-beneath").getClientRects().length) event.formData.delete(field.name);
  }
});

// A radio button may not say whether it is expanded (ARIA 1.2): what opens beneath it follows it in reading order.
const sayNoMore = () => {
  for (const radio of document.querySelectorAll(".govuk-radios__input[aria-expanded]")) {
    radio.removeAttribute("aria-expanded");
  }
};
sayNoMore();
document.addEventListener("click", sayNoMore);
window.addEventListener("pageshow", sayNoMore);
