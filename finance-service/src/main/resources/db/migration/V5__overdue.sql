-- When somebody looked whether a document whose due date is over is overdue, and told of it if it was. Both indexes hold only what nobody
-- has looked at; a draft has no due date and is in neither.
ALTER TABLE invoice ADD COLUMN due_looked_at timestamptz;
ALTER TABLE bill ADD COLUMN due_looked_at timestamptz;
CREATE INDEX invoice_by_due_date ON invoice (due_on, id) WHERE due_on IS NOT NULL AND due_looked_at IS NULL;
CREATE INDEX bill_by_due_date ON bill (due_on, id) WHERE due_on IS NOT NULL AND due_looked_at IS NULL;
