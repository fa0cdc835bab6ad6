// The description of the HTTP interface, shown by Swagger UI; nothing is asked of other hosts.
(() => {
  const root = document.currentScript.dataset.root;
  // names that Swagger UI gives to nothing that a screen reader could say
  const named = () => {
    document.querySelectorAll("#swagger-ui section.models").forEach(e => e.removeAttribute("aria-label"));
  };
  window.SwaggerUIBundle({
    url: `${root}/openapi.json`,
    dom_id: "#swagger-ui",
    deepLinking: true,
    validatorUrl: null,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    onComplete: named,
  });
})();
