import { useEffect, useRef, useState } from 'preact/hooks';
import type { CreatedShare, Share } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { QrCode } from '../../../components/slip/qr-code.tsx';
import { hospitalName } from '../../../i18n/named.ts';
import { rememberedAnswer } from '../../../journey/answers.ts';
import { CopyAction } from '../../../shell/copy-action.tsx';
import { useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';
import { Work } from '../../../shell/work.tsx';
import { OnPaper, type PaperWords, TheEnd } from '../../slips/screens/on-paper.tsx';
import { isFault, isPending, usePrinting } from '../../slips/use-printing.ts';
import { inThrees } from '../passcode.ts';
import { LinkPaper, PasscodePaper } from './share-paper.tsx';
import './shares.css';
import { momentIn } from './until.ts';

const WORDS: PaperWords = {
  printing: 'shared.printing',
  printed: 'shared.printed',
  noPaper: 'shared.no-paper',
  takeBoth: 'shared.take-both',
};

/** It is shared. Of a link the key was told once: what can not be had any more is ended, and another one made. */
export function SharedScreen() {
  const { services, answers, say, act } = useVisit();
  const [anew, setAnew] = useState(false);
  const made = rememberedAnswer(answers, 'sharing');
  if (made === undefined) return null;
  const end = async () => {
    const ended = await services.client('revokeShare', { params: { id: made.share.id }, body: {} });
    if (!ended.ok) return ended.problem;
    act.ask('share-agree');
    return undefined;
  };
  if (anew) return <Work title={say('share-stopping.title')} work={end} />;
  if (made.share.with.kind === 'doctor') return <WithDoctor share={made.share} receiver={made.share.with} />;
  if (made.link === undefined) return <Lost onAnew={() => setAnew(true)} />;
  return <WithLink share={made.share} link={made.link} onAnew={() => setAnew(true)} />;
}

interface WithDoctorProps {
  readonly share: Share;
  readonly receiver: Extract<Share['with'], { readonly kind: 'doctor' }>;
}

function WithDoctor({ share, receiver }: WithDoctorProps) {
  const { services, language, say, act } = useVisit();
  const names = useNames();
  return (
    <Screen title={say('shared.title')} picture={wayDrawings.tick}>
      <section class="share-card private">
        <p class="share-decides">{hospitalName(language, receiver, names?.hospitals ?? [])}</p>
        <p>{say('shared.doctors')}</p>
        <p>{say('share-long.until', { when: momentIn(language, share.until, services.now()) })}</p>
      </section>
      <p>{say('shared.stop')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('frame.finish')} picture={wayDrawings.tick} onPress={act.finish} />
        <Action label={say('frame.another')} onPress={act.home} />
      </div>
    </Screen>
  );
}

/** The answer that had the link in it was lost on its way. */
function Lost({ onAnew }: { readonly onAnew: () => void }) {
  const { say, act } = useVisit();
  return (
    <Screen title={say('shared.lost')} alert>
      <p class="trouble-sentence">{say('shared.lost.what')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('shared.anew')} picture={wayDrawings.again} onPress={onAnew} />
        <Action label={say('trouble.person')} picture={wayDrawings.staff} onPress={act.help} />
      </div>
    </Screen>
  );
}

/** How long the code stands on the glass: as long as a phone needs that is already in somebody's hand. */
const ON_GLASS_MS = 45_000;

interface WithLinkProps {
  readonly share: Share;
  readonly link: NonNullable<CreatedShare['link']>;
  readonly onAnew: () => void;
}

/**
 * The code comes on paper by itself, and on the glass only while somebody asks for it. The passcode stands on the glass, and on another
 * paper for whoever wants it there.
 */
function WithLink({ share, link, onAnew }: WithLinkProps) {
  const { services, answers, language, say } = useVisit();
  const passcode = rememberedAnswer(answers, 'share-passcode');
  const digits = typeof passcode === 'object' ? passcode.digits : undefined;
  const [onGlass, setOnGlass] = useState(false);
  const next = useRef<'link' | 'passcode'>('link');
  const [paper, setPaper] = useState(next.current);
  const { printing, print } = usePrinting(async () => setPaper(next.current));
  const printThe = (which: 'link' | 'passcode') => {
    if (isPending(printing)) return;
    next.current = which;
    print();
  };
  const printed = { until: share.until, language, printedAt: services.now() };
  const fault = isFault(printing);
  return (
    <Screen title={say(onGlass ? 'shared.glass' : 'shared.title')}>
      {paper === 'link' && printing !== 'no-printer' && (
        <LinkPaper {...printed} viewer={link.viewer} passcode={digits !== undefined} />
      )}
      {paper === 'passcode' && digits !== undefined && <PasscodePaper {...printed} digits={digits} />}
      {onGlass ? (
        <OnGlass viewer={link.viewer} onHide={() => setOnGlass(false)} />
      ) : (
        <>
          <section class="share-card private">
            <p>{say('share-long.until', { when: momentIn(language, share.until, services.now()) })}</p>
            {digits === undefined ? (
              <p>{say('share-paper.no-passcode')}</p>
            ) : (
              <>
                <p class="share-digits">
                  <span>{say('shared.passcode')}</span> <strong>{inThrees(digits)}</strong>
                </p>
                <p>{say('shared.note')}</p>
                {services.device === undefined && <p>{say('shared.send.who')}</p>}
              </>
            )}
            <p class="share-warning">{say('share-paper.group')}</p>
          </section>
          <OnPaper printing={printing} words={WORDS} fault={fault ? say('shared.fault') : undefined} />
          <TheEnd printing={printing} print={() => printThe('link')}>
            <div class="slip-ways">
              {services.device === undefined && <SendOn viewer={link.viewer} />}
              <Action label={say('shared.show')} onPress={() => setOnGlass(true)} />
              {fault ? (
                <Action label={say('shared.anew')} onPress={onAnew} />
              ) : (
                digits !== undefined &&
                printing !== 'no-printer' && <Action label={say('shared.print-passcode')} onPress={() => printThe('passcode')} />
              )}
            </div>
          </TheEnd>
        </>
      )}
    </Screen>
  );
}

/** From one's own phone it goes to whom one chooses there: as the phone sends things on, or pasted. It comes into no address of this page. */
function SendOn({ viewer }: { readonly viewer: string }) {
  const { services, say } = useVisit();
  const [sent, setSent] = useState(false);
  const { share } = services.browser ?? {};
  if (share === undefined) return <CopyAction label={say('shared.copy')} text={viewer} />;
  return (
    <>
      <Action label={say('shared.send')} picture={wayDrawings.forward} onPress={() => void share(viewer).then(setSent)} />
      {sent && <p role="status">{say('shared.sent')}</p>}
    </>
  );
}

/** For whoever has a phone at hand: it hides itself, and is covered while nobody seems to be there. */
function OnGlass({ viewer, onHide }: { readonly viewer: string; readonly onHide: () => void }) {
  const { say } = useVisit();
  useEffect(() => {
    const timer = setTimeout(onHide, ON_GLASS_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <div class="share-code private">
        <QrCode text={viewer} label={say('share-paper.scan')} />
      </div>
      <p class="share-warning">{say('share-paper.group')}</p>
      <div class="screen-actions">
        <Action kind="main" label={say('shared.hide')} onPress={onHide} />
      </div>
    </>
  );
}
