// The description of the HTTP interface, shown by Swagger UI; nothing is asked of other hosts.
(() => {
  const root = document.currentScript.dataset.root;
  const place = document.getElementById("swagger-ui");
  // what Swagger UI leaves to the mouse, or tells a screen reader wrongly
  const mend = () => {
    place.querySelectorAll(".opblock-tag").forEach((e) => e.setAttribute("aria-level", "2"));
    place.querySelectorAll(".opblock-title").forEach((e) => e.setAttribute("aria-level", "3"));
    place.querySelectorAll("pre").forEach((e) => { e.tabIndex = 0; });
  };
  new MutationObserver(mend).observe(place, { childList: true, subtree: true });
  window.SwaggerUIBundle({
    url: `${root}/openapi.json`,
    dom_id: "#swagger-ui",
    deepLinking: false, // its links would stand inside buttons
    validatorUrl: null,
    docExpansion: "list",
    defaultModelsExpandDepth: -1, // each answer shows its schema
    syntaxHighlight: false,
    onComplete: mend,
  });
})();
