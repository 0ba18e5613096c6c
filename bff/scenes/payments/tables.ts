/** Quotes, payments and their parts, orders, refunds, the drawers of cashiers and the ledger, as Kysely sees the tables. The truth is in `platform/store/migrations/`; a test compares the two on every engine. */
export interface PaymentTables {
  bill_quote: {
    id: string;
    batch_id: string;
    patient_id: string;
    asked_by: string;
    hospital_id: string;
    visit_ref: string;
    bill_hash: string;
    sealed_bill: string;
    total: number;
    fund: number | null;
    account: number | null;
    cash: number | null;
    insurance: string;
    state: string;
    quote_key: string;
    partner_ref: string | null;
    reason: string | null;
    created_at: number;
    until: number;
    sent_at: number | null;
    tries: number;
    not_found: number;
  };
  payment: {
    id: string;
    batch_id: string;
    code: string;
    patient_id: string;
    paid_by: string;
    device_id: string | null;
    channel: string;
    created_at: number;
    version: number;
    payer_code: string | null;
  };
  payment_event: {
    payment_id: string;
    version: number;
    at: number;
    part_id: string;
    state: string;
  };
  payment_part: {
    id: string;
    payment_id: string;
    quote_id: string;
    hospital_id: string;
    visit_ref: string;
    total: number;
    fund: number;
    account: number;
    cash: number;
    settled_fund: number | null;
    settled_account: number | null;
    settled_cash: number | null;
    insurance: string;
    state: string;
    reason: string | null;
    cash_order: string | null;
    cancel_wanted: number;
    pay_until: number;
    created_at: number;
    paid_at: number | null;
    sent_at: number | null;
    ended_at: number | null;
    know_by: number;
    tries: number;
    not_found: number;
    insurance_ref: string | null;
    settlement_ref: string | null;
    invoice_number: string | null;
  };
  bill_hold: {
    hospital_id: string;
    visit_ref: string;
    part_id: string;
  };
  payment_order: {
    order_key: string;
    part_id: string;
    channel: string;
    amount: number;
    state: string;
    code: string | null;
    code_until: number | null;
    presented: string;
    expires_at: number;
    watch_until: number;
    unwanted: number;
    created_at: number;
    sent_at: number | null;
    tries: number;
    not_found: number;
    paid_ref: string | null;
    paid_amount: number | null;
    paid_at: number | null;
    staff_id: string | null;
    returned: number;
    shift_id: string | null;
  };
  payment_refund: {
    refund_key: string;
    order_key: string;
    part_id: string;
    amount: number;
    cause: string;
    state: string;
    provider_ref: string | null;
    created_at: number;
    sent_at: number | null;
    done_at: number | null;
    tries: number;
    not_found: number;
    shift_id: string | null;
  };
  charge_refund: {
    id: string;
    part_id: string;
    line_refs: string;
    amount: number;
    state: string;
    live: number | null;
    reason: string | null;
    asked_by: string | null;
    started_by: string | null;
    confirmed_by: string | null;
    created_at: number;
    sent_at: number | null;
    ended_at: number | null;
    tries: number;
    not_found: number;
    hospital_ref: string | null;
    refund_key: string | null;
    expires_at: number | null;
  };
  drawer: {
    shift_id: string;
    staff_id: string;
    hospital_id: string;
    since: number;
  };
  drawer_count: {
    shift_id: string;
    at: number;
    taken: number;
    given: number;
    counted: number;
    opening: number;
  };
  ledger_movement: {
    id: string;
    at: number;
    hospital_id: string;
    part_id: string;
    from_account: string;
    to_account: string;
    fen: number;
    business_key: string;
  };
  partner_reference: {
    hospital_id: string;
    partner: string;
    ref: string;
    used_by: string;
  };
  payment_restore: {
    at: number;
  };
  merchant: {
    hospital_id: string;
    channel: string;
    number: string;
    since: number;
    proposed_by: string | null;
    agreed_by: string | null;
  };
  merchant_proposal: {
    hospital_id: string;
    channel: string;
    number: string;
    proposed_by: string;
    created_at: number;
  };
  ledger_balance: {
    day: string;
    hospital_id: string;
    account: string;
    fen: number;
  };
}

/** The newest migration of these tables. */
export const PAYMENTS_MIGRATION = '0054_payments_links.sql';
