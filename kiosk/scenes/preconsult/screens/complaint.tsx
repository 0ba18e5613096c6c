import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Questionnaires } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { LETTERS, Pad } from '../../../components/pad/pad.tsx';
import { bodyPartDrawings } from '../../../components/pictogram/body-parts.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { Tiles } from '../../../components/tiles/tiles.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { Loading } from '../../../shell/loading.tsx';
import { useLoad } from '../../../shell/use-load.ts';
import { useVisit, type Visit } from '../../../shell/visit.ts';
import { Emergency } from '../../directory/screens/emergency.tsx';
import { partsIn, WhereItHurts } from '../../directory/screens/where-it-hurts.tsx';
import { topicInitials } from '../initials.ts';
import { TriageLines } from './triage-lines.tsx';

type Topic = Questionnaires['topics'][number];
type Way = 'figure' | 'list' | 'initials';

/** Where it hurts on a body, or what of a list it is, found by turning its pages or by its first letters. */
export function ComplaintScreen() {
  const visit = useVisit();
  const { services, answers, say, act } = visit;
  const before = rememberedAnswer(answers, 'complaint');
  const [way, setWay] = useState<Way>(before?.kind === 'listed' ? 'list' : 'figure');
  const [found, retry] = useLoad(async () => {
    const answered = await services.client('listQuestionnaires', {});
    return answered.ok ? { ok: true, value: answered.body } : answered;
  });
  if (found.state !== 'ready') return <Loading load={found} retry={retry} />;
  const { triage, topics } = found.value;
  const ways = (['figure', 'list', 'initials'] as const).filter((one) => one !== way);
  const lead = <TriageLines approved={triage.approved} />;
  const other = (
    <div class="screen-actions is-row">
      {ways.map((one) => (
        <Action key={one} label={say(LABELS[one])} onPress={() => setWay(one)} />
      ))}
    </div>
  );
  return (
    <Screen
      title={say(QUESTIONS[way])}
      lead={
        way === 'figure' ? (
          <>
            {lead}
            <Emergency />
          </>
        ) : (
          lead
        )
      }
    >
      {way === 'figure' && (
        <WhereItHurts
          chosen={before?.kind === 'body' ? before.part : undefined}
          onPress={(part) => act.settle('complaint', { kind: 'body', part })}
        />
      )}
      {way === 'list' && <Listed topics={topicsFor(topics, visit)} />}
      {way === 'initials' ? <ByInitials topics={topicsFor(topics, visit)}>{other}</ByInitials> : other}
    </Screen>
  );
}

const QUESTIONS = {
  figure: 'body-part.question',
  list: 'complaint.list.question',
  initials: 'complaint.initials',
} as const satisfies Record<Way, string>;
const LABELS = { figure: 'complaint.figure', list: 'complaint.list', initials: 'complaint.letters' } as const satisfies Record<
  Way,
  string
>;

/** What somebody like this may come with. */
function topicsFor(topics: readonly Topic[], visit: Visit): readonly Topic[] {
  const asked = partsIn(visit);
  return topics.filter(({ parts }) => parts.length === 0 || parts.some((part) => asked.includes(part)));
}

function Listed({ topics }: { readonly topics: readonly Topic[] }) {
  const { answers, language, say, act } = useVisit();
  const before = rememberedAnswer(answers, 'complaint');
  const tiles = topics.map(({ code, text, parts: [part = 'whole-body'] }) => ({
    key: code,
    title: text[language],
    picture: bodyPartDrawings[part],
    chosen: before?.kind === 'listed' && before.code === code,
    onPress: () => act.settle('complaint', { kind: 'listed', code }),
  }));
  return <Tiles tiles={tiles} say={say} />;
}

const INITIALS_MAX = 6;
/** Beside the keys there is room for so many. */
const FOUND_AT_ONCE = 2;

interface ByInitialsProps {
  readonly topics: readonly Topic[];
  /** Other ways, until something is typed: then there is room for what was found. */
  readonly children: ComponentChildren;
}

function ByInitials({ topics, children }: ByInitialsProps) {
  const { language, say, act } = useVisit();
  const [typed, setTyped] = useState('');
  const letters = typed.toLowerCase();
  const begins = ({ code, text }: Topic) =>
    language === 'zh'
      ? (topicInitials[code] ?? []).some((one) => one.startsWith(letters))
      : text.en.split(/[ ,]+/).some((word) => word.toLowerCase().startsWith(letters));
  const found = topics.filter(begins);
  const choices = found.map(({ code, text }) => ({
    key: code,
    title: text[language],
    onPress: () => act.settle('complaint', { kind: 'listed', code }),
  }));
  return (
    <>
      <Pad
        keys={LETTERS}
        value={typed}
        lengthMax={INITIALS_MAX}
        onChange={setTyped}
        say={say}
        label={say('complaint.initials')}
      />
      {typed === '' && children}
      {typed !== '' && found.length === 0 && <p role="status">{say('complaint.none')}</p>}
      {typed !== '' && found.length > 0 && <ChoiceList key={typed} choices={choices} say={say} atOnce={FOUND_AT_ONCE} />}
    </>
  );
}
