package dev.erp.broken.controller;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lies in a package named after a layer, and says nothing about who may call it. */
@RestController
class OrderEndpoints {

    @GetMapping("/open-to-nobody-knows-whom")
    String get() {
        return "";
    }
}
