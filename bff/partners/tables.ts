/** Messages that hospitals sent, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface InboxTables {
  inbound_message: {
    source: string;
    id: string;
    hash: string;
    received_at: number;
  };
}

/** The newest migration of these tables. */
export const INBOX_MIGRATION = '0006_inbox.sql';
