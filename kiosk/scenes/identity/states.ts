import { readFailures } from '../../client/device/bridge-messages.ts';
import { agreed, childsCard, document, identified, session, started } from '../../practice/sample-answers.ts';
import { SAMPLE_NOW } from '../../practice/sample-city.ts';
import { type State, settled } from '../../practice/state.ts';

const fresh = { ...started, document, who: 'me', opening: 'consent-needed' } as const;
const claims = [{ claimedAt: new Date(SAMPLE_NOW - 31 * 3_600_000).toISOString(), phone: '138****1234' }];
const tookOver = { opening: { ...session, tookOver: claims } };
const tookOverUnknown = { opening: { ...session, tookOver: claims.map(({ claimedAt }) => ({ claimedAt })) } };

/** The states of this scene, in the order in which somebody meets them. */
export const states: readonly State[] = [
  { name: 'start', telling: true, answers: {} },
  { name: 'start-forgotten-card', answers: {}, reading: { state: 'failed', reason: 'left-behind' } },
  { name: 'start-unreadable', answers: {}, reading: { state: 'failed', reason: 'unreadable' } },
  { name: 'start-reader-absent', answers: {}, reading: { state: 'failed', reason: 'reader-absent' } },
  { name: 'start-no-paper', answers: {}, printer: 'out-of-paper' },
  { name: 'start-reading', answers: {}, reading: { state: 'reading' } },
  { name: 'document', telling: true, answers: settled(started) },
  { name: 'document-reading', answers: settled(started), reading: { state: 'reading' } },
  ...([...readFailures, 'bridge'] as const).map((reason) => ({
    name: `document-${reason}`,
    answers: settled(started),
    reading: { state: 'failed', reason } as const,
  })),
  { name: 'who', telling: true, answers: settled({ ...started, document }) },
  { name: 'with-whom', telling: true, answers: settled({ ...started, document: childsCard }) },
  {
    name: 'with-whom-left-behind',
    answers: settled({ ...started, document: childsCard }),
    reading: { state: 'failed', reason: 'left-behind' },
  },
  {
    name: 'with-whom-unreadable',
    answers: settled({ ...started, document: childsCard }),
    reading: { state: 'failed', reason: 'unreadable' },
  },
  { name: 'who-with-child', answers: settled({ ...started, document: childsCard, 'with-whom': document }) },
  { name: 'opening', answers: settled({ ...started, document, who: 'me' }), world: { trouble: { openSession: 'silence' } } },
  { name: 'notice', telling: true, answers: settled(fresh) },
  { name: 'health-data', answers: settled({ ...fresh, notice: agreed }) },
  { name: 'refused', answers: settled({ ...fresh, notice: { agreed: false } }) },
  { name: 'took-over', telling: true, answers: settled({ ...identified, ...tookOver }) },
  {
    name: 'took-over-with-child',
    answers: settled({ ...identified, document: childsCard, 'with-whom': document, ...tookOver }),
  },
  { name: 'took-over-unknown', answers: settled({ ...identified, ...tookOverUnknown }) },
];
