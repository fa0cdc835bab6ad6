/* The document's page: printing, finding words in it, and the look inside the chat's panel. */
(() => {
  "use strict";
  if (new URLSearchParams(location.search).has("trong-bang")) {
    document.body.classList.add("trong-bang");
    // beside a talk it is as dark as the talk, which keeps what its reader chose
    const KEPT = "tong-dai-ao.nen-toi";
    const look = (chosen) => {
      if (chosen) document.documentElement.dataset.nen = chosen === "1" ? "toi" : "sang";
    };
    try { look(localStorage.getItem(KEPT)); } catch { /* a browser that keeps nothing */ }
    window.addEventListener("storage", (event) => { if (event.key === KEPT) look(event.newValue); });
  }
  const printing = document.getElementById("in");
  if (printing) printing.addEventListener("click", () => window.print());

  const form = document.getElementById("tim");
  if (!form) return;
  const field = form.querySelector("input");
  const said = form.querySelector("[role=status]");
  // without diacritics and case, as people type in haste
  const bare = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  const clauses = [...document.querySelectorAll("article .clause")].map((node) => [node, bare(node.textContent)]);
  let found = [];
  let at = -1;
  let asked = "";
  const search = () => {
    const words = bare(field.value.trim()).replace(/\s+/g, " ");
    document.querySelectorAll(".tim-thay, .dang-tim").forEach((n) => n.classList.remove("tim-thay", "dang-tim"));
    asked = words;
    at = -1;
    found = words ? clauses.filter(([, text]) => text.replace(/\s+/g, " ").includes(words)).map(([n]) => n) : [];
    found.forEach((node) => node.classList.add("tim-thay"));
    said.textContent = !words ? "" : found.length ? `${found.length} đoạn có chữ này` : "Không có chữ này";
  };
  const next = () => {
    if (!found.length) return;
    if (at >= 0) found[at].classList.remove("dang-tim");
    at = (at + 1) % found.length;
    found[at].classList.add("dang-tim");
    found[at].scrollIntoView({ block: "center" });
    said.textContent = `Đoạn ${at + 1} trên ${found.length}`;
  };
  field.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (bare(field.value.trim()).replace(/\s+/g, " ") !== asked) search();
    next();
  });
})();
