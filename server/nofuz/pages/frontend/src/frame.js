// What every page gains from a script; none of it is needed to read.

// The menu of languages leads on at once, without its button.
for (const choice of document.querySelectorAll("form.languages select")) {
  choice.addEventListener("change", () => choice.form.requestSubmit());
}
