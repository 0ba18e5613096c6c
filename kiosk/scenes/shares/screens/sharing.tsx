import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { WhereHelpIs } from '../../../components/trouble/where-help-is.tsx';
import { answerOf } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { ownerIn } from '../../records/read-reports.ts';
import { ProofNeeded } from '../../records/screens/proof-needed.tsx';
import { wantedIn } from '../sharing.ts';

const REFUSALS = ['too-many', 'too-large', 'nothing', 'no-address'] as const;
type Because = (typeof REFUSALS)[number];

/** Shares. The key was made with the yes; every try of this share carries it. */
export function SharingScreen() {
  const { services, answers, say, act } = useVisit();
  const [met, setMet] = useState<Because | 'unproved'>();
  const agreed = answerOf(answers, 'share-agree');
  const share = async (): Promise<Problem | undefined> => {
    const body = wantedIn(answers, { label: say('share.label') });
    if (body === undefined) throw new TypeError('a share of nothing');
    const made = await services.client('createShare', { body, idempotencyKey: agreed?.key ?? '' });
    if (made.ok) {
      act.settle('sharing', made.body);
      return undefined;
    }
    const because = REFUSALS.find((one) => made.problem.code === 'share-refused' && made.problem.because === one);
    const unproved = made.problem.code === 'document-required' ? 'unproved' : undefined;
    setMet(because ?? unproved);
    return because === undefined && unproved === undefined ? made.problem : undefined;
  };
  if (met === 'unproved') return <ProofNeeded />;
  if (met !== undefined) return <Refused because={met} />;
  // What is missing for a child is not asked for again when its guardian puts their own document down.
  const ofChild = ownerIn(answers).child !== undefined;
  return (
    <Work
      key={agreed?.key}
      title={say('sharing.title')}
      words={say('sharing.words')}
      work={share}
      can={({ code }) => ({
        correct: () => act.ask('share-parts'),
        ...(ofChild && code === 'consent-required' ? { document: undefined } : {}),
      })}
    />
  );
}

/** Why not, and what helps: an old one has to end, less has to be chosen, or it goes to a doctor and by no link. */
function Refused({ because }: { readonly because: Because }) {
  const { say, window, act } = useVisit();
  const ways = {
    'too-many': { label: say('share-refused.shares'), onPress: () => act.settle('share-with', 'shares') },
    'too-large': { label: say('share-refused.fewer'), onPress: () => act.ask('share-parts') },
    nothing: { label: say('trouble.home'), onPress: act.home },
    'no-address': { label: say('share-refused.doctor'), onPress: () => act.settle('share-with', 'doctor') },
  } as const;
  const words = say(`share-refused.${because}`);
  return (
    <Screen title={say('trouble.title')} alert>
      <p class="trouble-sentence">{words}</p>
      <WhereHelpIs {...{ say, window, words }} />
      <div class="screen-actions">
        <Action kind="main" {...ways[because]} />
        <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
        {because !== 'nothing' && <Action label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />}
      </div>
    </Screen>
  );
}
