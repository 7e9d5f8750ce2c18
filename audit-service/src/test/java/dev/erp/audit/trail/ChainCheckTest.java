package dev.erp.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.audit.trail.AuditTrail.Head;
import dev.erp.audit.trail.AuditTrail.Link;
import dev.erp.audit.trail.ChainCheck.Kind;
import dev.erp.chassis.event.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainCheckTest {

    private final List<Link> chain = new ArrayList<>(Trails.chain(5));
    private final byte[] head = chain.getLast().hash();

    @Test
    void a_chain_as_it_was_written_is_whole() {
        ChainCheck check = check(5, head, 5);
        assertThat(check.fault()).isNull();
        assertThat(check.checked()).isEqualTo(5);
    }

    @Test
    void an_empty_chain_is_whole() {
        chain.clear();
        assertThat(check(0, HashChain.genesis(), 0).fault()).isNull();
    }

    @Test
    void each_changed_record_is_named() {
        for (int i = 0; i < chain.size(); i++) {
            Link original = chain.get(i);
            chain.set(i, new Link(byAnother(original.event()), original.previousHash(), original.hash()));
            assertFault(check(5, head, 5), Kind.ALTERED, i + 1, i);
            chain.set(i, original);
        }
    }

    @Test
    void a_change_with_a_new_hash_is_seen_at_the_next_record_or_at_the_head() {
        for (int i = 0; i < chain.size(); i++) {
            Link original = chain.get(i);
            AuditRecord forged = byAnother(original.event());
            byte[] hash = new HashChain().hash(original.previousHash(), forged);
            chain.set(i, new Link(forged, original.previousHash(), hash));
            ChainCheck check = check(5, head, 5);
            assertThat(check.fault().kind()).isEqualTo(Kind.ALTERED);
            assertThat(check.fault().position()).isEqualTo(Math.min(i + 2, 5));
            chain.set(i, original);
        }
    }

    @Test
    void each_missing_record_is_named() {
        for (int i = 0; i < chain.size(); i++) {
            Link original = chain.remove(i);
            assertFault(check(5, head, 5), Kind.MISSING, i + 1, i);
            chain.add(i, original);
        }
        chain.clear();
        assertFault(check(5, head, 0), Kind.MISSING, 1, 0);
    }

    @Test
    void records_that_changed_places_are_found_at_the_first_of_them() {
        Collections.swap(chain, 1, 3);
        // each carries the position of the other now
        chain.set(1, moved(chain.get(1), 2));
        chain.set(3, moved(chain.get(3), 4));
        ChainCheck check = check(5, head, 5);
        assertFault(check, Kind.ALTERED, 2, 1);
        assertThat(check.previousHash()).isEqualTo(chain.get(3).previousHash());
        check.belongsAt(4, false);
        assertFault(check, Kind.SWAPPED, 2, 1);
    }

    @Test
    void records_before_the_first_and_behind_the_last_position_are_unexpected() {
        chain.addFirst(moved(chain.getFirst(), 0));
        assertFault(check(5, head, 5), Kind.UNEXPECTED, 0, 0);
        chain.removeFirst();
        assertFault(check(5, head, 6), Kind.UNEXPECTED, 6, 5);
    }

    @Test
    void a_chain_that_was_computed_anew_does_not_agree_with_its_checkpoints() {
        Marks marks = new Marks();
        marks.add(1, 2, chain.get(1).hash());
        marks.add(2, 5, HashChain.genesis());
        ChainCheck check = new ChainCheck(0, HashChain.genesis(), marks);
        chain.forEach(check::accept);
        check.end(5, head, 5);
        assertFault(check, Kind.REWRITTEN, 3, 4);
        assertThat(check.fault().detail()).contains("checkpoint 2").contains("positions 3 to 5");
    }

    @Test
    void a_tail_that_was_cut_off_with_its_head_is_known_to_a_checkpoint() {
        Marks marks = new Marks();
        marks.add(1, 7, HashChain.genesis());
        ChainCheck check = new ChainCheck(0, HashChain.genesis(), marks);
        chain.forEach(check::accept);
        check.end(5, head, 5);
        assertFault(check, Kind.MISSING, 6, 5);
    }

    @Test
    void a_chain_goes_on_behind_what_was_removed() {
        ChainCheck check = new ChainCheck(2, chain.get(1).hash(), new Marks());
        chain.subList(2, 5).forEach(check::accept);
        check.end(5, head, 5);
        assertThat(check.fault()).isNull();
        assertThat(check.checked()).isEqualTo(3);
    }

    @Test
    void a_head_with_another_hash_is_found() {
        assertFault(check(5, HashChain.genesis(), 5), Kind.ALTERED, 5, 5);
    }

    @Test
    void several_partitions_make_several_chains_in_arrival_order() {
        List<Link> links = AuditTrail.link(
                List.of(Trails.event(1), Trails.event(0), Trails.event(1)),
                List.of(Trails.start(0), Trails.start(1)),
                Trails.NOW);
        assertThat(links)
                .extracting(link -> link.event().chain() + ":" + link.event().position())
                .containsExactly("1:1", "0:1", "1:2");
        assertThat(links.get(2).previousHash()).isEqualTo(links.get(0).hash());
        assertThat(links.get(1).previousHash()).isEqualTo(HashChain.genesis());
    }

    @Test
    void the_time_of_a_chain_never_goes_back() {
        Instant later = Trails.NOW.plusSeconds(60);
        List<Link> links = AuditTrail.link(
                List.of(Trails.event(0)), List.of(new Head(0, 9, HashChain.genesis(), later)), Trails.NOW);
        assertThat(links.getFirst().event().recordedAt()).isEqualTo(later);
        assertThat(links.getFirst().event().position()).isEqualTo(10);
    }

    private ChainCheck check(long headPosition, byte[] headHash, long last) {
        ChainCheck check = new ChainCheck();
        chain.forEach(check::accept);
        check.end(headPosition, headHash, last);
        return check;
    }

    private static void assertFault(ChainCheck check, Kind kind, long position, long checked) {
        assertThat(check.fault()).isNotNull();
        assertThat(check.fault().kind()).isEqualTo(kind);
        assertThat(check.fault().position()).isEqualTo(position);
        assertThat(check.checked()).isEqualTo(checked);
    }

    private static AuditRecord byAnother(AuditRecord e) {
        return copy(e, e.position(), new Actor("somebody-else", "Somebody Else"));
    }

    private static Link moved(Link link, long position) {
        return new Link(copy(link.event(), position, link.event().actor()), link.previousHash(), link.hash());
    }

    private static AuditRecord copy(AuditRecord e, long position, Actor actor) {
        return new AuditRecord(
                e.chain(),
                position,
                e.eventId(),
                e.topic(),
                e.type(),
                e.subject(),
                e.sequence(),
                e.occurredAt(),
                e.recordedAt(),
                actor,
                e.correlationId(),
                e.causationId(),
                e.traceparent(),
                e.circumstances(),
                e.layout(),
                e.data(),
                e.isText());
    }
}
