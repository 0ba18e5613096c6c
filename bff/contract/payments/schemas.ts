import * as z from 'zod';
import {
  bilingual,
  dutyDesk,
  hospitalId,
  instant,
  money,
  patientId,
  paymentId,
  refundCause,
  slipCode,
  typedText,
} from '../terms.ts';

const visitRef = z
  .string()
  .regex(/^[!-~]{1,128}$/)
  .meta({ description: "The hospital's own reference of the visit." });

const billHash = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,128}$/)
  .meta({ description: 'Names the bill as it is now: any other line, price or share is another bill.' });

const quotesId = z.string().regex(/^qts_[A-Za-z0-9_-]{30}$/);

const line = z.object({
  name: z.string(),
  quantity: z.string(),
  unit: z.string().optional(),
  price: money.meta({ description: 'Of one unit.' }),
  amount: money,
  class: z.enum(['a', 'b', 'none']).meta({
    description: "How the insurer's catalogue has it: 甲类, 乙类, or not covered (自费).",
  }),
  ownShare: z.int().min(0).max(10_000).meta({ description: 'The share of one’s own that comes before cover, in basis points.' }),
});

const visit = z.object({
  visitRef,
  at: instant,
  department: z.string().optional(),
  practitioner: z.string().optional(),
  lines: z.array(line),
  total: money,
  billHash,
  beingPaid: z.boolean().meta({ description: 'Somebody is paying it at this moment, here.' }),
  paymentId: paymentId.optional().meta({ description: 'The payment that pays it, where whoever asks may see that one.' }),
});

const hospitalBills = z.object({
  hospital: hospitalId,
  hospitalName: z.string(),
  state: z.enum(['read', 'unavailable', 'unknown-person']).meta({
    description:
      '`read`: this is what is open there. `unavailable`: the hospital does not answer, and there may be more. `unknown-person`: it has no file of the person here yet.',
  }),
  visits: z.array(visit),
});

/** What is open for a person, hospital by hospital. */
export const bills = z.object({ patientId, hospitals: z.array(hospitalBills) }).meta({ id: 'Bills' });

/** Who pays how much. */
const split = z.object({ total: money, fund: money, account: money, cash: money }).meta({
  id: 'Split',
  description: '`total = fund + account + cash`: the insurer’s funds, one’s own account there, and the rest.',
});

const channel = z.enum(['wechat-pay', 'sandbox', 'cash']);

const presented = z.enum(['code', 'link']).meta({
  description: '`code`: scanned off another screen. `link`: opened on the phone that asked for it, in the same tab.',
});

const quote = z.object({
  hospital: hospitalId,
  hospitalName: z.string(),
  visitRef,
  state: z.enum(['asking', 'open', 'refused', 'gone']),
  reason: z
    .enum(['not-insured', 'suspended', 'lines-refused', 'unavailable', 'refused'])
    .optional()
    .meta({ description: 'Why insurance pays nothing of it. It can be paid without insurance.' }),
  insurance: z.enum(['none', 'insurer', 'hospital']),
  total: money,
  split: split.optional().meta({ description: 'There once `state` is `open`.' }),
  channels: z.array(channel).meta({ description: 'By which the rest can be paid at this hospital now. `cash`: at its window.' }),
  byLink: z.array(channel).meta({ description: 'Those of `channels` by which a phone pays that can scan nothing: by a link.' }),
});

/** What some bills would cost whom. */
export const quotes = z
  .object({
    id: quotesId,
    patientId,
    state: z.enum(['asking', 'ready']),
    until: instant.meta({ description: 'Until when a payment can use them.' }),
    fromHome: z.boolean().meta({ description: 'Whether somebody else can pay from home, by a code on paper.' }),
    quotes: z.array(quote),
  })
  .meta({ id: 'Quotes' });

const refund = z.object({
  amount: money,
  cause: refundCause,
  state: z.enum(['on-its-way', 'at-window', 'done', 'with-staff']),
  at: instant.optional(),
});

/** What somebody asked a hospital to take back of what it settled. */
const takenBack = z.object({
  amount: money,
  state: z.enum(['asking', 'going-back', 'done', 'refused', 'with-staff']).meta({
    description:
      '`asking`: the hospital decides. `going-back`: it said yes. `refused`: nothing was taken back, and it can be asked again.',
  }),
  at: instant.optional().meta({ description: 'When it came to rest.' }),
});

const cashWindow = bilingual
  .optional()
  .meta({ description: 'Where the hospital takes cash and gives it back, where it says so.' });

