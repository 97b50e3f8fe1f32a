// What the page says. The sentences are the studio's; none stands in these files.

const chosen = "quietzone-language";
let words = {};
let number = new Intl.NumberFormat("en");

/// The header that asks for the language that was chosen; without it the browser's is taken.
export function language() {
  const tag = localStorage.getItem(chosen);
  return tag ? { "x-quietzone-language": tag } : {};
}

/// Takes the words of the language that is chosen, or of the browser's.
export async function loadWords() {
  const answer = await fetch("/words.json", { headers: language() });
  words = await answer.json();
  document.documentElement.lang = answer.headers.get("content-language");
  number = new Intl.NumberFormat(document.documentElement.lang);
}

/// Chooses a language for this browser. All is loaded anew, so that nothing stands there in another.
export function choose(tag) {
  localStorage.setItem(chosen, tag);
  location.reload();
}

/// The sentence of a key, its places filled: t("shell.folder", { folder })
export function t(key, slots = {}) {
  const sentence = words[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = slots[name];
    if (value === undefined || value === null) return whole;
    return typeof value === "number" ? number.format(value) : String(value);
  });
}
