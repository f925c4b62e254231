// Every page works without this: it only makes GOV.UK's components quicker to use.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// What stands beneath an answer that is not chosen is hidden, and goes nowhere.
document.addEventListener("formdata", (event) => {
  for (const hidden of event.target.querySelectorAll(".govuk-radios__conditional--hidden [name]")) {
    event.formData.delete(hidden.name);
  }
});
