import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { ChoiceList } from '../../../components/choice-list/choice-list.tsx';
import { errandDrawings } from '../../../components/pictogram/errands.ts';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { ownerIn } from '../../records/read-reports.ts';
import { ProofNeeded } from '../../records/screens/proof-needed.tsx';

/** What one agrees to here, and whether links can be made: asked once, before anything is chosen. */
export function ReadingSharesScreen() {
  const { services, answers, say, act } = useVisit();
  const [unproved, setUnproved] = useState(false);
  const read = async (): Promise<Problem | undefined> => {
    const { patientId } = ownerIn(answers);
    const told = await services.client('listShares', { query: { patientId, limit: 1 } });
    if (told.ok) act.settle('reading-shares', { wording: told.body.wording, links: told.body.links });
    else if (told.problem.code === 'document-required') setUnproved(true);
    else return told.problem;
    return undefined;
  };
  return unproved ? <ProofNeeded /> : <Work title={say('reading-shares.title')} work={read} />;
}

/** With whom. A link is offered only where somebody outside can open it. */
export function ShareWithScreen() {
  const { answers, say, act } = useVisit();
  const before = rememberedAnswer(answers, 'share-with');
  const links = rememberedAnswer(answers, 'reading-shares')?.links === true;
  const offered = [
    { with: 'doctor', picture: errandDrawings.doctor },
    ...(links ? [{ with: 'link', picture: wayDrawings.home } as const] : []),
    { with: 'shares', picture: wayDrawings.note },
  ] as const;
  const choices = offered.map(({ with: receiver, picture }) => ({
    key: receiver,
    title: say(`share-with.${receiver}`),
    hint: say(`share-with.${receiver}.what`),
    picture,
    chosen: receiver === before,
    onPress: () => act.settle('share-with', receiver),
  }));
  return (
    <Screen title={say('share-with.question')}>
      <ChoiceList choices={choices} say={say} />
    </Screen>
  );
}
