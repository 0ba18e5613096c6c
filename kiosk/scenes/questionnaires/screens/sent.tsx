import { useState } from 'preact/hooks';
import type { Appointment, Preconsult, PreconsultSummary } from '../../../client/wire.ts';
import { Action } from '../../../components/action/action.tsx';
import type { Drawing } from '../../../components/pictogram/drawing.ts';
import { wayDrawings } from '../../../components/pictogram/ways.ts';
import { Screen } from '../../../components/screen/screen.tsx';
import { answerOf } from '../../../journey/answers.ts';
import { useLoad } from '../../../shell/use-load.ts';
import { type Names, useNames } from '../../../shell/use-names.ts';
import { useVisit } from '../../../shell/visit.ts';
import { OnPaper, type PaperWords, TheEnd } from '../../slips/screens/on-paper.tsx';
import { isFault, usePrinting } from '../../slips/use-printing.ts';
import { visitIn } from '../chosen.ts';
import { FormLines } from './form-lines.tsx';
import { isPartlyQuiet } from './summary-lines.tsx';
import { SummaryPaper } from './summary-paper.tsx';

/** What became of it, told as the gateway knows it; with the paper, which prints by itself where the yes was just said. */
export function FormSentScreen() {
  const { answers } = useVisit();
  const just = answerOf(answers, 'form-sending');
  const chosen = answerOf(answers, 'form-which');
  const first = just ?? (chosen?.kind === 'begun' ? chosen.preconsult : undefined);
  return first === undefined ? null : <Followed first={first} just={just !== undefined} />;
}

/** It may still become something else without anybody doing anything here. */
function isOpen({ delivery, doctor }: Preconsult): boolean {
  return delivery === 'not-yet' || delivery === 'sent' || (delivery === 'acknowledged' && doctor === undefined);
}

function Followed({ first, just }: { readonly first: Preconsult; readonly just: boolean }) {
  const { services, answers, language, say, act } = useVisit();
  const names = useNames();
  const appointment = visitIn(answers);
  const [asked, setAsked] = useState(false);
  const [now] = useLoad<Preconsult>(async () => {
    const read = await services.client('readPreconsult', { params: { id: first.id } });
    return read.ok ? { ok: true, value: read.body } : read;
  }, isOpen);
  const [summary] = useLoad<PreconsultSummary>(async () => {
    const read = await services.client('readSummary', { params: { id: first.id } });
    return read.ok ? { ok: true, value: read.body } : read;
  });
  const preconsult = now.state === 'ready' ? now.value : first;
  // Paper is read by others: where something is for the doctor alone, it comes only when it is asked for.
  const wanted = asked || (just && summary.state === 'ready' && !isPartlyQuiet(summary.value));
  const { delivery, doctor, noDiagnosis, questionnaire } = preconsult;
  const there = delivery === 'acknowledged' || delivery === 'sent' || delivery === 'not-yet';
  const change = () => act.settle('form-which', { kind: 'begun', preconsult, change: true });
  const paper = services.device !== undefined && summary.state === 'ready' && names !== undefined && appointment !== undefined;
  return (
    <Screen
      title={say(`form-sent.${delivery}`)}
      {...pictureOf(delivery)}
      lead={<FormLines approved={questionnaire.approved} noDiagnosis={noDiagnosis} />}
    >
      {delivery !== 'acknowledged' && (
        <p class="triage-sentence" role="status">
          {say(`form-sent.${delivery}.what`)}
        </p>
      )}
      {doctor !== undefined && <p class="triage-sentence">{say(`form-sent.${doctor.answer}`)}</p>}
      {paper && wanted ? (
        <Printed summary={summary.value} {...{ appointment, names, language }} heard={delivery === 'acknowledged'} />
      ) : (
        <div class="screen-actions">
          <Action kind="main" label={say('frame.finish')} picture={there ? wayDrawings.tick : undefined} onPress={act.finish} />
          {paper && <Action label={say('form-sent.paper')} picture={wayDrawings.paper} onPress={() => setAsked(true)} />}
          {!just && there && <Action label={say('form-sent.changes')} onPress={change} />}
          <Action label={say('frame.another')} onPress={act.home} />
        </div>
      )}
    </Screen>
  );
}

/** Of what is there, or on its way. */
function pictureOf(delivery: Preconsult['delivery']): { readonly picture?: Drawing } {
  if (delivery === 'acknowledged') return { picture: wayDrawings.tick };
  return delivery === 'not-yet' || delivery === 'sent' ? { picture: wayDrawings.clock } : {};
}

const WORDS: PaperWords = {
  printing: 'form-paper.printing',
  printed: 'form-paper.printed',
  noPaper: 'form-paper.no-paper',
  takeBoth: 'form-paper.take-both',
};

/** Where no doctor has it yet, whoever has no paper says it at the visit. */
const WORDS_UNHEARD: PaperWords = { ...WORDS, noPaper: 'form-paper.no-paper.say' };

interface PrintedProps {
  readonly summary: PreconsultSummary;
  readonly appointment: Appointment;
  readonly names: Names;
  readonly language: 'zh' | 'en';
  /** The doctor has it. */
  readonly heard: boolean;
}

function Printed({ names, heard, ...printed }: PrintedProps) {
  const { services, say, window } = useVisit();
  const { printing, print } = usePrinting();
  return (
    <>
      <SummaryPaper {...printed} {...names} printedAt={services.now()} />
      <OnPaper
        printing={printing}
        words={heard ? WORDS : WORDS_UNHEARD}
        fault={isFault(printing) ? say('form-paper.fault', { window }) : undefined}
      />
      <TheEnd printing={printing} print={print} />
    </>
  );
}
