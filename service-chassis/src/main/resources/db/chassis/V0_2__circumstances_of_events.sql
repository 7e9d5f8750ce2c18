-- What a request said beside its body; all three are extensions of the event's envelope. Adding a column without a default changes
-- no row, so this takes no time on a full outbox.
ALTER TABLE outbox
    ADD COLUMN reason     text,
    ADD COLUMN request_id text,
    ADD COLUMN address    text;
