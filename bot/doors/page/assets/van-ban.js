// The administrator's page: asks the server with the key in a header, shows what it rendered.
(() => {
  const one = (id) => document.getElementById(id);
  const desk = one("ban"), told = one("bao");
  const base = `${desk.dataset.root}/api/v1/admin/documents`;
  const KEY = "tong-dai-ao.khoa-quan-tri";
  const sure = {
    withdraw: "Thu hồi văn bản này? Từ nay câu trả lời không dùng nó nữa.",
    drop: "Xóa bản nháp này cùng tệp của nó?",
  };
  const done = {
    publish: "Đã công bố: câu hỏi tiếp theo được trả lời với văn bản này.",
    withdraw: "Đã thu hồi.",
    restore: "Đã dùng lại.",
    drop: "Đã xóa bản nháp.",
  };
  const csrf = desk.dataset.csrf; // of an official who is signed in: no key is needed
  let key = csrf ? "" : sessionStorage.getItem(KEY) || "";

  const say = (words) => { told.textContent = words; };
  const ask = async (path, options = {}, accept = "application/json") => {
    const known = csrf ? { "X-CSRF-Token": csrf } : { "X-API-Key": key };
    const headers = { ...known, Accept: accept, ...(options.headers || {}) };
    const answer = await fetch(base + path, { ...options, headers });
    if (answer.ok) return answer;
    let detail = "Máy chủ không nhận yêu cầu này.";
    try { detail = (await answer.json()).detail || detail; } catch { /* no problem object */ }
    const error = new Error(detail);
    error.status = answer.status;
    throw error;
  };
  const put = async (place, path) => {
    const html = await (await ask(path, {}, "text/html")).text();
    const parsed = new DOMParser().parseFromString(html, "text/html");
    place.replaceChildren(...parsed.body.childNodes);
  };
  const list = () => put(one("danh-sach"), "");
  const show = async (entry) => {
    await put(one("xem"), `/${encodeURIComponent(entry)}`);
    one("xem").hidden = false;
    one("xem").focus();
  };
  const busy = async (button, work) => {
    if (button) button.disabled = true;
    try {
      await work();
    } catch (error) {
      say(error.message);
      if (error.status === 401 || error.status === 403) leave();
    } finally {
      if (button) button.disabled = false;
    }
  };
  const leave = () => { key = ""; sessionStorage.removeItem(KEY); desk.hidden = true; one("vao").hidden = false; };
  const enter = async () => {
    await list();
    if (!csrf) sessionStorage.setItem(KEY, key);
    desk.hidden = false;
    one("vao").hidden = true;
  };
  const save = async (entry, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await (await ask(`/${encodeURIComponent(entry)}/file`)).blob());
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const act = async (does, entry, button) => {
    if (does === "preview") return show(entry);
    if (does === "file") return save(entry, button.dataset.name);
    if (does === "effects") { say("Đang thử các câu hỏi mẫu…"); await put(one("tac-dong"), `/${encodeURIComponent(entry)}/effects`); return say(""); }
    if (sure[does] && !window.confirm(sure[does])) return undefined;
    const path = `/${encodeURIComponent(entry)}`;
    await ask(does === "drop" ? path : `${path}/${does}`, { method: does === "drop" ? "DELETE" : "POST" });
    say(done[does]);
    if (does === "drop") one("xem").hidden = true;
    else if (!one("xem").hidden) await show(entry);
    return list();
  };

  one("khoa").addEventListener("submit", (event) => {
    event.preventDefault();
    key = event.target.elements.khoa.value.trim();
    event.target.elements.khoa.value = "";
    say("");
    busy(event.submitter, enter);
  });
  one("gui").addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    say("Đang đọc tệp…");
    busy(event.submitter, async () => {
      const made = await (await ask("", { method: "POST", body: new FormData(form) })).json();
      form.reset();
      say("Đã đọc tệp: hãy xem lại rồi công bố.");
      await show(made.id);
      await list();
    });
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "sua") return;
    event.preventDefault();
    busy(event.submitter, async () => {
      const body = { metadata: {} };
      for (const field of event.target.elements) {
        if (!field.name || field.value === field.dataset.was) continue;
        if (field.name === "visibility") body.visibility = field.value;
        else body.metadata[field.name] = field.value;
      }
      const entry = event.target.dataset.entry;
      await ask(`/${encodeURIComponent(entry)}`, { method: "PATCH", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
      say("Đã lưu.");
      await show(entry);
      await list();
    });
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-does]");
    if (button) busy(button, () => act(button.dataset.does, button.dataset.entry, button));
  });
  if (key || csrf) busy(null, enter);
})();
