package dev.erp.purchasing;

import dev.erp.testing.ApiDocumentRules;
import dev.erp.testing.ServiceTest;

@ServiceTest
class ApiDocumentTest extends ApiDocumentRules {}
