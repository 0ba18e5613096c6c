import type { Loaded } from '../../../client/all-pages.ts';
import type { Services } from '../../../client/services.ts';
import type { BoundPhone, Hospital, PersonSession } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import '../../../components/choice-list/choice-list.css';
import { Pages } from '../../../components/pages/pages.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import type { PhonesWish } from '../answers.ts';
import { type PlaceWords, phoneWords, sessionWords } from './place-words.ts';

/** More are read by turning the page. */
const AT_ONCE = 5;

/** Where the registration is open, and which phones are one's own: each ends behind one question. */
export function PhonesScreen() {
  const visit = useVisit();
  const { services, say, act } = visit;
  const [read, retry] = useLoad(() => readPlaces(services));
  if (read.state !== 'ready') return <Loading load={read} retry={retry} />;
  const places = placesIn(read.value, visit);
  const { bound, sessions } = read.value;
  const wish = (what: 'enter' | 'bind' | 'others') => () => act.settle('phones', { what });
  return (
    <Screen title={say('phones.title')} lead={<p>{say('phones.lead')}</p>}>
      <Pages items={places} keyOf={({ key }) => key} atOnce={AT_ONCE} say={say}>
        {(shown) => (
          <ul class="choice-list private">
            {shown.map(({ key, title, hint, ending }) => (
              <li key={key}>
                <button type="button" class="choice" onClick={() => act.settle('phones', ending)}>
                  <span class="choice-words">
                    <span class="choice-title">{title}</span>
                    <span class="choice-hint">{hint}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Pages>
      <div class="screen-actions">
        {services.device !== undefined && (
          <Action kind="main" label={say('phones.enter')} picture={wayDrawings.tick} onPress={wish('enter')} />
        )}
        {services.device === undefined && !bound.some(({ current }) => current) && (
          <Action kind="main" label={say('phones.bind')} picture={wayDrawings.tick} onPress={wish('bind')} />
        )}
        {sessions.some(({ current }) => !current) && <Action label={say('phones.others')} onPress={wish('others')} />}
      </div>
    </Screen>
  );
}

interface Places {
  readonly bound: readonly BoundPhone[];
  readonly sessions: readonly PersonSession[];
  readonly hospitals: readonly Hospital[];
}

/** A hospital whose name does not come keeps nobody from ending what is open there. */
async function readPlaces({ client, city }: Services): Promise<Loaded<Places>> {
  const [bound, sessions, hospitals] = await Promise.all([
    client('listBoundPhones', {}),
    client('listSessions', {}),
    city.hospitals(),
  ]);
  if (!bound.ok) return bound;
  if (!sessions.ok) return sessions;
  const named = hospitals.ok ? hospitals.value : [];
  return { ok: true, value: { bound: bound.body.items, sessions: sessions.body.items, hospitals: named } };
}

interface PlaceRow extends PlaceWords {
  readonly key: string;
  readonly ending: PhonesWish;
}

function placesIn({ bound, sessions, hospitals }: Places, visit: Visit): readonly PlaceRow[] {
  return [
    ...bound.map((phone) => ({
      key: phone.id,
      ...phoneWords(phone, hospitals, visit),
      ending: { what: 'phone', phone } as const,
    })),
    ...sessions.map((session) => ({
      key: session.id,
      ...sessionWords(session, hospitals, visit),
      ending: { what: 'session', session } as const,
    })),
  ];
}
