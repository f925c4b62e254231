// Every page works without this: it only makes GOV.UK's components quicker to use.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