const part = z.object({
  hospital: hospitalId,
  hospitalName: z.string(),
  state: z.enum(['paying', 'confirming', 'paid', 'giving-back', 'not-paid', 'with-staff']),
  reason: z
    .enum([
      'cancelled',
      'not-paid-in-time',
      'channel-unavailable',
      'insurer-refused',
      'insurer-unavailable',
      'split-changed',
      'bill-changed',
      'settled-elsewhere',
      'hospital-refused',
      'hospital-unavailable',
      'paid-elsewhere',
      'other',
    ])
    .optional()
    .meta({ description: 'Why it is not paid, or goes back.' }),
  knowBy: instant.optional().meta({ description: 'While it is open: by when the person will know.' }),
  agreed: split,
  settled: split.optional().meta({ description: 'What it came to, where that is known.' }),
  presented: presented.optional(),
  code: z.string().optional().meta({ description: 'What is shown as a QR code, while it can be paid.' }),
  payUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description:
        'Instead of a code, while it can be paid: the page of the provider, which the phone opens. It wants to know the origin from which one comes (`referrerpolicy="origin"`). That somebody comes back from it says nothing: the payment is asked.',
    }),
  payUntil: instant.optional().meta({ description: 'While it can be paid.' }),
  invoiceNumber: z
    .string()
    .optional()
    .meta({ description: "The number of the hospital's electronic invoice (医疗收费电子票据)." }),
  endedAt: instant.optional().meta({ description: 'When it came to rest.' }),
  refunds: z.array(refund),
  takenBack: takenBack.optional().meta({ description: 'What was last asked to be taken back of it.' }),
  dutyDesk,
  cashWindow,
});

/** One confirmation: a part for each bill. Each part ends by itself. */
export const payment = z
  .object({
    id: paymentId,
    code: slipCode.meta({ description: 'By which a cashier finds it, from paper.' }),
    patientId,
    patientName: z.string().meta({ description: 'Masked.' }),
    channel,
    createdAt: instant,
    fromHome: z
      .object({
        code: slipCode.meta({ description: 'Another one than `code`: it opens the page of whoever pays, and nothing else.' }),
        address: z.string().meta({ description: 'Of that page, with the code: what the QR code on the paper holds.' }),
      })
      .optional()
      .meta({ description: 'Somebody else pays it from home, by the code on the paper.' }),
    parts: z.array(part),
  })
  .meta({ id: 'Payment' });

/** A payment in a list: what it was, and not what for. */
export const listedPayment = z
  .object({
    id: paymentId,
    createdAt: instant,
    patientId,
    patientName: z.string().meta({ description: 'Masked.' }),
    state: z.enum(['open', 'paid', 'partly', 'giving-back', 'staff', 'none']).meta({
      description:
        'Of all its parts: `open` while one of them is, `partly` where some are paid. Where none is, the worst of them: `staff`, `giving-back`, `none`.',
    }),
    hospitals: z.array(z.object({ hospital: hospitalId, hospitalName: z.string() })),
    total: money.meta({ description: 'Of all bills that were to be paid, whoever pays.' }),
    back: z.enum(['none', 'under-way', 'done']).meta({ description: 'Whether some of it goes back, or went back.' }),
  })
  .meta({ id: 'ListedPayment' });

export const paymentEvent = z
  .object({ part: z.int(), state: z.string(), at: instant })
  .meta({ id: 'PaymentEvent', description: "One server-sent event; its id is the payment's version, `part` counts from 0." });

/** What one takes along when some of a payment is paid. */
export const receipt = z
  .object({
    id: paymentId,
    code: slipCode,
    qr: z.string().meta({ description: 'The text of the QR code, signed with Ed25519.' }),
    issuedAt: instant,
    patientName: z.string().meta({ description: 'Masked.' }),
    channel,
    parts: z.array(
      z.object({
        hospital: hospitalId,
        hospitalName: z.string(),
        visitRef,
        at: instant.meta({ description: 'Of the visit.' }),
        department: z.string().optional(),
        lines: z.array(line),
        settled: split,
        settledAt: instant,
        invoiceNumber: z.string().optional(),
        refunds: z.array(refund),
        takenBack: takenBack.optional().meta({ description: 'What was last asked to be taken back of it.' }),
        dutyDesk,
        cashWindow,
      }),
    ),
    notInvoice: z.literal(true).meta({ description: 'It is no electronic invoice (医疗收费电子票据), and says so.' }),
  })
  .meta({ id: 'Receipt' });

/** What the hospitals would take back of a payment now. */
export const refundable = z
  .object({
    id: paymentId,
    parts: z.array(
      z.object({
        part: z.int().min(0).meta({ description: 'Of the payment, counted from 0.' }),
        state: z.enum(['refundable', 'under-way', 'nothing', 'unavailable']).meta({
          description: '`nothing`: the hospital takes nothing of it back by this way. `unavailable`: it does not answer.',
        }),
        whole: money.optional().meta({ description: 'All that is left of it, where that can be taken back at once.' }),
        lines: z
          .array(z.object({ ref: z.string(), name: z.string(), amount: money }))
          .meta({ description: 'What can be taken back alone: nothing whose cost insurance has borne.' }),
      }),
    ),
  })
  .meta({ id: 'Refundable' });

