import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../../../bff/contract/client.ts';
import type { OperationReply } from '../../../../bff/contract/operations.ts';
import type { Services } from '../../../client/services.ts';
import type { Grant } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { clockOf } from '../../../i18n/when.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { inFours } from './code-question.tsx';
import './family.css';
import { type Refusal, RefusedScreen, refusalIn } from './refused.tsx';

/** How often it is looked whether the family member has agreed. */
const LOOK_MS = 3_000;
/** What is new stands among the newest. */
const NEWEST = 20;

interface Invited {
  readonly invitation: OperationReply<'createInvitation'>['body'];
  /** What there was before. */
  readonly before: readonly string[];
}

/** Digits for whoever stands at a kiosk, until they have agreed there. */
export function InvitingScreen() {
  const { services, say } = useVisit();
  const [key, setKey] = useState(services.newKey);
  const [invited, setInvited] = useState<Invited>();
  const [refusal, setRefusal] = useState<Refusal>();
  const [lost, setLost] = useState(false);
  const invite = async (): Promise<Problem | undefined> => {
    const before = await helping(services);
    const made = await services.client('createInvitation', { body: {}, idempotencyKey: key });
    if (made.ok) {
      setInvited({ invitation: made.body, before: before.map(({ id }) => id) });
      return undefined;
    }
    const found = refusalIn(made.problem);
    // The answer that told the digits was lost: they are told once.
    if (found === 'gone') setLost(true);
    else setRefusal(found);
    return found === undefined ? made.problem : undefined;
  };
  const again = () => {
    setKey(services.newKey());
    setInvited(undefined);
    setLost(false);
  };
  if (lost) return <Over onAgain={again} />;
  if (refusal !== undefined) return <RefusedScreen refusal={refusal} />;
  if (invited === undefined) return <Work key={key} title={say('inviting.title')} work={invite} />;
  return <Digits key={key} invited={invited} onAgain={again} />;
}

/** By which grants somebody acts for others now; none where that can not be told just now. */
async function helping({ client }: Services): Promise<readonly Grant[]> {
  const listed = await client('listGrants', { query: { limit: NEWEST } });
  return listed.ok ? listed.body.items.filter(({ role, state }) => role === 'helper' && state === 'active') : [];
}

function Digits({ invited, onAgain }: { readonly invited: Invited; readonly onAgain: () => void }) {
  const { services, say, act } = useVisit();
  const { code, expiresAt } = invited.invitation;
  const [over, setOver] = useState(false);
  const looking = useRef(false);
  // One invitation as long as this stands.
  useEffect(() => {
    let gone = false;
    const look = async () => {
      if (looking.current) return;
      looking.current = true;
      const now = await helping(services).catch(() => []);
      looking.current = false;
      if (gone) return;
      const given = now.find(({ id }) => !invited.before.includes(id));
      if (given !== undefined) act.settle('inviting', given);
      else if (services.now() >= Date.parse(expiresAt)) setOver(true);
    };
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, []);
  if (over) return <Over onAgain={onAgain} />;
  return (
    <Screen title={say('inviting.code')} lead={<p>{say('inviting.until', { time: clockOf(expiresAt) })}</p>}>
      <p class="family-code private">{inFours(code)}</p>
      <div class="family-words">
        <p>{say('inviting.one')}</p>
        <p>{say('inviting.two')}</p>
        <p>{say('inviting.three')}</p>
      </div>
      <p role="status">{say('inviting.waits')}</p>
      <div class="screen-actions">
        <Action label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
      </div>
    </Screen>
  );
}

/** Nobody can use these digits any more. */
function Over({ onAgain }: { readonly onAgain: () => void }) {
  const { say, act } = useVisit();
  return (
    <Screen title={say('inviting.over')}>
      <div class="screen-actions">
        <Action kind="main" label={say('inviting.again')} picture={wayDrawings.again} onPress={onAgain} />
        <Action label={say('trouble.home')} picture={wayDrawings.home} onPress={act.home} />
      </div>
    </Screen>
  );
}
