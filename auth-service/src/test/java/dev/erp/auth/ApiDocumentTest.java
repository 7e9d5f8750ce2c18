package dev.erp.auth;

import dev.erp.testing.ApiDocumentRules;

@AuthTest
class ApiDocumentTest extends ApiDocumentRules {}
