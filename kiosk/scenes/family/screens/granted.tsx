import { useEffect, useState } from 'preact/hooks';
import type { Grant } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { sayMoment } from '../../../i18n/when.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { useVisit } from '../../../shell/visit.ts';
import { OnPaper, type PaperWords, TheEnd } from '../../slips/screens/on-paper.tsx';
import { isFault, usePrinting } from '../../slips/use-printing.ts';
import { inFours } from './code-question.tsx';
import './family.css';
import { GrantPaper, OfferPaper } from './grant-paper.tsx';
import { scopeWords, standingOf, whoOf } from './grant-words.ts';

const GRANTED: PaperWords = {
  printing: 'granted.printing',
  printed: 'granted.printed',
  noPaper: 'granted.no-paper',
  takeBoth: 'granted.take-both',
};
const OFFERED: PaperWords = { ...GRANTED, noPaper: 'offered.no-paper' };

export function GrantedScreen() {
  const { answers } = useVisit();
  const given = rememberedAnswer(answers, 'granting');
  if (given === undefined) return null;
  return given.code === undefined ? <Granted grant={given.grant} /> : <Offered grant={given.grant} code={given.code} />;
}

/** Somebody may act now: who, what, until when, and how to end it, on the glass and on paper where there is some. */
function Granted({ grant }: { readonly grant: Grant }) {
  const { services, language, say } = useVisit();
  const { printing, print } = usePrinting();
  return (
    <Screen title={say('granted.title')} picture={wayDrawings.tick}>
      <GrantPaper grant={grant} language={language} printedAt={services.now()} />
      <What grant={grant} />
      <p>{say('granted.stop')}</p>
      <OnPaper printing={printing} words={GRANTED} fault={isFault(printing) ? say('granted.fault') : undefined} />
      <TheEnd printing={printing} print={print} />
    </Screen>
  );
}

/** Who may do what, until when, in words. */
function What({ grant }: { readonly grant: Grant }) {
  const visit = useVisit();
  const { language, say } = visit;
  return (
    <section class="family-card private">
      {grant.helperName !== undefined && <p class="family-decides">{whoOf(grant, visit)}</p>}
      <p>{say('grant-agree.what', { what: scopeWords(say, language, grant.scope) })}</p>
      {grant.state === 'active' && <p>{standingOf(grant, visit)}</p>}
    </section>
  );
}

/** How long the code stands on the glass: as long as it takes to write it down. */
const ON_GLASS_MS = 45_000;

interface OfferedProps {
  readonly grant: Grant;
  readonly code: string;
}

/** The code comes on a card by itself, and on a glass in a hall only while somebody asks for it. On one's own phone it stands there. */
function Offered({ grant, code }: OfferedProps) {
  const { services, language, say } = useVisit();
  const [onGlass, setOnGlass] = useState(false);
  const { printing, print } = usePrinting();
  const own = services.device === undefined;
  const takeBy = sayMoment(language, grant.takeBy ?? grant.until, services.now());
  if (onGlass) return <OnGlass code={code} onHide={() => setOnGlass(false)} />;
  return (
    <Screen title={say(own ? 'offered.title.phone' : 'offered.title')} picture={wayDrawings.tick}>
      <OfferPaper grant={grant} code={code} language={language} printedAt={services.now()} />
      {own && <p class="family-code private">{inFours(code)}</p>}
      <What grant={grant} />
      <p>{say('offered.take-by', { when: takeBy })}</p>
      {own && <p>{say('offered.how')}</p>}
      <p class="family-decides">{say('offered.secret')}</p>
      <OnPaper printing={printing} words={OFFERED} fault={isFault(printing) ? say('offered.fault') : undefined} />
      <TheEnd printing={printing} print={print}>
        {!own && <Action label={say('offered.show')} onPress={() => setOnGlass(true)} />}
      </TheEnd>
    </Screen>
  );
}

function OnGlass({ code, onHide }: { readonly code: string; readonly onHide: () => void }) {
  const { say } = useVisit();
  useEffect(() => {
    const timer = setTimeout(onHide, ON_GLASS_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Screen title={say('offered.glass')} lead={<p>{say('offered.secret')}</p>}>
      <p class="family-code private">{inFours(code)}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('offered.hide')} onPress={onHide} />
      </div>
    </Screen>
  );
}
