package dev.erp.chassis.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevocationTest {

    private static final String ID = "0193a8c0-7c1e-7011-8a4b-5e6f70819201";

    @Test
    void it_is_of_a_subject_up_to_an_epoch_or_of_a_session_and_unknown_fields_do_not_matter() {
        assertThat(revocation("{'subjectId':'" + ID + "','epoch':7,'reason':'roles'}"))
                .isEqualTo(new Revocation.OfSubject(UUID.fromString(ID), 7));
        assertThat(revocation("{'subjectId':'" + ID + "','epoch':0}"))
                .isEqualTo(new Revocation.OfSubject(UUID.fromString(ID), 0));
        assertThat(revocation("{'subjectId':'" + ID + "','epoch':9007199254740991}"))
                .isEqualTo(new Revocation.OfSubject(UUID.fromString(ID), Revocation.MAX_EPOCH));
        assertThat(revocation("{'sessionId':'" + ID + "','why':[]}"))
                .isEqualTo(new Revocation.OfSession(UUID.fromString(ID)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                          | a revocation is of a subject or of a session
            {'subjectId':'ID','epoch':1,'sessionId':'ID'} | a revocation is of a subject or of a session
            {'epoch':1,'sessionId':'ID'}                | a revocation is of a subject or of a session
            {'subjectId':'ID'}                          | epoch is no whole number from 0 to 9007199254740991
            {'subjectId':'ID','epoch':null}             | epoch is no whole number from 0 to 9007199254740991
            {'subjectId':'ID','epoch':'7'}              | epoch is no whole number from 0 to 9007199254740991
            {'subjectId':'ID','epoch':1.5}              | epoch is no whole number from 0 to 9007199254740991
            {'subjectId':'ID','epoch':-1}               | epoch is no whole number from 0 to 9007199254740991
            {'subjectId':'ID','epoch':9007199254740992} | epoch is no whole number from 0 to 9007199254740991
            {'subjectId':'ID','epoch':99999999999999999999999} | epoch is no whole number from 0 to 9007199254740991
            {'epoch':1}                                 | subjectId is no UUID
            {'subjectId':7,'epoch':1}                   | subjectId is no UUID
            {'subjectId':'1-1-1-1-1','epoch':1}         | subjectId is no UUID
            {'sessionId':null}                          | sessionId is no UUID
            {'sessionId':['ID']}                        | sessionId is no UUID
            {'sessionId':'zzzzzzzz-7c1e-7011-8a4b-5e6f70819201'} | sessionId is no UUID
            []                                          | a revocation is of a subject or of a session
            null                                        | a revocation is of a subject or of a session
            'ID'                                        | a revocation is of a subject or of a session
            """)
    void nonsense_is_refused_with_a_reason(String data, String reason) {
        assertThatThrownBy(() -> revocation(data.replace("ID", ID)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage(reason);
    }

    private static Revocation revocation(String data) {
        return Revocation.of(new IncomingEvent(
                UUID.randomUUID(),
                Revocation.TYPE,
                UUID.randomUUID(),
                1,
                Instant.EPOCH,
                new Actor("auth-service", "auth-service"),
                UUID.randomUUID(),
                null,
                null,
                data.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                new IncomingEvent.Source(Revocation.TOPIC, 0, 0)));
    }
}
