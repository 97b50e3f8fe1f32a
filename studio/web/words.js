// What the page says. The sentences are the studio's; none stands in these files.

let words = {};

export function setWords(all) {
  words = all;
}

const number = new Intl.NumberFormat(undefined);

/// The sentence of a key, its places filled: t("shell.folder", { folder })
export function t(key, slots = {}) {
  const sentence = words[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = slots[name];
    if (value === undefined || value === null) return whole;
    return typeof value === "number" ? number.format(value) : String(value);
  });
}
