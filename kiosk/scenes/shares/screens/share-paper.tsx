import { QrCode } from '../../../components/slip/qr-code.tsx';
import '../../../components/slip/slip-paper.css';
import { type Language, sayIn } from '../../../i18n/text.ts';
import { inThrees } from '../passcode.ts';
import './shares.css';
import { momentIn } from './until.ts';

interface PaperProps {
  readonly until: string;
  readonly language: Language;
  /** ms. */
  readonly printedAt: number;
}

/** The link on paper: its code, until when, and what not to do with it. Nobody's name, and never the passcode: whoever finds it has half. */
export function LinkPaper({
  viewer,
  passcode,
  ...printed
}: PaperProps & { readonly viewer: string; readonly passcode: boolean }) {
  const say = sayIn(printed.language);
  return (
    <article class="slip" aria-label={say('share-paper.title')}>
      <p class="slip-hospital">{say('share-paper.title')}</p>
      <p class="slip-words">{say('share-paper.scan')}</p>
      <div class="share-paper-code">
        <QrCode text={viewer} label={say('share-paper.scan')} />
      </div>
      <p class="slip-room">{say(passcode ? 'share-paper.passcode' : 'share-paper.no-passcode')}</p>
      <p class="slip-fasting">{say('share-paper.group')}</p>
      <Until {...printed} />
    </article>
  );
}

/** The passcode on a paper of its own, for whoever asked for it. */
export function PasscodePaper({ digits, ...printed }: PaperProps & { readonly digits: string }) {
  const say = sayIn(printed.language);
  return (
    <article class="slip" aria-label={say('share-paper.digits')}>
      <p class="slip-hospital">{say('share-paper.digits')}</p>
      <p class="slip-time">{inThrees(digits)}</p>
      <p class="slip-words">{say('share-paper.apart')}</p>
      <Until {...printed} />
    </article>
  );
}

function Until({ until, language, printedAt }: PaperProps) {
  const say = sayIn(language);
  return (
    <div class="slip-part">
      <p class="slip-words">{say('share-long.until', { when: momentIn(language, until) })}</p>
      <p>{say('share-paper.stop')}</p>
      <p>{say('slip.printed-at', { when: momentIn(language, new Date(printedAt).toISOString()) })}</p>
    </div>
  );
}
