import { useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { nameInTitle } from '../../../i18n/named.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useLimits, useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { CodeQuestion, NoSuchCode } from './code-question.tsx';
import { WhoAsks } from './who-asks.tsx';

/** The digits of whoever wants to help. They say who that is, and give nothing. */
export function InvitationCodeScreen() {
  const { services, say, act } = useVisit();
  const { lengthMax, triesMax } = useLimits('invitation-code');
  const [asked, setAsked] = useState<string>();
  const [tries, setTries] = useState(0);
  const look = async (code: string): Promise<Problem | undefined> => {
    const taken = await services.client('takeInvitation', { body: { code } });
    if (taken.ok) act.settle('invitation-code', { code, taken: taken.body });
    else if (taken.problem.code !== 'not-found') return taken.problem;
    else {
      setTries(tries + 1);
      setAsked(undefined);
    }
    return undefined;
  };
  if (asked !== undefined) return <Work title={say('grant-terms.title')} work={() => look(asked)} />;
  if (tries >= triesMax) return <NoSuchCode what="invitation-code.none.what" />;
  return (
    <CodeQuestion
      question="invitation-code.question"
      hint="invitation-code.hint"
      of="digits"
      length={lengthMax}
      wrong={tries > 0}
      onCode={setAsked}
    />
  );
}

/** Who it is, before anything is chosen: somebody may have been talked into typing the digits of a stranger. */
export function GrantHelperScreen() {
  const { answers, say, act } = useVisit();
  const asking = rememberedAnswer(answers, 'invitation-code')?.taken;
  return (
    <Screen
      title={say('grant-helper.question', { name: nameInTitle(asking?.helperName ?? '') })}
      lead={<p>{say('grant-helper.what')}</p>}
    >
      {asking && <WhoAsks {...asking} />}
      <div class="screen-actions">
        <Action
          kind="main"
          label={say('grant-helper.yes')}
          picture={wayDrawings.tick}
          onPress={() => act.settle('grant-helper', 'yes')}
          unshared
        />
        <Action label={say('grant-helper.no')} onPress={() => act.ask('invitation-code')} />
      </div>
    </Screen>
  );
}
