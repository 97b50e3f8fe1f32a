// What was found: how grave it is by word and sign, what is wrong, where, and what to do.

import { make } from "./make.js";
import { t } from "./words.js";

const signs = { error: "✖", unjudged: "?", warning: "▲", note: "•" };
const names = () => ({ error: t("shell.error"), unjudged: t("shell.unjudged"), warning: t("shell.warning"), note: t("shell.note") });

/// Where a finding is, in words.
export function place(finding) {
  const at = finding.place;
  if (!at) return finding.element ?? "";
  if (at.column && at.row) {
    const cell = `${at.column}${at.row}`;
    return at.sheet ? t("shell.place.sheet", { file: at.file, sheet: at.sheet, cell }) : t("shell.place.cell", { file: at.file, cell });
  }
  if (at.line) return t("shell.place.line", { file: at.file, line: at.line });
  if (at.row) return t("shell.place.row", { file: at.file ?? at.order, row: at.row });
  return at.file ?? "";
}

/// What is wrong, with the element it is about where the place does not say it.
function message(found) {
  return make("p", {}, found.place && found.element ? `${found.element}: ` : "", found.message);
}

/// How grave a finding is.
export function badge(severity) {
  const sign = make("span", { "aria-hidden": "true" }, signs[severity] ?? "");
  return make("span", { class: `badge ${severity}` }, sign, " ", names()[severity] ?? severity);
}

/// One finding; `more` are buttons and the like.
export function finding(found, ...more) {
  return make(
    "li",
    { class: `finding ${found.severity}` },
    make("div", { class: "line" }, badge(found.severity), make("code", {}, found.rule), make("span", { class: "place" }, place(found))),
    message(found),
    found.help && make("p", { class: "help" }, t("shell.help", { help: found.help })),
    found.source && make("p", { class: "source" }, t("shell.source", { source: found.source })),
    more,
  );
}

/// A list of findings, as calls give them.
export function findings(list, more = () => []) {
  return make("ul", { class: "findings" }, list.map((found, number) => finding(found, more(found, number))));
}

/// Findings over rows: by rule, with how often and the first places.
export function groups(list, more = () => []) {
  const shown = 5;
  return make(
    "ul",
    { class: "findings" },
    list.map((group) => {
      const [first] = group.first;
      const places = group.first.slice(0, shown).map(place).filter(Boolean);
      const rest = group.count - places.length;
      return make(
        "li",
        { class: `finding ${group.severity}` },
        make("div", { class: "line" }, badge(group.severity), make("code", {}, group.rule),
          group.count > 1 && make("span", { class: "place" }, t("shell.times", { title: group.title, count: group.count }))),
        first && message(first),
        first?.help && make("p", { class: "help" }, t("shell.help", { help: first.help })),
        places.length > 0 && make("p", { class: "place" }, places.join("; "), rest > 0 && group.count > 1 ? ` ${t("shell.more", { count: rest })}` : ""),
        more(group),
      );
    }),
  );
}

/// What a call was refused for, in place of its answer.
export function refusal(error) {
  if (error.findings) return make("div", { role: "alert" }, findings(error.findings));
  return make("p", { class: "alert", role: "alert" }, error.message);
}
