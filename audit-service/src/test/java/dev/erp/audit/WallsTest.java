package dev.erp.audit;

import dev.erp.testing.Walls;
import org.junit.jupiter.api.Test;

class WallsTest {

    @Test
    void the_walls_of_the_house_stand() {
        Walls.of("dev.erp.audit")
                .pure(
                        "dev.erp.audit.trail.AuditRecord",
                        "dev.erp.audit.trail.HashChain",
                        "dev.erp.audit.trail.ChainCheck")
                .stand();
    }
}
