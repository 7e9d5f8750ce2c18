// A file of its own, because the page's policy allows no inline script.
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  // the validator would send the document to a stranger
  validatorUrl: null,
  tagsSorter: 'alpha'
});
