package dev.erp.standalone;

import dev.erp.fabric.FabricException;
import dev.erp.standalone.api.ApiException;
import dev.erp.standalone.api.UnreachableException;
import dev.erp.standalone.system.ErpException;

/** What a failure is to the person at the console. */
final class Sentence {
    private Sentence() {}

    /** Whether its message was made for that person. */
    static boolean isFor(Throwable failure) {
        return switch (failure) {
            case ErpException _, FabricException _, ApiException _, UnreachableException _ -> true;
            default -> false;
        };
    }
}
