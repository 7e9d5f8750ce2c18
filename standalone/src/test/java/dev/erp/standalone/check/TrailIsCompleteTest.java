package dev.erp.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrailIsCompleteTest {
    private static final UUID UNKNOWN = UUID.randomUUID();

    private final History history = new History().add("sales.order.placed").add("sales.order.confirmed");

    private static String entry(UUID id, Instant occurredAt, String data) {
        return "{\"id\": \"%s\", \"occurredAt\": \"%s\", %s}".formatted(id, occurredAt, data);
    }

    /** The trail as it has to be. */
    private List<String> trail() {
        return new ArrayList<>(history.events().stream()
                .map(event -> entry(event.id(), event.time(), "\"data\": {}"))
                .toList());
    }

    private List<String> trailAnd(String entry) {
        List<String> trail = trail();
        trail.add(entry);
        return trail;
    }

    private Finding judged(Answers says) {
        return history.judgedBy(new TrailIsComplete(), says);
    }

    @Test
    void a_trail_with_every_event_once_holds() {
        Finding finding =
                judged(Answers.NONE.withTrail(trail()).withVerification("{\"intact\": true, \"checked\": 2}"));

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isEqualTo(2);
        assertThat(finding.remark()).isEqualTo("2 events, 2 records verified");
    }

    @Test
    void an_event_that_is_not_in_the_trail_is_reported() {
        Finding finding = judged(Answers.NONE.withTrail(trail().subList(0, 1)));

        assertThat(finding.offenders())
                .containsExactly("event %s is not in the trail"
                        .formatted(history.events().getLast().id()));
    }

    @Test
    void an_event_that_is_in_the_trail_twice_is_reported() {
        Finding finding = judged(Answers.NONE.withTrail(trailAnd(trail().getFirst())));

        assertThat(finding.offenders())
                .containsExactly("event %s is in the trail twice"
                        .formatted(history.events().getFirst().id()));
    }

    @Test
    void a_record_of_an_event_that_never_was_is_reported() {
        Finding finding = judged(Answers.NONE.withTrail(trailAnd(entry(UNKNOWN, History.LONG_AGO, "\"data\": {}"))));

        assertThat(finding.offenders()).containsExactly("event %s is in the trail and on no topic".formatted(UNKNOWN));
    }

    @Test
    void an_event_that_came_after_the_topics_were_read_is_not_reported() {
        Finding finding = judged(Answers.NONE.withTrail(trailAnd(entry(UNKNOWN, Instant.now(), "\"data\": {}"))));

        assertThat(finding.offenders()).isEmpty();
    }

    @Test
    void a_record_that_is_no_json_is_not_reported_because_nobody_takes_it_for_an_event() {
        Finding finding =
                judged(Answers.NONE.withTrail(trailAnd(entry(UNKNOWN, History.LONG_AGO, "\"dataBase64\": \"/w==\""))));

        assertThat(finding.offenders()).isEmpty();
    }

    @Test
    void a_broken_chain_is_reported_with_its_first_fault() {
        Finding finding = judged(Answers.NONE.withTrail(trail()).withVerification("""
                {"intact": false, "checked": 2, "chains": [
                    {"chain": 0, "checked": 1},
                    {"chain": 3, "checked": 1, "firstFault": {"kind": "altered", "position": 7}}]}\
                """));

        assertThat(finding.offenders()).containsExactly("chain 3: {\"kind\":\"altered\",\"position\":7}");
    }

    @Test
    void a_trail_that_does_not_say_that_it_is_intact_is_reported() {
        assertThat(judged(Answers.NONE.withTrail(trail()).withVerification("{\"intact\": false, \"chains\": []}"))
                        .offenders())
                .containsExactly("the trail does not say that it is intact");
        assertThat(judged(Answers.NONE.withTrail(trail()).withVerification("{}"))
                        .violations())
                .isEqualTo(1);
    }
}
