package dev.erp.hr;

import dev.erp.testing.ApiDocumentRules;
import dev.erp.testing.ServiceTest;

@ServiceTest
class ApiDocumentTest extends ApiDocumentRules {}
