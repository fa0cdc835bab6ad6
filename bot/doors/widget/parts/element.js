/* The element: a bubble, a panel, a talk. */
const KEPT_TURNS = 40; // messages sent along; the server reads no more
const KEPT_CHARACTERS = 12000; // of one of them
const KEPT_ANSWERS = 10; // shown again after a change of page
const UNSHOWN = ["retrieved", "evidence", "verdicts", "timings_ms", "spoken", "state"];
const REACHABLE = "button, a[href], textarea, summary";
const styled = (root, css) => {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return (text) => sheet.replaceSync(text);
  } catch { // a browser of before 2023
    const style = h("style", null, css);
    root.append(style);
    return (text) => { style.textContent = text; };
  }
};

class TongDaiAo extends HTMLElement {
  static get observedAttributes() { return ["lang", "data-theme", "data-side", "data-title"]; }

  connectedCallback() {
    if (this._made) { this._look(); return; }
    this._made = true;
    this._base = new URL(this.dataset.server || BASE, document.baseURI).href.replace(/\/*$/, "/");
    this._talk = [];
    this._state = "";
    this._shownBefore = []; // [question, answer]
    this._said = []; // [node, what to write there, key of TEXTS]
    const shadow = this.attachShadow({ mode: "open" });
    styled(shadow, CSS);
    this._room = styled(shadow, "");
    this._build(shadow);
    this._dark = matchMedia("(prefers-color-scheme: dark)");
    this._dark.addEventListener("change", () => this._look());
    for (const name of ["resize", "scroll"]) if (window.visualViewport) visualViewport.addEventListener(name, () => this._fit());
    this._look();
    if (this._whole) this._begin();
    else if (this.hasAttribute("data-open")) this.show();
  }

  attributeChangedCallback() { if (this._made) this._look(); }

  /* For the portal's own buttons. */
  show() {
    if (this._whole || !this._panel.hidden) return;
    this._before = document.activeElement === this ? null : document.activeElement;
    this._panel.hidden = false;
    this._bubble.hidden = true;
    this._bubble.setAttribute("aria-expanded", "true");
    this._begin();
    this._fit();
    (this._touched ? this._title : this._box).focus();
  }

  hide() {
    if (this._whole || this._panel.hidden) return;
    this._panel.hidden = true;
    this._bubble.hidden = false;
    this._bubble.setAttribute("aria-expanded", "false");
    const before = this._before;
    if (before && before !== document.body && before.isConnected) before.focus();
    else this._bubble.focus();
  }

  ask(question) {
    this.show();
    this._ask(String(question).trim().slice(0, 2000));
  }

  t(key, n) {
    const text = TEXTS[this._lang][key];
    return n === undefined ? text : text.replace("{n}", n);
  }

  /* An address of the server; of the web alone, whatever an answer says. */
  address(url) {
    const whole = new URL(url, this._base);
    return /^https?:$/.test(whole.protocol) ? whole.href : this._base;
  }

  /* On a phone a focused box would cover what is to be read with the keyboard. */
  get _touched() { return matchMedia("(pointer: coarse)").matches; }

  get _whole() { return this.dataset.mode === "page"; }

  get _lang() {
    const lang = this.lang || document.documentElement.lang || "vi";
    return lang.toLowerCase().startsWith("en") ? "en" : "vi";
  }

  _look() {
    const root = this._root, theme = this.dataset.theme;
    root.lang = this._lang;
    root.classList.toggle("dark", theme === "dark" || (theme !== "light" && this._dark.matches));
    root.classList.toggle("left", this.dataset.side === "left");
    root.classList.toggle("whole", this._whole);
    for (const [node, where, key] of this._said) {
      const text = (["title", "bubble"].includes(key) && this.dataset.title) || this.t(key);
      if (where) node.setAttribute(where, text); else node.textContent = text;
    }
    this._about.href = this.address("gioi-thieu");
  }

  /* What an on-screen keyboard leaves of the window. */
  _fit() {
    const seen = window.visualViewport;
    if (seen && !this._panel.hidden) {
      this._room(`.root { --room: ${Math.round(seen.height)}px; --top: ${Math.round(seen.offsetTop)}px; }`);
    }
  }

  _build(shadow) {
    const say = (node, key, where) => { this._said.push([node, where, key]); return node; };
    const words = (key, tag) => say(h(tag || "span"), key);
    const whole = this._whole;
    this._title = say(h(whole ? "h1" : "h2", { id: "title", tabindex: "-1" }), "title");
    this._large = button({ "aria-pressed": "false", click: () => this._enlarge() }, words("large"));
    this._fresh = button({ hidden: true, click: () => this._restart() }, words("fresh"));
    this._about = say(h("a", { target: "_blank", rel: "noopener" }), "about");
    this._log = say(h("div", { class: "talk", role: "region", tabindex: "0" }), "talk", "aria-label");
    this._live = h("div", { class: "hidden", role: "status", "aria-live": "polite" });
    this._box = say(h("textarea", {
      id: "question", rows: "1", maxlength: "2000", autocomplete: "off", enterkeyhint: "send",
      keydown: (event) => {
        // Enter also ends a word of a Vietnamese keyboard
        if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
        event.preventDefault();
        this._send();
      },
    }), "placeholder", "placeholder");
    this._go = button({ class: "go", click: () => this._send() }, icon(ICONS.send), words("send"));
    this._halt = button({ class: "go", hidden: true, click: () => this._stop() }, icon(ICONS.stop), words("stop"));
    this._panel = h("div", {
      class: "panel", id: "panel", role: whole ? "region" : "dialog", "aria-modal": !whole && "true",
      "aria-labelledby": "title", hidden: !whole, keydown: (event) => this._key(event),
    },
      h("div", { class: "head" }, this._title, this._large, this._fresh,
        whole ? null : button({ click: () => this.hide() }, icon(ICONS.close), words("close"))),
      h("p", { class: "notice", role: "note" }, words("notice"), " ", this._about),
      this._log,
      h("div", { class: "foot" },
        say(h("label", { for: "question" }), "label"),
        h("div", { class: "row" }, this._box, this._go, this._halt)),
      this._live);
    this._bubble = button({
      class: "bubble", hidden: whole, "aria-haspopup": "dialog", "aria-expanded": "false",
      click: () => this.show(),
    }, icon(ICONS.talk), words("bubble"));
    this._root = h("div", { class: "root" }, this._bubble, this._panel);
    shadow.append(this._root);
  }

  _key(event) {
    if (this._whole) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    } else if (event.key === "Tab") {
      const all = [this._log, ...this._panel.querySelectorAll(REACHABLE)].filter((one) => one.getClientRects().length);
      all.sort((a, b) => (a.compareDocumentPosition(b) & 4 ? -1 : 1));
      const now = this.shadowRoot.activeElement;
      const first = all[0], last = all[all.length - 1];
      if (event.shiftKey && (now === first || !all.includes(now))) { event.preventDefault(); last.focus(); }
      else if (!event.shiftKey && now === last) { event.preventDefault(); first.focus(); }
    }
  }

  _enlarge() {
    const on = this._root.classList.toggle("large");
    this._large.setAttribute("aria-pressed", String(on));
    this._follow(true);
  }

  /* The greeting, with questions made from the loaded documents. */
  async _begin() {
    if (this._log.firstChild || this._resume()) return;
    const hello = h("div", { class: "hello" }, h("p", null, this.t("greeting")));
    this._log.append(hello);
    let questions = [];
    try {
      const response = await fetch(this.address("widget/questions"), { credentials: "omit" });
      if (response.ok) questions = (await response.json()).questions;
    } catch { /* the greeting does without */ }
    if (!hello.isConnected || !questions.length) return;
    hello.append(this._offers(this.t("examples"), questions));
  }

  _restart() {
    if (this._stopper) this._stopper.dropped = true;
    this._stop();
    this._talk = [];
    this._state = "";
    this._shownBefore = [];
    this._keep();
    this._log.replaceChildren();
    this._fresh.hidden = true;
    this._begin();
    this._box.focus();
  }

  _offers(name, questions) {
    return h("div", { class: "offers", role: "group", "aria-label": name },
      h("p", { class: "name" }, name),
      questions.map((one) => button({ click: () => this._ask(one) }, h("span", { lang: langOf(one) }, one))));
  }

  _send() {
    const question = this._box.value.trim();
    if (!question || this._stopper) { this._box.focus(); return; }
    this._box.value = "";
    this._ask(question);
  }

  _stop() { if (this._stopper) { this._stopper.stopped = true; this._stopper.abort(); } }

  async _ask(question, again) {
    if (!question || this._stopper) return;
    const stopper = new AbortController();
    this._busy(stopper);
    for (const old of this._log.querySelectorAll(".offers, .trouble button")) old.remove();
    const asked = this._askedNode(question);
    const reply = h("div", { class: "reply" }, h("p", { class: "wait" }, this.t("searching")));
    if (again) again.remove();
    else this._log.append(asked);
    this._log.append(reply);
    this._last = again ? reply : asked;
    this._follow(true);
    this._tell(this.t("searching"));
    try {
      const answer = await this._answer(question, stopper, reply);
      if (!stopper.dropped) this._shown(question, answer, reply);
    } catch (error) {
      if (!stopper.dropped) this._trouble(question, stopper.stopped ? new Failed("stopped") : error, reply);
    } finally {
      if (this._stopper === stopper) this._busy(null);
    }
  }

  async _answer(question, stopper, reply) {
    const body = { question, history: this._talk.slice(-KEPT_TURNS) };
    if (this._state) body.state = this._state;
    if (this.dataset.province) body.filters = { province: this.dataset.province };
    const grown = { status: "", citations: [], statements: [] };
    const heard = (name, data) => {
      if (name === "status") grown.status = data.status;
      else if (name === "citation") grown.citations.push(data);
      else if (name === "statement") grown.statements.push(data);
      else return;
      if (grown.statements.length) reply.replaceChildren(...answerNodes(grown, this, () => reply, false));
      else if (grown.citations.length) reply.firstChild.textContent = this.t("writing", grown.citations.length);
    };
    const address = this.address("api/v1/ask");
    try {
      return await askServer(address, this._secret, body, stopper, heard);
    } catch (error) {
      const wrong = (error.problem && error.problem.errors) || [];
      if (!body.state || !wrong.some((one) => one.field === "state")) throw error;
      delete body.state; // sealed by a server that has been set up anew: the history tells as much
      this._state = "";
      return askServer(address, this._secret, body, stopper, heard);
    }
  }

  /* A key that may ask; a frame has it behind the "#" of its address, which no server sees. */
  get _secret() {
    return this.dataset.key || (this._whole ? new URLSearchParams(location.hash.slice(1)).get("key") : "");
  }

  _shown(question, answer, reply) {
    const cut = (role, content) => ({ role, content: [...content].slice(0, KEPT_CHARACTERS).join("") });
    this._talk.push(cut("user", question), cut("assistant", answer.answer));
    this._state = answer.state || "";
    const slim = Object.fromEntries(Object.entries(answer).filter(([name]) => !UNSHOWN.includes(name)));
    this._shownBefore = [...this._shownBefore, [question, slim]].slice(-KEPT_ANSWERS);
    this._keep();
    const [nodes, spoken] = this._nodes(answer, reply);
    this._put(reply, nodes, spoken);
  }

  _askedNode(question) {
    return h("p", { class: "asked", lang: langOf(question) }, h("span", { class: "hidden" }, `${this.t("you")} `), question);
  }

  /* An answer's nodes, and what is read aloud of them. */
  _nodes(answer, reply) {
    const nodes = answerNodes(answer, this, () => reply, true);
    const spoken = nodes.filter((node) => node.matches("p, ul")).map((node) => node.textContent);
    if (answer.citations.length) spoken.push(this.t("cited", answer.citations.length));
    if (answer.newest) nodes.push(h("p", { class: "newest" }, this.t("newest", dayOf(answer.newest))));
    nodes.push(...this._rating(answer.answer_id));
    if (answer.choices.length) nodes.push(this._offers(this.t("choose"), answer.choices));
    else if (answer.suggestions.length) nodes.push(this._offers(this.t("next"), answer.suggestions));
    return [nodes, spoken.join(" ")];
  }

  /* A talk outlives a change of page, in this tab alone. */
  get _shelf() { return `tong-dai-ao ${this._base}`; }

  _keep() {
    const all = { talk: this._talk, state: this._state, shown: this._shownBefore };
    try {
      if (all.shown.length) sessionStorage.setItem(this._shelf, JSON.stringify(all));
      else sessionStorage.removeItem(this._shelf);
    } catch { /* a page that may keep nothing */ }
  }

  _resume() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this._shelf));
      if (!kept || !kept.shown.length) return false;
      const rows = kept.shown.map(([question, answer]) => {
        const asked = this._askedNode(question), reply = h("div", { class: "reply" });
        reply.append(h("span", { class: "hidden" }, this.t("answer")), ...this._nodes(answer, reply)[0]);
        return [asked, reply];
      });
      for (const [, reply] of rows.slice(0, -1)) for (const old of reply.querySelectorAll(".offers")) old.remove();
      this._talk = kept.talk;
      this._state = kept.state;
      this._shownBefore = kept.shown;
      this._log.append(...rows.flat());
      this._last = rows[rows.length - 1][0];
    } catch { // none, or not ours
      return false;
    }
    this._fresh.hidden = false;
    this._follow(true);
    return true;
  }

  _trouble(question, error, reply) {
    const known = error instanceof Failed ? error : new Failed("failed");
    const text = (this._lang === "vi" && known.key !== "refused" && known.detail) || this.t(known.key);
    const nodes = [h("p", null, text)];
    if (this._lang !== "vi" && known.detail) nodes.push(h("p", { lang: "vi" }, known.detail));
    nodes.push(button({ click: () => { this._ask(question, reply); } }, this.t("retry")));
    reply.classList.add("trouble");
    this._put(reply, nodes, text);
  }

  _put(reply, nodes, spoken) {
    reply.replaceChildren(h("span", { class: "hidden" }, this.t("answer")), ...nodes);
    this._fresh.hidden = false;
    this._follow();
    this._tell(spoken);
  }

  /* What was asked last stands at the top, unless the reader has gone elsewhere meanwhile. */
  _follow(always) {
    const log = this._log;
    if (!this._last || !this._last.isConnected || (!always && Math.abs(log.scrollTop - this._place) > 2)) return;
    log.scrollTop = this._last.offsetTop - 8;
    this._place = log.scrollTop;
  }

  _tell(text) { this._live.textContent = text; }

  _busy(stopper) {
    const held = this.shadowRoot.activeElement;
    this._stopper = stopper;
    this._go.hidden = Boolean(stopper);
    this._halt.hidden = !stopper;
    // a pressed button goes away: what is held must not fall out of the panel
    if (held && (!held.getClientRects().length || (this._touched && held === this._box))) {
      (this._touched ? this._log : stopper ? this._halt : this._box).focus({ preventScroll: true });
    }
  }

  _rating(id) {
    if (!id) return [];
    const told = h("span", { role: "status" });
    let rating = "", form = null;
    const send = async (comment) => {
      try {
        const sent = await post(this.address("api/v1/feedback"), this._secret, { answer_id: id, rating, comment }, "application/json");
        told.textContent = this.t(sent.ok ? "thanks" : sent.status === 404 ? "noFeedback" : "notSent");
        if (sent.status === 404 && form) form.hidden = true;
        return sent.ok;
      } catch {
        told.textContent = this.t("notSent");
        return false;
      }
    };
    const thumb = (name) => {
      const one = button({ "aria-pressed": "false", click: () => rate(name, one) }, icon(ICONS[name]), this.t(name));
      return one;
    };
    const row = h("div", { class: "rate", role: "group", "aria-label": this.t("rate") },
      h("p", { class: "name" }, this.t("rate")), thumb("up"), thumb("down"), told);
    const rate = (name, one) => {
      rating = name;
      for (const other of row.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === one));
      if (!form) {
        const field = h("textarea", { rows: "2", maxlength: "2000" });
        const give = h("button", { type: "submit" }, this.t("sendComment"));
        form = h("form", { class: "opinion", submit: async (event) => {
          event.preventDefault();
          if (!(await send(field.value.trim()))) return;
          form.hidden = true;
          one.focus();
        } }, h("label", null, this.t("comment"), field), give);
        row.after(form);
      }
      send("");
    };
    return [row];
  }
}
