/* One tag is enough: where the page has no element of its own, one is put at its end. */
const TAG = "tong-dai-ao";
if (!customElements.get(TAG)) {
  customElements.define(TAG, TongDaiAo);
  const place = () => {
    if (document.querySelector(TAG) || SCRIPT.dataset.auto === "false") return;
    const element = document.createElement(TAG);
    const { lang, ...rest } = SCRIPT.dataset;
    if (lang) element.lang = lang;
    Object.assign(element.dataset, rest);
    document.body.append(element);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", place);
  else place();
}
