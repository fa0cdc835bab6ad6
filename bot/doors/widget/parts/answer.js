/* An answer's data as nodes: statements, cards of citations, units to turn to. */
const OPEN_CARDS = 3; // more are folded, so that a long list stays readable
const LISTED = ["point", "worded_point"];

/* Words with ranges marked; offsets count characters, not UTF-16 units. */
const withRanges = (chars, kindOf, wrap) => {
  const nodes = [];
  let from = 0;
  for (let at = 1; at <= chars.length; at += 1) {
    if (at < chars.length && kindOf(at) === kindOf(from)) continue;
    const text = chars.slice(from, at).join("");
    nodes.push(kindOf(from) ? wrap(kindOf(from), text) : text);
    from = at;
  }
  return nodes;
};
const inside = (ranges, at) => ranges.some(([start, end]) => start <= at && at < end);

/* The readable form of a quote with the place in the quote that each of its characters has; cells
   of a table row go on lines of their own. */
const readable = (citation) => {
  const raw = [...citation.quote], chars = [], places = [];
  let at = 0;
  let skip = false;
  for (const char of citation.display) {
    if (skip && char === " ") { skip = false; continue; }
    skip = false;
    const tab = char === "|" ? raw.indexOf("\t", at) : -1;
    const bar = tab < 0 ? -1 : raw.indexOf("|", at);
    if (tab >= 0 && (bar < 0 || tab < bar)) {
      at = tab;
      if (chars[chars.length - 1] === " ") { chars.pop(); places.pop(); }
      chars.push(chars.length > 4 ? "\n" : " "); // "a)" stays beside its words
      places.push(-1);
      skip = true;
      continue;
    }
    if (!/\s/.test(char)) {
      const next = raw.indexOf(char, at);
      if (next < 0) return { chars: [...citation.display], places: [] };
      at = next;
    }
    chars.push(char);
    places.push(at);
    if (!/\s/.test(char)) at += 1;
  }
  return { chars, places };
};

const quoteNodes = (citation, ui) => {
  const { chars, places } = readable(citation);
  const kindOf = (i) => (inside(citation.highlights, places[i]) ? 1 : 0) + (inside(citation.doubts, places[i]) ? 2 : 0);
  return withRanges(chars, kindOf, (kind, text) => {
    const words = kind > 1 ? h("span", { class: "doubt", title: ui.t("doubt") }, text) : text;
    return kind % 2 ? h("mark", null, words) : words;
  });
};

const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

const cardNode = (citation, ui, open) => h("details", { class: "card", open, "data-marker": citation.marker },
  h("summary", { lang: "vi" }, h("b", null, `[${citation.marker}]`), ` ${capital(citation.label)}`),
  h("blockquote", { lang: "vi" },
    citation.context.length ? h("p", { class: "above" }, citation.context.join("\n")) : null,
    h("p", null, quoteNodes(citation, ui))),
  h("a", { href: ui.address(citation.url), target: "_blank", rel: "noopener" },
    ui.t("open"), h("span", { class: "hidden" }, ` [${citation.marker}] ${ui.t("newTab")}`)));

const marksOf = (statement, ui, node) => [...new Set(statement.markers)].map((marker) => button({
  class: "marker", "aria-label": ui.t("marker", marker),
  click: () => {
    const card = node().querySelector(`[data-marker="${marker}"]`);
    if (!card) return;
    if (card.parentElement.tagName === "DETAILS") card.parentElement.open = true;
    card.open = true;
    card.firstElementChild.focus();
  },
}, `[${marker}]`));

/* A statement's words, its markers before the closing stop, as they are printed. */
const saidNodes = (statement, ui, node) => {
  const marks = marksOf(statement, ui, node);
  const { text, role } = statement;
  const stop = /[.?!…]+$/.exec(text);
  if (!marks.length || !stop || role === "worded") return [text, marks.length ? " " : "", marks];
  return [text.slice(0, stop.index), " ", marks, stop[0]];
};

const leadNodes = (statement, ui, node) => {
  const chars = [...statement.text];
  const strong = statement.strong.length || statement.unsure.length ? statement.strong : [[0, chars.length]];
  const kindOf = (i) => (inside(strong, i) ? 1 : 0);
  return [...withRanges(chars, kindOf, (_, text) => h("b", null, text)), " ", marksOf(statement, ui, node)];
};

const contactNode = (contact, ui) => {
  const rows = ["telephone", "hours", "address", "page", "note"].filter((name) => contact[name]).map((name) => {
    let value = contact[name];
    if (name === "telephone") {
      value = value.split(/[,;/]/).map((part, i) => [i ? ", " : "", h("a", { href: `tel:${part.replace(/[^\d+]/g, "")}` }, part.trim())]);
    } else if (name === "page" && /^https?:\/\//.test(value)) {
      value = h("a", { href: value, target: "_blank", rel: "noopener" }, value);
    }
    return h("div", null, `${ui.t(name)}: `, value);
  });
  return h("div", { class: "card unit", lang: "vi" }, h("b", null, contact.unit), rows);
};

/* What is said, before the cards and after them. ``whole``: nothing more comes. */
const answerNodes = (answer, ui, node, whole) => {
  const of = (...roles) => answer.statements.filter((one) => roles.includes(one.role));
  const said = (one) => h("p", { lang: langOf(one.text) }, saidNodes(one, ui, node));
  const answers = answer.status === "answered" || answer.status === "partial";
  const cited = answer.citations.length;
  const cards = (open) => answer.citations.map((citation, i) => cardNode(citation, ui, i < open));
  if (!answers) {
    const own = answer.statements.filter((one) => !cited || !["quote", "item"].includes(one.role));
    return [own.map(said), whole && cited ? [h("p", { class: "nearest" }, ui.t("nearest")), cards(cited)] : [],
      (answer.contacts || []).map((one) => contactNode(one, ui))].flat(Infinity);
  }
  const leads = of("lead"), points = of(...LISTED), worded = of("worded");
  const direct = leads.length + points.length + worded.length > 0;
  const shown = cards(direct ? 1 : OPEN_CARDS);
  return [
    of("opening").map(said),
    leads.map((one) => h("p", { class: "lead", lang: langOf(one.text) }, leadNodes(one, ui, node))),
    points.length ? h("ul", { lang: "vi" }, points.map((one) => h("li", null, saidNodes(one, ui, node)))) : [],
    worded.length ? h("p", { lang: "vi" }, worded.map((one) => [saidNodes(one, ui, node), " "])) : [],
    cited > 1 && !direct ? h("p", null, ui.t("several", cited)) : [],
    shown.length > OPEN_CARDS + 1
      ? [shown.slice(0, OPEN_CARDS), h("details", { class: "more" }, h("summary", null, ui.t("more", cited - OPEN_CARDS)), shown.slice(OPEN_CARDS))]
      : shown,
    of("remark", "missing", "offer", "aside").map(said),
    (answer.contacts || []).map((one) => contactNode(one, ui)),
  ].flat(Infinity);
};
