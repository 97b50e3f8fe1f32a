// That something is of a trial, and of no goods.

import { make } from "../../make.js";
import { t } from "../../words.js";

export const sample = () => make("strong", { class: "sample" }, t("orders.sample"));
