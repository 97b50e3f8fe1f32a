// What all pages work at: template, codes, how they are read. Each tab has its own.

/// Names of files that may hold codes.
export const codes = /\.(xlsx|xls|ods|csv|tsv|txt|json|zip)$/i;

const key = "quietzone-work";
/// What is said of some codes and of no others: where they stand, how they are read, and what they lack.
const ofCodes = ["data", "order", "sheet", "encoding", "column", "width", "header_row", "no_header", "hidden", "where", "fix_lookalikes", "fix_layout", "rows", "set"];

export const work = {
  get() {
    return JSON.parse(sessionStorage.getItem(key) ?? "{}");
  },
  /// Changes some of it; what is null or empty is left out.
  set(changes) {
    const all = { ...work.get(), ...changes };
    for (const [name, value] of Object.entries(all)) {
      if (value === null || value === undefined || value === "" || value === false || value?.length === 0) delete all[name];
    }
    sessionStorage.setItem(key, JSON.stringify(all));
    window.dispatchEvent(new Event("work"));
  },
  /// Works with other codes: {data}, or {order}.
  codes(those) {
    work.set({ ...Object.fromEntries(ofCodes.map((name) => [name, null])), ...those });
  },
  /// Begins anew, with nothing but what is said here.
  begin(all) {
    sessionStorage.removeItem(key);
    work.set(all);
  },
};
