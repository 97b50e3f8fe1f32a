// The picture of a label: zoomed and moved, with frames that can be clicked.

import { make } from "../make.js";
import { t } from "../words.js";

/// Dots of the screen in a millimetre, as CSS has it.
const per = 96 / 25.4;

/// A picture; `onFinding` is told the number of a frame that was clicked, `onElement` the name of an element.
export function picture({ onFinding, onElement }) {
  const image = make("img", { alt: t("label.picture"), draggable: "false" });
  const frames = make("div", { class: "label-frames" });
  const stage = make("div", { class: "label-stage" }, image, frames);
  const view = make("div", { class: "label-view", tabindex: "0", role: "group", "aria-label": t("label.picture") }, stage);
  const note = make("p", { class: "label-old", role: "status", hidden: true });
  const zooms = make("div", { class: "row", role: "group", "aria-label": t("label.zoom") });
  let told = null;
  let zoom = "fit";
  let url;
  let chosen = null;

  const scale = () => {
    if (!told?.picture) return 1;
    const { width, height } = told.picture.view;
    if (zoom === "fit") return Math.min((view.clientWidth - 16) / width, (view.clientHeight - 16) / height);
    if (zoom === "actual") return per;
    if (zoom === "dots") return (image.naturalWidth / width) * 4;
    return zoom;
  };
  const draw = () => {
    if (!told?.picture) return;
    const { width, height } = told.picture.view;
    const factor = Math.max(0.2, scale());
    stage.style.width = `${width * factor}px`;
    stage.style.height = `${height * factor}px`;
    stage.dataset.scale = String(factor);
    for (const frame of frames.children) put(frame, factor);
  };
  const put = (frame, factor) => {
    const { x, y, width, height } = JSON.parse(frame.dataset.at);
    const { x: left, y: top } = told.picture.view;
    frame.style.left = `${(x - left) * factor}px`;
    frame.style.top = `${(y - top) * factor}px`;
    frame.style.width = `${Math.max(6, width * factor)}px`;
    frame.style.height = `${Math.max(6, height * factor)}px`;
  };
  const set = (next) => {
    zoom = next;
    zooms.querySelectorAll("button[data-zoom]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.zoom === zoom)));
    draw();
  };
  const choice = (name, words) => make("button", { type: "button", "data-zoom": name, "aria-pressed": String(zoom === name), onclick: () => set(name) }, words);
  zooms.append(choice("fit", t("label.zoom.fit")), choice("actual", t("label.zoom.actual")), choice("dots", t("label.zoom.dots")),
    make("button", { type: "button", "aria-label": t("label.zoom.out"), onclick: () => set(scale() / 1.4) }, "−"),
    make("button", { type: "button", "aria-label": t("label.zoom.in"), onclick: () => set(scale() * 1.4) }, "+"));

  // The picture is moved by dragging it.
  view.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("button")) return;
    const { scrollLeft, scrollTop } = view;
    const move = (to) => view.scrollTo(scrollLeft - (to.clientX - event.clientX), scrollTop - (to.clientY - event.clientY));
    const end = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
  });
  view.addEventListener("keydown", (event) => {
    if (event.key === "+") set(scale() * 1.4);
    if (event.key === "-") set(scale() / 1.4);
    if (event.key === "0") set("fit");
  });
  const observer = new ResizeObserver(draw);
  observer.observe(view);

  const buttons = () => {
    const box = ({ width, height }) => width * height;
    const elements = [...told.elements].sort((one, other) => box(other.at) - box(one.at)).map(({ id, at }) =>
      make("button", { type: "button", class: id === chosen ? "label-element chosen" : "label-element", tabindex: "-1", "data-id": id, "data-at": JSON.stringify(at), "aria-label": t("label.element", { id }), title: id, onclick: () => onElement(id) }));
    const found = told.findings.filter((one) => one.at).map((one) =>
      make("button", { type: "button", class: `label-finding ${one.severity}`, "data-number": one.number, "data-at": JSON.stringify(one.at), "aria-label": t("label.frame_of", { number: one.number, message: one.message }), onclick: () => onFinding(one.number), onfocus: () => onFinding(one.number) }));
    frames.replaceChildren(...elements, ...found);
  };

  return {
    zooms,
    element: make("div", { class: "label-picture" }, note, view),
    /// Shows an answer.
    async show(answer, of) {
      if (!answer.picture) return;
      const { svg, png } = answer.picture;
      const parts = svg ? [svg] : [Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0))];
      const next = URL.createObjectURL(new Blob(parts, { type: svg ? "image/svg+xml" : "image/png" }));
      image.src = next;
      try {
        await image.decode();
      } finally {
        if (url) URL.revokeObjectURL(url);
        url = next;
      }
      told = answer;
      view.classList.remove("old");
      view.classList.toggle("dots", of === "dots");
      note.hidden = true;
      buttons();
      draw();
    },
    /// What is shown is not what the text says.
    old(words) {
      view.classList.add("old");
      note.textContent = words;
      note.hidden = false;
    },
    choose(id) {
      chosen = id;
      frames.querySelectorAll(".label-element").forEach((button) => button.classList.toggle("chosen", button.dataset.id === id));
    },
    mark(number) {
      const frame = frames.querySelector(`[data-number="${number}"]`);
      frame?.scrollIntoView({ block: "nearest", inline: "nearest" });
      frame?.focus();
    },
    end() {
      observer.disconnect();
      if (url) URL.revokeObjectURL(url);
    },
  };
}
