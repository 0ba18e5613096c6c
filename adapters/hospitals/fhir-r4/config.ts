import * as z from 'zod';
import { REPLY_MAX_BYTES } from '../../port/json.ts';

/** Configuration of one FHIR R4 hospital. Parsed once when the hospital is registered; a fault in it is the operator's, so it throws. */
export const fhirR4ConfigSchema = z
  .strictObject({
    /** Base address of the server, without a query. Every request and every next link stays on this origin and below this path. */
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .refine((url) => !/[?#@]/.test(url), 'no query, fragment or credentials')
      .transform((url) => url.replace(/\/+$/, '')),
    /** `plain`: FHIR R4 alone. `ihe`: the operations of IHE ITI Scheduling. */
    mode: z.enum(['plain', 'ihe']),
    /** Plain only: the server applies a transaction Bundle as a whole. `false` books and cancels in two steps, see README. */
    atomic: z.boolean().default(true),
    /** `registered`: people have Patient resources, which are found by document and booked by reference. `contained`: each Appointment brings its own. */
    patients: z.enum(['registered', 'contained']).default('contained'),
    /** Sent as `Authorization: Bearer …`. Obtaining and renewing it is the gateway's business. */
    bearerToken: z.string().min(1).optional(),
    /** Entries asked for a page. */
    pageSize: z.int().min(1).max(1000).default(200),
    /** See `BookingFacet.settleWindowMs`. Also how far `list` looks back, for bookings that became visible out of order. */
    settleWindowMs: z.int().min(0).default(60_000),
    /** See `SlotsFacet.readLagMs`. */
    readLagMs: z.int().min(0).default(0),
    /** See `BookingFacet.places`. `advisory` for a server that does not look at `If-Match`. */
    places: z.enum(['enforced', 'advisory']).default('enforced'),
    /** See `BookingFacet.keyMaxLength`. */
    keyMaxLength: z.int().min(1).max(64).default(64),
    /** Whether the server takes summaries (Composition, QuestionnaireResponse) and tells what doctors say of them (Communication). */
    preconsult: z.boolean().default(false),
    /** Which records the server hands out, a member of the facet each; none where it is absent. */
    records: z
      .strictObject({
        reports: z.boolean().default(false),
        /** Documents of reports: `presentedForm`, embedded or as Binary. */
        documents: z.boolean().default(false),
        visits: z.boolean().default(false),
        medications: z.boolean().default(false),
        allergies: z.boolean().default(false),
        conditions: z.boolean().default(false),
        /** Reports asked for a page; each comes with its Observations. */
        pageSize: z.int().min(1).max(200).default(20),
        /** An Observation may change while its DiagnosticReport does not, so Observations are watched too. */
        watchResults: z.boolean().default(true),
      })
      .refine(({ documents, reports }) => !documents || reports, { message: 'needs reports', path: ['documents'] })
      .optional(),
    /** Largest reply that is read, in bytes. */
    maxBodyBytes: z.int().min(1024).default(REPLY_MAX_BYTES),
  })
  // A summary and what it was made from are there together or not at all.
  .refine(({ preconsult, atomic }) => !preconsult || atomic, { message: 'needs transactions', path: ['preconsult'] })
  .readonly();

export type FhirR4ConfigInput = z.input<typeof fhirR4ConfigSchema>;
export type FhirR4Config = z.output<typeof fhirR4ConfigSchema>;
