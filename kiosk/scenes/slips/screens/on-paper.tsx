import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Action } from '../../../components/action/action.tsx';
import { Pictogram } from '../../../components/pictogram/pictogram.tsx';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import type { SpokenKey } from '../../../i18n/text.ts';
import { useVisit } from '../../../shell/visit.ts';
import { isFault, isPending, type Printing } from '../use-printing.ts';
import './on-paper.css';

/** What is said of a paper, whichever it is. */
export interface PaperWords {
  readonly printing: SpokenKey;
  readonly printed: SpokenKey;
  readonly noPaper: SpokenKey;
  readonly takeBoth: SpokenKey;
}

export interface OnPaperProps {
  readonly printing: Printing;
  readonly words: PaperWords;
  /** Why no paper comes, and where it does. */
  readonly fault: string | undefined;
}

/** Where the paper is; when none comes, why, where it does, and to whom one can go. A card that still lies there is told, too. */
export function OnPaper({ printing, words, fault }: OnPaperProps) {
  const { say, cardLies, act } = useVisit();
  useEffect(() => {
    if (cardLies && printing === 'printed') act.tell(words.takeBoth);
  }, [cardLies, printing === 'printed']);
  if (printing === 'no-printer') return null;
  if (fault !== undefined)
    return (
      <p class="slip-fault" role="alert">
        {fault}
      </p>
    );
  return (
    <div class="slip-taking" role="status">
      <Taking picture={wayDrawings.paper} words={say(printing === 'printed' ? words.printed : words.printing)} />
      {cardLies && <Taking picture={wayDrawings.card} words={say('slip.take-card')} />}
      {!cardLies && <p>{say(words.noPaper)}</p>}
    </div>
  );
}

function Taking({
  picture,
  words,
}: {
  readonly picture: typeof wayDrawings.paper | typeof wayDrawings.card;
  readonly words: string;
}) {
  return (
    <p class="slip-taken">
      <Pictogram drawing={picture} />
      <span>{words} ↓</span>
    </p>
  );
}

export interface TheEndProps {
  readonly printing: Printing;
  readonly print: () => void;
  /** Ways on that this end has besides. */
  readonly children?: ComponentChildren;
}

export function TheEnd({ printing, print, children }: TheEndProps) {
  const { say, act } = useVisit();
  if (printing === 'no-printer')
    return (
      <div class="screen-actions">
        {children}
        <Action kind="main" label={say('trouble.home')} onPress={act.home} />
      </div>
    );
  const fault = isFault(printing);
  const again = fault ? 'slip.print-again' : 'slip.print-more';
  return (
    <div class="screen-actions">
      <Action kind="main" label={say('frame.finish')} picture={wayDrawings.tick} onPress={act.finish} />
      {children}
      <div class="slip-ways">
        <Action label={say(isPending(printing) ? 'slip.print-now' : again)} onPress={print} />
        {fault ? (
          <Action label={say('trouble.person')} onPress={act.help} />
        ) : (
          <Action label={say('frame.another')} onPress={act.home} />
        )}
      </div>
    </div>
  );
}
