// Asking the studio.

import { language, t } from "./words.js";

const key = "quietzone-key";

/// Takes the secret out of the address, so that no picture of the screen and no bookmark shows it.
export function takeKey() {
  const found = /[#&]key=([0-9a-f]+)/.exec(location.hash);
  if (found) {
    sessionStorage.setItem(key, found[1]);
    history.replaceState(null, "", "#/start");
  }
  return sessionStorage.getItem(key) !== null;
}

/// What the studio refused, with its findings.
export class Refused extends Error {
  constructor(findings) {
    super(findings[0]?.message ?? "");
    this.findings = findings;
  }
}

/// The studio does not answer.
export class Gone extends Error {}

async function ask(path, method, body, type, signal) {
  const headers = { "x-quietzone-key": sessionStorage.getItem(key) ?? "", ...language() };
  if (type) headers["content-type"] = type;
  let answer;
  try {
    answer = await fetch(path, { method, headers, body, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Gone(t("shell.gone"));
  }
  if (answer.status === 401) throw new Gone(t("shell.no_key"));
  if (answer.status === 422) throw new Refused((await answer.json()).findings);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return answer;
}

const asked = (name, args, signal) =>
  ask(`/call/${name}`, "POST", JSON.stringify(args ?? {}), "application/json", signal);

/// What a call answers, as JSON.
export async function call(name, args, signal) {
  return (await asked(name, args, signal)).json();
}

/// What a call answers, as a Blob.
export async function bytes(name, args, signal) {
  return (await asked(name, args, signal)).blob();
}

/// What a form says: fields that are empty say nothing, but a sheet without a free place is one.
export const said = (values) => Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== null && value !== undefined && (value !== "" || name === "free")));

/// Keeps a file in the studio's folder; tells the name it has there.
export async function upload(name, file) {
  const path = name.split("/").map(encodeURIComponent).join("/");
  return (await (await ask(`/files/${path}`, "PUT", file)).json()).name;
}

const pause = (time) => new Promise((done) => setTimeout(done, time));

/// Follows long work to its end: what it came to, or a Refused.
export async function follow(task, onProgress) {
  for (let time = 60; ; time = Math.min(time * 1.5, 400)) {
    const told = await call("task", { task });
    onProgress?.(told);
    if (told.ended && told.findings) throw new Refused(told.findings);
    if (told.ended) return told.result;
    await pause(time);
  }
}

export const cancel = (task) => call("task.cancel", { task });

/// Gives a file of the folder to the browser, to be saved.
export async function save(name) {
  const url = URL.createObjectURL(await bytes("files.read", { name }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name.split("/").pop();
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/// Shows a file of the folder in a tab of its own.
export async function view(name) {
  const tab = window.open("", "_blank");
  const url = URL.createObjectURL(await bytes("files.read", { name }));
  if (tab) tab.location = url;
  setTimeout(() => URL.revokeObjectURL(url), 600_000);
}
