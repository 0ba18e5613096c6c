import * as z from 'zod';

/** What a card says, as far as it is read; whatever else stands in it is left alone (SMART Health Cards, "Health Cards are Encoded as Compact Serialization JWS"). */
const payload = z.object({
  iss: z.string(),
  nbf: z.number(),
  exp: z.number().optional(),
  vc: z.object({
    type: z.array(z.string()),
    rid: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,24}$/)
      .nullish(),
    credentialSubject: z.object({
      fhirVersion: z.string(),
      fhirBundle: z.object({
        resourceType: z.literal('Bundle'),
        entry: z.array(z.object({ resource: z.looseObject({ resourceType: z.string() }) })),
      }),
    }),
  }),
});

export type CardPayload = z.output<typeof payload>;

export function cardPayloadOf(text: string): CardPayload | undefined {
  try {
    return payload.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Of whom a card speaks, as its issuer wrote it. Whether that is whoever shows it, nobody but they and their document can say. */
export interface CardHolder {
  /** Of each name the text, or family and given names as they are written together. */
  readonly names: readonly string[];
  /** As FHIR writes it: `1990-01-01`, `1990-01` or `1990`. */
  readonly birthDate?: string;
}

const holder = z.object({
  name: z
    .array(z.object({ text: z.string().optional(), family: z.string().optional(), given: z.array(z.string()).optional() }))
    .optional(),
  birthDate: z
    .string()
    .regex(/^\d{4}(-\d\d(-\d\d)?)?$/)
    .optional(),
});

/** The one patient of a card's bundle; `undefined` where there is none, or more than one, or nobody can read whose name it is. */
export function holderOf({ vc }: CardPayload): CardHolder | undefined {
  const resources = vc.credentialSubject.fhirBundle.entry.map(({ resource }) => resource);
  const [patient, ...others] = resources.filter(({ resourceType }) => resourceType === 'Patient');
  const read = holder.safeParse(patient).data;
  if (read === undefined || others.length > 0) return undefined;
  const names = (read.name ?? []).map(nameOf).filter((name) => name !== '');
  return { names, ...(read.birthDate === undefined ? {} : { birthDate: read.birthDate }) };
}

type HumanName = NonNullable<z.output<typeof holder>['name']>[number];

/** Chinese names have no space between their parts, and the family's name first. */
function nameOf({ text, family = '', given = [] }: HumanName): string {
  if (text !== undefined) return text.trim();
  const isChinese = /\p{Script=Han}/u.test(family);
  return (isChinese ? [family, ...given].join('') : [...given, family].join(' ')).trim();
}
