import { useRef, useState } from 'preact/hooks';
import type { Loaded } from '../../../client/all-pages.ts';
import type { MessagePreferences } from '../../../client/wire.ts';
import { type Choice, ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { Screen } from '../../../components/screen/screen.tsx';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';

/** What the gateway keeps, and the tag by which it knows that nobody changed it since. */
interface Kept {
  readonly wishes: MessagePreferences;
  readonly tag: string | undefined;
}

/** The hours that a switch means; whoever has others keeps them until they press. */
const NIGHT = { from: '22:00', until: '07:00' } as const;

/** What goes to the phone: a switch each, which says how it stands. A press is kept at once; what can not be off says why. */
export function PreferencesScreen() {
  const visit = useVisit();
  const { say, page, act } = visit;
  const [loaded, retry] = useLoad(() => readKept(visit));
  const [pressed, setPressed] = useState<Kept>();
  const saving = useRef(false);
  if (loaded.state !== 'ready') return <Loading load={loaded} retry={retry} />;
  const kept = pressed ?? loaded.value;
  const want = async (wishes: MessagePreferences) => {
    if (saving.current) return;
    saving.current = true;
    // Somebody has changed it elsewhere, or it can not be kept now: what holds is read again, and is what stands there.
    const saved = await saveKept({ ...kept, wishes }, visit).catch(() => undefined);
    saving.current = false;
    if (saved === undefined) return act.away();
    setPressed(saved.ok ? saved.value : undefined);
    if (!saved.ok) retry();
  };
  return (
    <Screen title={say('preferences.title')} lead={<p>{say('preferences.what')}</p>}>
      <ChoiceList
        choices={switchesOf(kept.wishes, (wishes) => void want(wishes), visit)}
        say={say}
        sheet={page?.sheet ?? 1}
        onTurn={(sheet) => act.open({ scene: 'messages', page: 'preferences', sheet })}
      />
    </Screen>
  );
}

async function readKept({ services: { client } }: Visit): Promise<Loaded<Kept>> {
  const read = await client('readMessagePreferences', {});
  return read.ok ? { ok: true, value: { wishes: read.body, tag: read.headers.get('etag') ?? undefined } } : read;
}

async function saveKept({ wishes, tag }: Kept, { services: { client } }: Visit): Promise<Loaded<Kept>> {
  const { kinds, quiet, language } = wishes;
  const body = { kinds: kinds.map(({ kind, phone, app }) => ({ kind, phone, app })), ...(quiet ? { quiet } : {}), language };
  const saved = await client('saveMessagePreferences', { body, ...(tag === undefined ? {} : { ifMatch: tag }) });
  return saved.ok ? { ok: true, value: { wishes: saved.body, tag: saved.headers.get('etag') ?? undefined } } : saved;
}

/** Kinds that nobody can switch off, in one frame. */
const OWED_TOGETHER = 4;

type Want = (wishes: MessagePreferences) => void;

function switchesOf(wishes: MessagePreferences, want: Want, visit: Visit): readonly Choice[] {
  const { say } = visit;
  const { kinds, quiet, language, ...rest } = wishes;
  const state = (on: boolean) => say(on ? 'preferences.on' : 'preferences.off');
  const ways = (['phone', 'app'] as const).flatMap((way) =>
    kinds
      .filter(({ mayBeOff }) => mayBeOff)
      .map(({ kind, ...one }) => ({
        key: `${way} ${kind}`,
        title: say(`message.${kind}`),
        hint: say(`preferences.${way}`),
        aside: state(one[way]),
        onPress: () =>
          want({ ...wishes, kinds: kinds.map((other) => (other.kind === kind ? { ...other, [way]: !other[way] } : other)) }),
      })),
  );
  const hours = quiet ?? NIGHT;
  const owed = kinds.filter(({ mayBeOff }) => !mayBeOff);
  return [
    ...ways,
    {
      key: 'quiet',
      title: say('preferences.quiet'),
      hint: say('preferences.quiet.hours', hours),
      aside: state(quiet !== undefined),
      onPress: () => want({ kinds, language, ...rest, ...(quiet === undefined ? { quiet: NIGHT } : {}) }),
    },
    {
      key: 'language',
      title: say('preferences.language'),
      aside: say(`preferences.language.${language}`),
      onPress: () => want({ ...wishes, language: language === 'zh' ? 'en' : 'zh' }),
    },
    ...owed.flatMap(({ kind }, index) => {
      if (index % OWED_TOGETHER > 0) return [];
      const some = owed.slice(index, index + OWED_TOGETHER).map((one) => `· ${say(`message.${one.kind}`)}`);
      return [
        { key: kind, title: say('preferences.always'), hint: [say('preferences.always.why'), ...some].join('\n'), closed: true },
      ];
    }),
  ];
}
