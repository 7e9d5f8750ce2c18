// A file of its own, because the page's policy allows no inline script.
const ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  // a token is never written to the browser's storage
  persistAuthorization: false,
  // the validator would send the document to a stranger
  validatorUrl: null,
  tagsSorter: 'alpha',
  // a token can be given once the document has said what tokens are for
  onComplete: () => loginForm(ui)
});