/** What a cashier sees of a payment: what is to be paid at their hospital, and for whom, masked. No line of a bill. */
export const deskPayment = z
  .object({
    id: paymentId,
    code: slipCode,
    patientName: z.string().meta({ description: 'Masked.' }),
    state: z.enum(['due', 'paid', 'gone']).meta({ description: '`gone`: nobody can pay it any more.' }),
    due: money.meta({ description: 'Of this hospital, in cash.' }),
    back: money.meta({ description: 'What the cashier is to give back.' }),
    payUntil: instant,
  })
  .meta({ id: 'DeskPayment' });

const refundId = z.string().regex(/^cfd_[A-Za-z0-9_-]{22}$/);
export const drawerId = z.string().regex(/^shf_[A-Za-z0-9_-]{22}$/);

/** What a cashier sees of what their hospital would take back of a payment now: names and amounts of lines, and nothing else of the bill. */
export const deskRefundable = z
  .object({
    code: slipCode,
    patientName: z.string().meta({ description: 'Masked.' }),
    inCash: z.boolean().meta({
      description: 'It was paid in cash: it is given back at the window. Else it goes back by itself to where it came from.',
    }),
    parts: refundable.shape.parts.meta({ description: 'Those of this hospital alone.' }),
  })
  .meta({ id: 'DeskRefundable' });

/** A refund that one member of staff has proposed and another one confirms. */
export const deskRefund = z
  .object({
    id: refundId,
    state: z.enum(['proposed', 'confirmed', 'declined', 'lapsed']).meta({
      description:
        '`confirmed`: the hospital is asked. `lapsed`: nobody confirmed it in time. Nothing was asked of the hospital before it is `confirmed`.',
    }),
    patientName: z.string().meta({ description: 'Masked.' }),
    amount: money,
    inCash: z.boolean(),
    proposedBy: z.string().meta({ description: 'The name of the member of staff.' }),
    mine: z.boolean().meta({ description: 'Whoever asks proposed it themselves: somebody else has to confirm it.' }),
    since: instant,
    until: instant.meta({ description: 'When it ends by itself.' }),
  })
  .meta({ id: 'DeskRefund' });

/** What waits at a hospital for a second member of staff, the oldest first. */
export const deskRefunds = z.object({ items: z.array(deskRefund) });

/** The cash of one shift of a cashier. */
export const drawer = z
  .object({
    id: drawerId.meta({ description: 'That of the shift.' }),
    state: z.enum(['open', 'counted', 'not-counted']).meta({
      description: '`not-counted`: the shift is over, and nobody has counted what was in the drawer.',
    }),
    since: instant,
    taken: money,
    timesTaken: z.int().min(0),
    given: money,
    timesGiven: z.int().min(0),
    count: z
      .object({
        at: instant,
        counted: money,
        float: money,
        difference: z.int().meta({
          description: 'Fen: what was counted beyond the float and what the ledger has; below 0 where something is missing.',
        }),
      })
      .optional()
      .meta({ description: 'What the cashier said when they went off duty. It changes nothing in the ledger.' }),
  })
  .meta({ id: 'Drawer' });

/** The drawer of now, where the cashier is on duty, and the one before it. */
export const drawers = z.object({ now: drawer.optional(), before: drawer.optional() });

/** What comes in. Objects are strict: a field that is not in the contract is refused. */
export const input = {
  billsOf: z.strictObject({ patientId }),
  quotesId: z.strictObject({ id: quotesId }),
  paymentId: z.strictObject({ id: paymentId }),
  refund: z.strictObject({
    part: z.int().min(0).max(19),
    lines: z.union([
      z.literal('whole'),
      z
        .array(z.string().regex(/^[!-~]{1,128}$/))
        .min(1)
        .max(200),
    ]),
    amount: money.meta({ description: 'What the person saw and agreed to.' }),
  }),
  paymentCode: z.strictObject({ code: slipCode }),
  refundId: z.strictObject({ id: refundId }),
  confirmation: z.strictObject({ amount: money.meta({ description: 'What whoever confirms it saw.' }) }),
  drawerId: z.strictObject({ id: drawerId }),
  count: z.strictObject({
    counted: money.meta({ description: 'All that is in the drawer.' }),
    float: money.meta({ description: 'What was in it before anything was taken.' }),
  }),
  cash: z.strictObject({ amount: money.meta({ description: 'What the cashier was given, or gave back; it is what is due.' }) }),
  quotes: z.strictObject({
    patientId,
    bills: z
      .array(z.strictObject({ hospital: hospitalId, visitRef, billHash }))
      .min(1)
      .max(20),
    insurance: z.boolean().meta({ description: 'Whether insurance is asked first.' }),
    insuranceToken: typedText(1, 512).optional().meta({
      description: "What the person's own insurance code gave; used once, never kept. Without it the document is asked for.",
    }),
  }),
  payment: z.strictObject({
    quotesId,
    channel: channel.meta({ description: '`cash`: at the window, to a cashier.' }),
    fromHome: z.boolean().optional().meta({
      description: 'Somebody else pays it from home, by a code on paper: nothing is asked of the channel before they want to.',
    }),
    presented: presented.optional().meta({
      description:
        'A code where it is absent. A link is given to phones alone: to no session at an enrolled device, and to nobody who pays from home.',
    }),
  }),
};
