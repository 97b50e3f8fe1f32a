// Long work while it goes on: how far it is, what is to be known, and a button that ends it.

import { cancel, follow } from "./call.js";
import { fill, make } from "./make.js";
import { t } from "./words.js";

const stages = () => ({ survey: t("shell.stage.survey"), emit: t("shell.stage.emit"), print: t("shell.stage.print"), fetch: t("shell.stage.fetch") });

/// Shows work in an element until it has ended; gives what it came to.
export async function progress(element, task) {
  const bar = make("progress", { "aria-label": "" });
  const where = make("span", { role: "status" });
  const told = make("ul", { class: "told", "aria-live": "polite" });
  const end = make("button", { type: "button" }, t("shell.cancel"));
  end.addEventListener("click", async () => {
    end.disabled = true;
    end.textContent = t("shell.cancelling");
    await cancel(task);
  });
  fill(element, make("div", { class: "progress" }, bar, where, end), told);
  try {
    return await follow(task, (now) => {
      const stage = stages()[now.stage] ?? "";
      bar.setAttribute("aria-label", now.what);
      if (now.of) {
        bar.max = now.of;
        bar.value = now.done;
      }
      const count = now.of ? t("shell.progress.of", { done: now.done, of: now.of }) : now.done || "";
      where.textContent = `${stage} ${count}`.trim();
      fill(told, now.told.slice(-5).map((line) => make("li", {}, line)));
    });
  } finally {
    fill(element);
  }
}
