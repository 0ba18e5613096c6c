import { useCallback, useEffect, useState } from 'preact/hooks';
import type * as z from 'zod';
import type { openShares } from '../../../../bff/contract/records/clinician-schemas.ts';
import { clockOf, dayOf } from '../../../i18n/when.ts';
import { useAsking } from '../../../staff/asking.ts';
import { Notice } from '../../../staff/parts.tsx';
import { useSay } from '../../../staff/saying.ts';
import { Choices } from '../choices.tsx';
import { Heading } from '../heading.tsx';
import { Act } from '../keys.tsx';
import { record } from './record-words.ts';
import { REPORTS_A_PAGE, type RecordsPlace, RecordsView } from './records-view.tsx';
import { usePages } from './use-pages.ts';
import { clinicianProblems, clinician as words } from './words.ts';

type OpenShare = z.output<typeof openShares>['items'][number];

/** A list that fills a screen, and more. */
const SHARES_A_PAGE = 50;

/** Who shares something with this hospital, and one of them. */
export function SharesPart(place: RecordsPlace) {
  const { client } = place;
  const [read, setRead] = useState<OpenShare>();
  const [gone, setGone] = useState(false);
  const load = useCallback(
    (cursor?: string) => client('readShared', { params: { id: read?.id ?? '' }, query: { limit: REPORTS_A_PAGE, cursor } }),
    [client, read],
  );
  if (read === undefined)
    return (
      <ShareList
        {...place}
        gone={gone}
        onRead={(share) => {
          setGone(false);
          setRead(share);
        }}
      />
    );
  return (
    <RecordsView
      key={read.id}
      {...place}
      load={load}
      whose={read}
      withReports={read.parts.results !== 0}
      problems={clinicianProblems}
      onLeave={() => setRead(undefined)}
      onGone={() => {
        setGone(true);
        setRead(undefined);
      }}
    />
  );
}

interface ShareListProps extends RecordsPlace {
  /** What was read last stands no more. */
  readonly gone: boolean;
  readonly onRead: (share: OpenShare) => void;
}

function ShareList({ client, gone, onRead }: ShareListProps) {
  const say = useSay();
  const partsOf = useParts();
  const asking = useAsking(clinicianProblems);
  const load = useCallback((cursor?: string) => client('listShared', { query: { limit: SHARES_A_PAGE, cursor } }), [client]);
  const { pages, look, more } = usePages({ asking, load, nextOf: ({ next }) => next });
  useEffect(() => void look(), [look]);
  const shares = pages?.flatMap(({ items }) => items);
  const choiceOf = (share: OpenShare) => {
    const { id, patientName: name, birthYear: year, until } = share;
    const end = say(words.until, { day: dayOf(until), clock: clockOf(until) });
    return {
      id,
      title: say(words.who, { name, year }),
      aside: [partsOf(share.parts), end].join(' · '),
      act: say(words.read),
      off: asking.busy,
      run: () => onRead(share),
    };
  };
  return (
    <section class="stack">
      <Heading>{say(words.shares)}</Heading>
      <Notice word={gone ? words.shareGone : undefined} />
      <Notice word={asking.notice} />
      {shares?.length === 0 && <p>{say(words.none)}</p>}
      <Choices wide label={say(words.shares)} choices={(shares ?? []).map(choiceOf)} />
      <div class="row">
        {more && <Act keys="F2" word={words.more} run={() => void more()} off={asking.busy} />}
        <Act keys="Alt+R" word={words.look} run={() => void look()} off={asking.busy} />
      </div>
    </section>
  );
}

/** What somebody shares, in words. */
function useParts(): (parts: OpenShare['parts']) => string {
  const say = useSay();
  return ({ results, lists }) => {
    const reports = results === 'all' ? say(words.allResults) : results > 0 && say(words.someResults, { count: results });
    return [reports || say(words.noResults), ...lists.map((list) => say(record[list]))].join(say(words.comma));
  };
}
