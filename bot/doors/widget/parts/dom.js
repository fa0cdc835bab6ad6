/* Building nodes. Text always goes in as text: nothing here or elsewhere makes HTML of a string. */
const h = (tag, props, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
};
const button = (props, ...children) => h("button", { type: "button", ...props }, ...children);
const SVG = "http://www.w3.org/2000/svg";
const icon = (path) => {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" })) svg.setAttribute(name, value);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
};
const ICONS = {
  talk: "M4 4h16v12H9l-5 4z",
  close: "M5 5l14 14M19 5L5 19",
  send: "M4 12h15M13 6l6 6-6 6",
  stop: "M6 6h12v12H6z",
  up: "M7 11v9H4v-9zM7 11l4-8c2 0 3 1 3 3l-1 4h6l-2 10H7",
  down: "M7 13V4H4v9zM7 13l4 8c2 0 3-1 3-3l-1-4h6l-2-10H7",
};
const VIETNAMESE = /[ăâđêôơưĂÂĐÊÔƠƯáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵẠ-ỹ]/;
/* The language of words that may be of another than the widget's own: for voices that read aloud. */
const langOf = (text) => (VIETNAMESE.test(text) ? "vi" : null);
const dayOf = (iso) => iso.split("-").reverse().join("/");
