// The command line that does the same, to be copied.

import { make } from "./make.js";
import { t } from "./words.js";

export function command(line) {
  const copied = make("span", { role: "status" });
  const copy = async () => {
    await navigator.clipboard.writeText(line);
    copied.textContent = t("shell.copied");
  };
  return make(
    "details",
    { class: "command" },
    make("summary", {}, t("shell.command")),
    make("div", { class: "row" }, make("code", {}, line), make("button", { type: "button", onclick: copy }, t("shell.copy")), copied),
  );
}
