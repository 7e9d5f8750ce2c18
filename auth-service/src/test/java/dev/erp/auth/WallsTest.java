package dev.erp.auth;

import dev.erp.testing.Walls;
import org.junit.jupiter.api.Test;

class WallsTest {

    @Test
    void the_walls_stand() {
        Walls.of("dev.erp.auth").pure("dev.erp.auth.user.User").stand();
    }
}
