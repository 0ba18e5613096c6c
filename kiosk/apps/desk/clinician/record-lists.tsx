import type { ComponentChildren } from 'preact';
import type * as z from 'zod';
import type { readRecords } from '../../../../bff/contract/records/clinician-schemas.ts';
import type { Hospital } from '../../../client/wire.ts';
import { hospitalName } from '../../../i18n/named.ts';
import { dayOf } from '../../../i18n/when.ts';
import { useLanguage, useSay } from '../../../staff/saying.ts';
import { RecordSection } from './record-section.tsx';
import { conditionStates, criticalities, kinds, medicationStates, record as words } from './record-words.ts';

type Lists = z.output<typeof readRecords>['lists'];

interface ListProps<Name extends keyof Lists> {
  readonly of: Lists[Name];
  readonly hospitals: readonly Hospital[];
}

interface EntryProps {
  /** As the hospital calls it. */
  readonly title: string;
  readonly item: { readonly hospital: string; readonly hospitalName: string };
  readonly hospitals: readonly Hospital[];
  readonly strong?: boolean;
  /** What is not said is left out. */
  readonly facts: readonly (string | undefined)[];
}

/** One entry of a list: what it is, what is said of it, and by which hospital. */
function Entry({ title, item, hospitals, strong = false, facts }: EntryProps) {
  const language = useLanguage();
  return (
    <div class={strong ? 'entry strong' : 'entry'}>
      <strong>
        <bdi>{title}</bdi>
      </strong>
      <Facts of={[...facts, hospitalName(language, item, hospitals)]} />
    </div>
  );
}

/** Each apart from the next, whatever a hospital wrote in it. */
export function Facts({ of }: { readonly of: readonly (string | undefined)[] }) {
  const said = of.filter((fact): fact is string => fact !== undefined && fact !== '');
  return (
    <p class="entry-facts">
      {said.map(
        (fact, nth): ComponentChildren => (
          <span key={nth}>
            {nth > 0 && ' · '}
            <bdi>{fact}</bdi>
          </span>
        ),
      )}
    </p>
  );
}

export function Allergies({ of, hospitals }: ListProps<'allergies'>) {
  const say = useSay();
  return (
    <RecordSection name="allergies" of={of} hospitals={hospitals}>
      {(item) => (
        <Entry
          title={item.substance}
          {...{ item, hospitals }}
          strong={item.criticality === 'high'}
          facts={[
            say(criticalities[item.criticality]),
            item.reaction && say(words.reaction, { text: item.reaction }),
            item.verified ? undefined : say(words.unverified),
            item.recordedAt && say(words.recorded, { when: dayOf(item.recordedAt) }),
          ]}
        />
      )}
    </RecordSection>
  );
}

export function Medications({ of, hospitals }: ListProps<'medications'>) {
  const say = useSay();
  return (
    <RecordSection name="medications" of={of} hospitals={hospitals}>
      {(item) => (
        <Entry
          title={item.name}
          {...{ item, hospitals }}
          facts={[
            item.dosage,
            say(medicationStates[item.status]),
            say(words.prescribed, { when: dayOf(item.prescribedAt) }),
            item.practitioner && say(words.doctor, { name: item.practitioner }),
          ]}
        />
      )}
    </RecordSection>
  );
}

export function Conditions({ of, hospitals }: ListProps<'conditions'>) {
  const say = useSay();
  return (
    <RecordSection name="conditions" of={of} hospitals={hospitals}>
      {(item) => (
        <Entry
          title={item.name}
          {...{ item, hospitals }}
          facts={[say(conditionStates[item.status]), item.recordedAt && say(words.recorded, { when: dayOf(item.recordedAt) })]}
        />
      )}
    </RecordSection>
  );
}

export function Visits({ of, hospitals }: ListProps<'visits'>) {
  const say = useSay();
  return (
    <RecordSection name="visits" of={of} hospitals={hospitals}>
      {(item) => {
        const days = [item.start, ...(item.end ? [item.end] : [])].map(dayOf);
        return (
          <Entry
            title={[...new Set(days)].join(' – ')}
            {...{ item, hospitals }}
            facts={[
              say(kinds[item.kind]),
              item.department,
              item.practitioner && say(words.doctor, { name: item.practitioner }),
              ...item.diagnoses,
            ]}
          />
        );
      }}
    </RecordSection>
  );
}
