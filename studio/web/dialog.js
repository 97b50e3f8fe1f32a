// Questions that must be answered, and what must be known.

import { make } from "./make.js";
import { t } from "./words.js";

function show(content, buttons) {
  return new Promise((done) => {
    const dialog = make("dialog", {}, make("form", { method: "dialog" }, content, make("div", { class: "buttons" }, buttons)));
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(dialog.returnValue);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/// Asks before something that cannot be taken back; `deed` stands on the button that does it.
export async function ask(question, deed, more) {
  const no = make("button", { value: "" }, t("shell.cancel"));
  const yes = make("button", { value: "yes", class: "main" }, deed);
  return (await show([make("p", {}, question), more], [no, yes])) === "yes";
}

/// Asks for words, such as a reason; nothing where it was cancelled.
export async function askFor(question, deed, value = "") {
  const input = make("input", { value, required: true, autofocus: true, "aria-label": question });
  const no = make("button", { value: "", formnovalidate: true }, t("shell.cancel"));
  const yes = make("button", { value: "yes", class: "main" }, deed);
  // Enter in the field is the deed and not the first button.
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      yes.click();
    }
  });
  return (await show([make("p", {}, question), input], [no, yes])) === "yes" ? input.value : null;
}

/// Tells something.
export async function tell(message) {
  await show(make("p", {}, message), make("button", { value: "yes", class: "main" }, t("shell.ok")));
}
