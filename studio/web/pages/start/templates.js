// Templates: those that come along, by their pictures; one begun by its size, or with a drawing.

import { bytes, call } from "../../call.js";
import { refusal } from "../../findings.js";
import { choice, field, fill, make } from "../../make.js";
import { t } from "../../words.js";
import { work } from "../../work.js";

const heads = ["203 dpi", "300 dpi", "600 dpi", "artwork"];

/// Shows them, those of a market first; `again` is called when one was chosen.
export async function templates(place, market, again) {
  const [{ templates: all }, { files }, { markets }] = await Promise.all([call("start.templates"), call("files"), call("start.markets")]);
  const own = files.filter((file) => file.name.endsWith(".toml"));
  // A drawing of the designer's stands before the pictures of templates, which have a folder.
  const isOfTemplate = (file) => Number(file.name.includes("/"));
  const drawings = files.filter((file) => file.name.endsWith(".svg")).sort((one, other) => isOfTemplate(one) - isOfTemplate(other));
  const chosen = work.get().template;
  const use = async (template) => {
    work.set({ template });
    await again();
  };
  const mine = own.length > 0 && [make("h3", {}, t("start.template.there")), make("ul", { class: "chips" }, own.map((file) =>
    make("li", {}, make("button", { type: "button", "aria-pressed": String(file.name === chosen), onclick: () => use(file.name) }, file.name))))];
  const fits = all.filter((one) => one.market === market);
  const others = all.filter((one) => one.market !== market);
  const gallery = (list) => make("div", { class: "cards gallery" }, list.map((one) => card(one, use)));
  const rest = make("div");
  const isFirst = !chosen && !market;
  const more = make("details", { open: isFirst, ontoggle: () => more.open && rest.childElementCount === 0 && fill(rest, gallery(others)) },
    make("summary", {}, fits.length > 0 ? t("start.template.others") : t("start.template.all")), rest);
  fill(place,
    make("section", { class: "card" }, make("h2", {}, t("start.template")), chosen && make("p", { class: "good" }, t("start.template.chosen", { template: chosen })), mine,
      fits.length > 0 && [make("h3", {}, t("start.template.fits")), gallery(fits)], more),
    make("section", { class: "card" }, make("h2", {}, t("start.begin")), bySize(markets, market, use), byDrawing(drawings, markets, market, use)));
}

function card(one, use) {
  const told = make("div");
  const picture = make("img", { alt: "" });
  bytes("start.picture", { name: one.name }).then((blob) => { picture.src = URL.createObjectURL(blob); });
  picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
  const take = async () => {
    try {
      const { template } = await call("start.take", { name: one.name });
      await use(template);
    } catch (error) {
      fill(told, refusal(error));
    }
  };
  const size = t("start.template.size", { width: one.width, height: one.height, device: one.device });
  return make("button", { type: "button", class: "template", onclick: take }, make("span", { class: "picture" }, picture),
    make("strong", {}, one.name), make("small", {}, one.title), make("small", {}, size), make("small", {}, one.about), told);
}

/// What was typed of a template that is not begun yet: the page is drawn anew while codes are looked at.
const typed = new Map();

function keeps(key, control) {
  if (typed.has(key)) control.value = typed.get(key);
  control.addEventListener("input", () => typed.set(key, control.value));
  return control;
}

/// A template of a size.
function bySize(markets, market, use) {
  const told = make("div", { "aria-live": "polite" });
  const length = (key, value) => keeps(key, make("input", { type: "number", min: "8", max: "500", step: "0.1", required: true, value }));
  const name = keeps("name", make("input", { required: true, value: t("start.new.label") }));
  const [width, height] = [length("width", 58), length("height", 40)];
  const device = keeps("device", choice(heads.map((head) => [head, head === "artwork" ? t("start.new.artwork") : head]), "203 dpi"));
  const of = keeps("market", choice(markets.map(({ id, title }) => [id, `${title} (${id})`]), market ?? "kz-pharma"));
  const begin = async (event) => {
    event.preventDefault();
    try {
      const asked = { name: name.value, market: of.value, width: Number(width.value), height: Number(height.value), device: device.value };
      const { template } = await call("start.new", asked);
      typed.clear();
      await use(template);
    } catch (error) {
      fill(told, refusal(error));
    }
  };
  return make("form", { onsubmit: begin }, make("h3", {}, t("start.new")), make("div", { class: "fields" },
    field(t("start.new.name"), name), field(t("start.market"), of), field(t("start.new.width"), width), field(t("start.new.height"), height), field(t("start.new.device"), device)),
    make("button", {}, t("start.new.do")), told);
}

/// A template with a designer's drawing.
function byDrawing(drawings, markets, market, use) {
  const told = make("div", { "aria-live": "polite" });
  if (drawings.length === 0) return make("p", { class: "hint" }, t("start.draw.none"));
  const drawing = choice(drawings.map((file) => [file.name, file.name]), drawings[0].name);
  const of = choice(markets.map(({ id, title }) => [id, `${title} (${id})`]), market ?? "kz-pharma");
  const begin = async (event) => {
    event.preventDefault();
    try {
      const { template, found, open } = await call("start.draw", { drawing: drawing.value, market: of.value });
      fill(told, make("p", { class: "good" }, t("start.draw.done", { template })), make("ul", {}, found.map((line) => make("li", {}, line))),
        open.length > 0 && [make("h3", {}, t("start.draw.open")), make("ul", {}, open.map((line) => make("li", {}, line)))],
        make("button", { type: "button", class: "main", onclick: () => use(template) }, t("start.draw.use")));
    } catch (error) {
      fill(told, refusal(error));
    }
  };
  return make("form", { onsubmit: begin }, make("h3", {}, t("start.draw")), make("div", { class: "fields" }, field(t("start.draw.drawing"), drawing), field(t("start.market"), of)),
    make("button", {}, t("start.draw.do")), told);
}
