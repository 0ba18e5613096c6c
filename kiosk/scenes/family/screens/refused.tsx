import type { Problem } from '../../../../bff/contract/client.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { WhereHelpIs } from '../../../components/trouble/where-help-is.tsx';
import { useVisit } from '../../../shell/visit.ts';

const BECAUSE = ['oneself', 'under-age', 'too-long', 'waiting'] as const;
const FULL = ['helped', 'helper'] as const;

/** `gone`: the code was used meanwhile, or its time is over. `lost`: nobody was told the code that was made. */
export type Refusal = (typeof BECAUSE)[number] | `too-many.${(typeof FULL)[number]}` | 'gone' | 'lost';

/** Why two people can not help each other like this; nothing where the problem is another one. */
export function refusalIn({ code, because, role }: Problem): Refusal | undefined {
  if (code === 'not-found') return 'gone';
  if (code !== 'grant-refused') return undefined;
  const full = FULL.find((one) => because === 'too-many' && role === one);
  return full === undefined ? BECAUSE.find((one) => one === because) : `too-many.${full}`;
}

/** Why not, and what helps: another code, less time, or that one is stopped first. */
export function RefusedScreen({ refusal }: { readonly refusal: Refusal }) {
  const { say, window, act } = useVisit();
  const home = { label: say('trouble.home'), picture: wayDrawings.home, onPress: act.home };
  const grants = { label: say('grant-refused.grants'), onPress: () => act.settle('family', 'grants') };
  const ways = {
    oneself: home,
    'under-age': home,
    'too-long': { label: say('grant-refused.shorter'), onPress: () => act.ask('grant-long') },
    waiting: grants,
    'too-many.helped': grants,
    'too-many.helper': grants,
    lost: grants,
    gone: { label: say('grant-refused.code'), onPress: () => act.ask('invitation-code') },
  } as const;
  const main = ways[refusal];
  const words = say(`grant-refused.${refusal}`);
  return (
    <Screen title={say('trouble.title')} alert>
      <p class="trouble-sentence">{words}</p>
      <WhereHelpIs {...{ say, window, words }} />
      <div class="screen-actions">
        <Action kind="main" {...main} />
        <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
        {main !== home && <Action {...home} />}
      </div>
    </Screen>
  );
}
