package dev.erp.inventory.ledger;

import io.kotest.property.Arb;
import io.kotest.property.arbitrary.CollectionsKt;
import io.kotest.property.arbitrary.IntsKt;
import io.kotest.property.arbitrary.MapKt;
import java.util.List;
import kotlin.ranges.IntRange;

/** Random histories of a stock. */
final class Histories {

    /** What happens next; which order, product or quantity it is about, the numbers say, whatever there is by then. */
    record Step(Kind kind, int which, int product, int quantity, boolean flag) {}

    enum Kind {
        PLACE,
        PLACE_AND_WAIT,
        PLACE_AND_WAIT_ELSEWHERE,
        CANCEL,
        REDUCE,
        SHIP,
        SHIP_AGAIN,
        RETURN,
        RETURN_AGAIN,
        RECEIVE,
        RECEIVE_AGAIN,
        REVERSE,
        TRANSFER,
        COUNT,
        ADJUST,
        GIVE_WAY,
        TIME_OUT
    }

    private Histories() {}

    private static Step step(int number) {
        int rest = number;
        Kind kind = Kind.values()[rest % Kind.values().length];
        rest /= Kind.values().length;
        int which = rest % 7;
        rest /= 7;
        int product = rest % 3;
        rest /= 3;
        return new Step(kind, which, product, 1 + rest / 2 % 9, rest % 2 == 0);
    }

    /** @param longest in steps */
    static Arb<List<Step>> upTo(int longest) {
        Arb<Step> steps =
                MapKt.map(IntsKt.nonNegativeInt(Arb.Companion, Kind.values().length * 7 * 3 * 18 - 1), Histories::step);
        return CollectionsKt.list(Arb.Companion, steps, new IntRange(5, longest));
    }
}
