// What all pages work at: template, codes, how they are read. Each tab has its own.

const key = "quietzone-work";

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
  /// Begins anew, with nothing but what is said here.
  begin(all) {
    sessionStorage.removeItem(key);
    work.set(all);
  },
};
