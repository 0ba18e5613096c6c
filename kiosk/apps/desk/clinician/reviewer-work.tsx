import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Client } from '../../../../bff/contract/client.ts';
import { useAsking } from '../../../staff/asking.ts';
import type { StaffSession } from '../../../staff/hall-types.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import type { Word } from '../../../staff/word.ts';
import { Choices } from '../choices.tsx';
import { Heading } from '../heading.tsx';
import { Act } from '../keys.tsx';
import { TopBar } from '../top-bar.tsx';
import { type BreakGlass, OneReview } from './one-review.tsx';
import { whenOf } from './record-section.tsx';
import { reviewProblems, verdicts, review as words } from './review-words.ts';
import { usePages } from './use-pages.ts';
import { reasons } from './words.ts';

interface ReviewerWorkProps {
  readonly client: Client;
  /** The gateway's instant. */
  readonly at: () => number;
  readonly who: StaffSession;
  readonly lock: () => void;
  readonly signedOut: () => void;
  readonly aside: ComponentChildren;
}

const OPENINGS_A_PAGE = 20;

/** What was opened at this hospital, the newest first, and one of them. Nothing of what was read is here. */
export function ReviewerWork({ client, at, who, lock, signedOut, aside }: ReviewerWorkProps) {
  const say = useSay();
  const asking = useAsking(reviewProblems);
  const [open, setOpen] = useState<BreakGlass>();
  const [said, setSaid] = useState<{ readonly word: Word; readonly verdict: Word }>();
  const load = useCallback(
    (cursor?: string) => client('listBreakGlass', { query: { limit: OPENINGS_A_PAGE, cursor } }),
    [client],
  );
  const { pages, look, more, change } = usePages({ asking, load, nextOf: ({ next }) => next });
  useEffect(() => void look(), [look]);
  const openings = pages?.flatMap(({ items }) => items);
  const reviewed = (now: BreakGlass, own: boolean) => {
    change((page) => ({ ...page, items: page.items.map((one) => (one.id === now.id ? now : one)) }));
    if (now.review) setSaid({ word: own ? words.kept : words.before, verdict: verdicts[now.review.verdict] });
    setOpen(undefined);
  };
  const stateOf = ({ review, reviewBy }: BreakGlass) => {
    if (review) return say(verdicts[review.verdict]);
    return Date.parse(reviewBy) < at() ? say(words.overdue) : say(words.due, { when: whenOf(reviewBy) });
  };
  const choiceOf = (one: BreakGlass) => ({
    id: one.id,
    title: say(words.who, { by: one.openedBy, name: one.patientName, year: one.birthYear }),
    aside: say(words.aside, { when: whenOf(one.openedAt), why: say(reasons[one.why]), count: one.reads }),
    act: stateOf(one),
    off: asking.busy,
    run: () => {
      setSaid(undefined);
      setOpen(one);
    },
  });
  return (
    <>
      <TopBar {...{ client, who, lock, signedOut, aside, asking }} onDuty={undefined} />
      <main class="parts clinician">
        {open ? (
          <OneReview
            key={open.id}
            client={client}
            reviewer={who.name}
            opening={open}
            onReviewed={reviewed}
            onBack={() => setOpen(undefined)}
          />
        ) : (
          <section class="stack">
            <Heading>{say(words.title)}</Heading>
            <Notice word={asking.notice} />
            <p class="notice" role="status">
              {said && say(said.word, { verdict: say(said.verdict) })}
            </p>
            {openings?.length === 0 && <p>{say(words.none)}</p>}
            <Choices wide label={say(words.title)} choices={(openings ?? []).map(choiceOf)} />
            <div class="row">
              {more && <Act keys="F2" word={words.more} run={() => void more()} off={asking.busy} />}
              <Act keys="Alt+R" word={words.look} run={() => void look()} off={asking.busy} />
            </div>
          </section>
        )}
      </main>
    </>
  );
}
