import { useCallback, useEffect, useState } from 'preact/hooks';
import type * as z from 'zod';
import type * as messages from '../../../bff/contract/messages/schemas.ts';
import { clockOf, dayOf, sayDay } from '../../i18n/when.ts';
import { useAsking } from '../../staff/asking.ts';
import { spanOf } from '../../staff/durations.ts';
import { Notice } from '../../staff/parts.tsx';
import { useLanguage, useSay } from '../../staff/saying.ts';
import { wholeList } from '../../staff/whole-list.ts';
import { useDesk } from './at-desk.ts';
import { kinds, calls as words } from './call-words.ts';
import { Choices, Question } from './choices.tsx';
import { Heading } from './heading.tsx';
import { deskProblems } from './problem-words.ts';

type Unreached = z.output<typeof messages.unreached>;

/** Whom no message reached, the most urgent first, each with the clock by which somebody should have called. */
export function CallsPart() {
  const say = useSay();
  const language = useLanguage();
  const { client, at } = useDesk();
  const { busy, notice, say: tell, ask } = useAsking(deskProblems);
  const [list, setList] = useState<readonly Unreached[]>();
  const [calling, setCalling] = useState<Unreached>();
  const read = useCallback(async () => {
    const loaded = await ask(() => wholeList((cursor) => client('listUnreached', { query: { limit: 50, cursor } })));
    if (loaded) setList(loaded.body);
  }, [client, ask]);
  useEffect(() => void read(), [read]);
  const close = async ({ id }: Unreached, outcome: 'reached' | 'not-reached') => {
    const closed = await ask(() => client('closeUnreached', { params: { id }, body: { outcome } }));
    if (closed === undefined) return;
    setCalling(undefined);
    await read();
    tell(words.closed);
  };
  const clock = ({ dueBy }: Unreached) => {
    const left = Date.parse(dueBy) - at;
    return left >= 0 ? say(words.left, { time: spanOf(say, left) }) : say(words.late, { time: spanOf(say, -left) });
  };
  const about = ({ kind, start }: Unreached) =>
    start === undefined ? say(kinds[kind]) : `${say(kinds[kind])} · ${sayDay(language, dayOf(start))} ${clockOf(start)}`;
  const phoneOf = ({ phone }: Unreached) => phone ?? say(words.noPhone);
  return (
    <section class="stack">
      <Heading>{say(words.title)}</Heading>
      <p>{say(words.what)}</p>
      <Notice word={notice} />
      {list?.length === 0 && <p>{say(words.none)}</p>}
      {calling ? (
        <Question
          yes={words.reached}
          no={words.back}
          onYes={() => void close(calling, 'reached')}
          onNo={() => setCalling(undefined)}
          off={busy}
          other={{ keys: 'Alt+N', word: words.notReached, run: () => void close(calling, 'not-reached') }}
        >
          <p>
            <strong>{`${calling.patientName} · ${phoneOf(calling)}`}</strong>
          </p>
          <p>{about(calling)}</p>
        </Question>
      ) : (
        <Choices
          wide
          label={say(words.title)}
          choices={(list ?? []).map((one) => ({
            id: one.id,
            title: `${one.patientName} · ${phoneOf(one)}`,
            aside: about(one),
            act: clock(one),
            strong: Date.parse(one.dueBy) < at,
            run: () => setCalling(one),
          }))}
        />
      )}
    </section>
  );
}
