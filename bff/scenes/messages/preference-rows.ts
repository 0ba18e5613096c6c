import { sql } from 'kysely';
import { templates } from '../../platform/store/statement.ts';
import { guarded, type Part, type Store } from '../../platform/store/store.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { OversightTables } from '../oversight/tables.ts';
import type { Preferences } from './preference-rules.ts';
import { MESSAGE_KINDS, type MessageKind, type MessageLanguage } from './rules.ts';
import type { MessageTables } from './tables.ts';

const template = templates<MessageTables & Pick<IdentityTables, 'patient'> & Pick<OversightTables, 'consent'>>();

/** Name of the guard: nobody has said anything else of messages since the version that was seen. */
export const PREFERENCES_UNCHANGED = 'message-preferences-unchanged';

interface PreferenceRow {
  readonly version: number;
  readonly phoneOff: string;
  readonly appOff: string;
  readonly quietFrom: number | null;
  readonly quietUntil: number | null;
  readonly chosenLanguage: string | null;
  readonly language: string;
}

const selectPreferences = template<{ patientId: string }, PreferenceRow>((q, p) =>
  q
    .selectFrom('patient')
    .leftJoin('message_preference', 'message_preference.patient_id', 'patient.id')
    .select([
      sql<number>`COALESCE(message_preference.version, 0)`.as('version'),
      sql<string>`COALESCE(message_preference.phone_off, '[]')`.as('phoneOff'),
      sql<string>`COALESCE(message_preference.app_off, '[]')`.as('appOff'),
      'message_preference.quiet_from as quietFrom',
      'message_preference.quiet_until as quietUntil',
      'message_preference.language as chosenLanguage',
      sql<string>`COALESCE(message_preference.language, (SELECT consent.language FROM consent WHERE consent.patient_id = patient.id
        ORDER BY consent.given_at DESC, consent.id DESC LIMIT 1), 'zh')`.as('language'),
    ])
    .where('patient.id', '=', p.patientId),
);

/** What this person wishes, or what holds for whoever never said anything. A kind of which nothing is known any more is left out. */
export async function readPreferences(store: Pick<Store, 'read'>, patientId: string): Promise<Preferences> {
  const [row] = await store.read(selectPreferences({ patientId }));
  if (!row) throw new TypeError('preferences of nobody');
  const { version, phoneOff, appOff, quietFrom: from, quietUntil: until, chosenLanguage, language } = row;
  return {
    patientId,
    version,
    phoneOff: kindsIn(phoneOff),
    appOff: kindsIn(appOff),
    quiet: from === null || until === null ? null : { from, until },
    chosenLanguage: chosenLanguage as MessageLanguage | null,
    language: language as MessageLanguage,
  };
}

function kindsIn(list: string): readonly MessageKind[] {
  const kept: unknown = JSON.parse(list);
  return Array.isArray(kept) ? MESSAGE_KINDS.filter((kind) => kept.includes(kind)) : [];
}

type Said = {
  patientId: string;
  before: number;
  phoneOff: string;
  appOff: string;
  quietFrom: number | null;
  quietUntil: number | null;
  language: string;
  now: number;
};

const insertPreferences = template((q, p: Said) =>
  q
    .insertInto('message_preference')
    .values({
      patient_id: p.patientId,
      version: sql<number>`CAST(${p.before} AS BIGINT) + 1`,
      phone_off: p.phoneOff,
      app_off: p.appOff,
      quiet_from: p.quietFrom,
      quiet_until: p.quietUntil,
      language: p.language,
      changed_at: p.now,
    })
    .onConflict((conflict) => conflict.column('patient_id').doNothing()),
);

const updatePreferences = template((q, p: Said) =>
  q
    .updateTable('message_preference')
    .set({
      version: sql<number>`version + 1`,
      phone_off: p.phoneOff,
      app_off: p.appOff,
      quiet_from: p.quietFrom,
      quiet_until: p.quietUntil,
      language: p.language,
      changed_at: p.now,
    })
    .where('patient_id', '=', p.patientId)
    .where('version', '=', p.before),
);

/** What the person wishes from now on, or `PREFERENCES_UNCHANGED` where version `before` is not the newest. */
export function savePreferencesPart(
  { patientId, version: before }: Pick<Preferences, 'patientId' | 'version'>,
  { phoneOff, appOff, quiet, language }: Pick<Preferences, 'phoneOff' | 'appOff' | 'quiet' | 'language'>,
  now: number,
): Part {
  const lists = { phoneOff: JSON.stringify(phoneOff), appOff: JSON.stringify(appOff) };
  const hours = { quietFrom: quiet?.from ?? null, quietUntil: quiet?.until ?? null };
  const said = { patientId, before, ...lists, ...hours, language, now };
  return guarded(before === 0 ? insertPreferences(said) : updatePreferences(said), PREFERENCES_UNCHANGED);
}
