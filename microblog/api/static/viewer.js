// Opens the viewer on our contract. Nothing is sent to anybody else: no validator, no fonts, no addresses but ours.
"use strict";
SwaggerUIBundle({
  url: document.getElementById("contract").dataset.url,
  dom_id: "#contract",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  filter: true,
  validatorUrl: null,
  syntaxHighlight: false,
});
