// Everything works without this file. It only saves a step: the cursor goes to what went wrong, fields that do not
// count are put away, and a form is not sent twice by a double click.
"use strict";

const summary = document.getElementById("summary");
if (summary) summary.focus();

const conditional = [...document.querySelectorAll("[data-only-when]")];

const valueOf = (name) => {
  const chosen = [...document.getElementsByName(name)].filter((one) => one.type !== "hidden");
  const ticked = chosen.find((one) => one.checked);
  return ticked ? ticked.value : chosen.find((one) => one.tagName === "SELECT")?.value ?? "";
};

const putAway = () => {
  for (const field of conditional) {
    field.hidden = valueOf(field.dataset.onlyWhen) !== field.dataset.onlyValue;
  }
};

if (conditional.length) {
  document.addEventListener("change", putAway);
  putAway();
}

for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });
}
