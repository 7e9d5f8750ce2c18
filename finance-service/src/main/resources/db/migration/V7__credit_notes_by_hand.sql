-- somebody may give something back without a return
ALTER TABLE credit_note
    DROP CONSTRAINT credit_note_kind_check,
    ADD CONSTRAINT credit_note_kind_check CHECK (kind IN ('return', 'reduction', 'cancellation', 'manual'));
