/* What the chat page does in the browser alone: copying, opening sources beside the talk, feedback,
   reading aids, talks kept in this browser. Messages come and go, and their HTML may hold no script:
   one listener on the document serves all of them. */
(() => {
  "use strict";
  if (window.tongDai) return;
  const root = document.currentScript.dataset.root || "";
  const WIDE = "(min-width: 75rem)";
  const AIDS = { "chu-to": "chu-to", "tuong-phan": "tuong-phan", "nen-toi": "dark" };
  const KEPT_TALKS = 20;
  const $ = (selector) => document.querySelector(selector);
  document.documentElement.lang = "vi";

  const kept = (key, value) => {
    try {
      if (value === undefined) return localStorage.getItem(key);
      localStorage.setItem(key, value);
    } catch { /* a browser that keeps nothing */ }
    return null;
  };

  /* reading aids */
  const holder = (name) => (name === "dark" ? document.body : document.documentElement);
  const setAid = (id, on) => {
    holder(AIDS[id]).classList.toggle(AIDS[id], on);
    const button = document.getElementById(id);
    if (button) button.setAttribute("aria-pressed", String(on));
  };
  const choose = (id, on) => {
    setAid(id, on);
    kept(`tong-dai-ao.${id}`, on ? "1" : "0"); // only what the reader chose: the system may change
  };
  const startAids = () => Object.keys(AIDS).forEach((id) => {
    const chosen = kept(`tong-dai-ao.${id}`);
    const now = holder(AIDS[id]).classList.contains(AIDS[id]);
    setAid(id, chosen === null ? now : chosen === "1");
  });
  // Gradio follows the system, whatever the reader chose here: after it the choice holds again
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(startAids));

  /* Gradio's own buttons have English names */
  const NAMES = {
    "Toggle Sidebar": "Mở hoặc đóng phần lọc văn bản và các cuộc đã hỏi",
    "Clear": "Xóa cuộc hội thoại đang xem",
    "Scroll to bottom": "Xuống cuối cuộc hội thoại",
  };
  const rename = () => document.querySelectorAll("button[aria-label]").forEach((button) => {
    const name = NAMES[button.getAttribute("aria-label")];
    if (!name) return;
    button.setAttribute("aria-label", name);
    button.title = name;
  });
  new MutationObserver(rename).observe(document.documentElement, { childList: true, subtree: true });

  /* copying */
  const copyOld = (text) => {
    const box = document.createElement("textarea");
    box.value = text;
    box.style.cssText = "position:fixed;opacity:0";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  };
  const copy = async (button, text) => {
    const name = button.textContent;
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = copyOld(text); // a page served without https has no clipboard
    }
    button.textContent = done ? "Đã chép" : "Không chép được";
    setTimeout(() => { button.textContent = name; }, 2000);
  };

  /* the source beside the talk */
  const openSource = (address, name) => {
    const panel = $("#bang-nguon");
    if (!panel) return false;
    panel.hidden = false;
    document.body.classList.add("co-nguon");
    const frame = panel.querySelector("iframe");
    const target = address.replace("#", "?trong-bang=1#");
    if (frame.getAttribute("src") === target) frame.contentWindow.location.reload();
    else frame.setAttribute("src", target);
    frame.title = name;
    panel.querySelector("a").href = address;
    panel.querySelector("button").focus();
    return true;
  };
  const closeSource = () => {
    const panel = $("#bang-nguon");
    if (!panel || panel.hidden) return false;
    panel.hidden = true;
    document.body.classList.remove("co-nguon");
    if (closeSource.from && closeSource.from.isConnected) closeSource.from.focus();
    return true;
  };
  const messageOf = (node) => node.closest(".message");
  const openCard = (button) => {
    const number = button.textContent.trim();
    const cards = [...messageOf(button).querySelectorAll("details.the-trich")];
    const card = cards.find((c) => c.querySelector("summary b").textContent.trim() === number);
    if (!card) return;
    for (let box = card.parentElement.closest("details"); box; box = box.parentElement.closest("details"))
      box.open = true;
    card.open = true;
    card.querySelector("summary").focus();
    card.scrollIntoView({ block: "nearest", behavior: "smooth" });
  };

  /* feedback */
  const send = async (box, rating, comment) => {
    const answer = box.dataset.answer;
    const said = box.querySelector("[role=status]");
    try {
      const response = await fetch(`${root}/api/v1/feedback`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ answer_id: answer, rating, comment }),
      });
      said.textContent = response.ok ? "Đã ghi nhận, cảm ơn anh/chị." : "Chưa gửi được; vui lòng thử lại.";
      return response.ok;
    } catch {
      said.textContent = "Chưa gửi được; vui lòng thử lại.";
      return false;
    }
  };
  const rate = (button) => {
    const [rating, answer] = button.value.split(" ");
    const tools = button.closest(".cong-cu");
    tools.querySelectorAll(".danh-gia").forEach((b) => b.setAttribute("aria-pressed", String(b === button)));
    let box = tools.nextElementSibling;
    if (!box || !box.classList.contains("y-kien")) {
      box = document.createElement("form");
      box.className = "y-kien";
      const label = document.createElement("label");
      const field = document.createElement("textarea");
      field.rows = 2;
      field.maxLength = 2000;
      label.append("Ý kiến thêm (không bắt buộc; xin đừng ghi thông tin cá nhân)", field);
      const submit = document.createElement("button");
      submit.textContent = "Gửi ý kiến";
      const said = document.createElement("span");
      said.setAttribute("role", "status");
      box.append(label, submit, said);
      box.addEventListener("submit", async (event) => {
        event.preventDefault();
        if (await send(box, box.dataset.rating, field.value.trim())) {
          label.remove();
          submit.remove();
        }
      });
      tools.after(box);
    }
    box.dataset.answer = answer;
    box.dataset.rating = rating;
    send(box, rating, "");
  };

  /* pressing the page's own buttons */
  const press = (id) => {
    const button = $(`#${id} button`) || $(`button#${id}`);
    if (button) button.click();
  };
  const isLast = (node) => {
    const all = document.querySelectorAll("#hoi-thoai .bot.message, #hoi-thoai .message.bot");
    return all.length > 0 && all[all.length - 1].contains(node);
  };
  const write = (text) => {
    const field = $("#cau-hoi textarea");
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest && event.target.closest(selector);
    let found;
    if ((found = at(".chep"))) copy(found, found.value);
    else if ((found = at(".lien-ket"))) copy(found, location.origin + root + "/?" + found.value);
    else if ((found = at(".so"))) openCard(found);
    else if ((found = at(".danh-gia"))) rate(found);
    else if ((found = at(".hoi-nhanh"))) {
      write(found.value);
      setTimeout(() => press("hoi"), 50); // the box has told Gradio by then
    }
    else if ((found = at(".hoi-lai"))) isLast(found) ? press("nut-hoi-lai") : write(found.value);
    else if ((found = at(".sua"))) isLast(found) ? press("nut-sua") : write(found.value);
    else if ((found = at(".the-trich a.mo")) && matchMedia(WIDE).matches) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      closeSource.from = found;
      if (openSource(found.getAttribute("href"), found.title || "Văn bản nguồn")) event.preventDefault();
    } else if ((found = at("#dong-nguon"))) closeSource();
    else if ((found = at(Object.keys(AIDS).map((id) => `#${id}`).join(","))))
      choose(found.id, found.getAttribute("aria-pressed") !== "true");
    else if ((found = at("#da-noi .mo-lai"))) {
      window.tongDai.chosen = found.value;
      press("nut-mo-lai");
    } else if ((found = at("#da-noi .xoa"))) store(kept_talks().filter((one) => one.id !== found.value));
    else if (at("#da-noi .xoa-het") && confirm("Xóa tất cả cuộc hội thoại đã lưu trên trình duyệt này?")) store([]);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && closeSource()) event.preventDefault();
  });

  /* talks kept in this browser, and nowhere else */
  const TALKS = "tong-dai-ao.da-noi";
  const EMPTY = { id: "", turns: [], state: "" };
  const kept_talks = () => {
    try {
      const found = JSON.parse(kept(TALKS) || "[]");
      return Array.isArray(found) ? found : [];
    } catch {
      return [];
    }
  };
  const store = (talks) => {
    for (let rest = talks; ; rest = rest.slice(0, -1)) { // as many as the browser has room for
      try {
        localStorage.setItem(TALKS, JSON.stringify(rest));
        break;
      } catch {
        if (!rest.length) break;
      }
    }
    list();
  };
  const list = () => {
    const place = $("#da-noi");
    if (!place) return;
    place.replaceChildren();
    const talks = kept_talks();
    if (!talks.length) {
      const none = document.createElement("p");
      none.textContent = "Chưa có cuộc hội thoại nào trên trình duyệt này.";
      place.append(none);
      return;
    }
    for (const talk of talks) {
      const row = document.createElement("div");
      const open = document.createElement("button");
      open.className = "mo-lai";
      open.value = talk.id;
      open.textContent = talk.title;
      open.title = new Date(talk.time).toLocaleString("vi-VN");
      const drop = document.createElement("button");
      drop.className = "xoa";
      drop.value = talk.id;
      drop.textContent = "Xóa";
      drop.setAttribute("aria-label", `Xóa cuộc hội thoại: ${talk.title}`);
      row.append(open, drop);
      place.append(row);
    }
    const all = document.createElement("button");
    all.className = "xoa-het";
    all.textContent = "Xóa tất cả";
    place.append(all);
  };
  const keep = (talk, messages) => {
    if (!talk || !talk.turns || !talk.turns.length) return;
    if (JSON.stringify(messages).includes("class=\\\"noi-bo\\\"")) {  // nothing of it stays here
      store(kept_talks().filter((one) => one.id !== talk.id));
      return;
    }
    const title = talk.turns[0][1].slice(0, 80);
    const mine = { id: talk.id, title, time: Date.now(), talk, messages };
    store([mine, ...kept_talks().filter((one) => one.id !== talk.id)].slice(0, KEPT_TALKS));
  };
  const reopen = () => {
    const found = kept_talks().find((one) => one.id === window.tongDai.chosen);
    return found ? [found.talk, found.messages] : [EMPTY, []];
  };

  /* what the page's address asks; not what somebody has begun to type */
  let asked = false;
  const askOnce = (question) => {
    const named = new URLSearchParams(location.search).get("hoi");
    if (asked || !named || !question) return;
    asked = true;
    setTimeout(() => press("hoi"), 100);
  };

  /* a long answer is read from its beginning, not from its end */
  const showAnswer = () => setTimeout(() => {
    const all = document.querySelectorAll("#hoi-thoai .bot.message, #hoi-thoai .message.bot");
    const asked = document.querySelectorAll("#hoi-thoai .da-go");
    const last = asked[asked.length - 1] || all[all.length - 1]; // from the question on
    let box = last && last.parentElement;
    while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
    if (box && box.closest("#hoi-thoai")) {
      const top = last.getBoundingClientRect().top - box.getBoundingClientRect().top;
      box.scrollTo({ top: box.scrollTop + top - 24, behavior: "smooth" });
    }
  }, 150);

  window.tongDai = { keep, reopen, list, askOnce, showAnswer, startAids, chosen: "" };
})();
