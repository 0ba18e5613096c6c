import type { Grant } from '../../../client/wire.ts';
import '../../../components/slip/slip-paper.css';
import { type Language, sayIn } from '../../../i18n/text.ts';
import { clockOf, sayDate } from '../../../i18n/when.ts';
import { inFours } from './code-question.tsx';
import { scopeWords } from './grant-words.ts';

interface PaperProps {
  readonly grant: Grant;
  readonly language: Language;
  /** ms. */
  readonly printedAt: number;
}

const day = (language: Language, instant: string) => sayDate(language, instant);
const moment = (language: Language, instant: string) => `${sayDate(language, instant)} ${clockOf(instant)}`;

/** What was given, for whoever gave it: names are masked, and nothing on it opens anything. */
export function GrantPaper({ grant, language, printedAt }: PaperProps) {
  const say = sayIn(language);
  return (
    <article class="slip" aria-label={say('grant-paper.title')}>
      <p class="slip-hospital">{say('grant-paper.title')}</p>
      <p class="slip-words">{say('grant.helped', { name: grant.helperName ?? '' })}</p>
      <p class="slip-words">{say('grant-agree.what', { what: scopeWords(say, language, grant.scope) })}</p>
      <p class="slip-words">{say('grant-until', { when: day(language, grant.until) })}</p>
      <div class="slip-part">
        <p>{say('grant-paper.by', { name: grant.helpedName })}</p>
        <p>{say('grant-paper.stop')}</p>
        <p>{say('slip.printed-at', { when: moment(language, new Date(printedAt).toISOString()) })}</p>
      </div>
    </article>
  );
}

/** A code for whoever is to help, and nobody's name: whoever finds the card does not know whose it is. */
export function OfferPaper({ grant, code, language, printedAt }: PaperProps & { readonly code: string }) {
  const say = sayIn(language);
  return (
    <article class="slip" aria-label={say('offer-paper.title')}>
      <p class="slip-hospital">{say('offer-paper.title')}</p>
      <p class="slip-time">{inFours(code)}</p>
      <p class="slip-words">{say('offer-paper.how')}</p>
      <p class="slip-words">{say('offer-paper.what', { what: scopeWords(say, language, grant.scope) })}</p>
      <p class="slip-fasting">{say('offered.secret')}</p>
      <div class="slip-part">
        <p>{say('offered.take-by', { when: moment(language, grant.takeBy ?? grant.until) })}</p>
        <p>{say('grant-paper.stop')}</p>
        <p>{say('slip.printed-at', { when: moment(language, new Date(printedAt).toISOString()) })}</p>
      </div>
    </article>
  );
}
