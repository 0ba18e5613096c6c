import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as answering from '../../kiosk/journey/answering.ts';
import { type Answers, type AnswerTypes, type Question, rememberedAnswer, type Step } from '../../kiosk/journey/answers.ts';
import * as path from '../../kiosk/journey/path.ts';
import { rows } from './kit/all-scenes.ts';
import { JOURNEY_PAGE, journeyPage, rowAt, steps } from './kit/journey-page.ts';
import { samplesOf } from './kit/sample-answers.ts';

const pathOf = (answers: Answers) => path.pathOf(rows, answers);
const positionOf = (answers: Answers) => path.positionOf(rows, answers);
const canVisit = (answers: Answers, step: Step) => path.canVisit(rows, answers, step);
const stepBefore = (answers: Answers) => path.stepBefore(rows, answers);
const ask = (answers: Answers, question: Question) => answering.ask(rows, answers, question);
const goBack = (answers: Answers) => answering.goBack(rows, answers);
const goHome = (answers: Answers) => answering.goHome(rows, answers);
const identifyAgain = (answers: Answers) => answering.identifyAgain(rows, answers);
const draftOf = (answers: Answers) => answering.draftOf(rows, answers);
const settle = <Q extends Question>(answers: Answers, question: Q, value: AnswerTypes[Q]) =>
  answering.settle(rows, answers, question, value);

type Move =
  | { readonly kind: 'answer'; readonly which: number }
  | { readonly kind: 'back' | 'home' | 'identify' | 'detour' | 'other-day' };

const moves = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer' as const), which: fc.nat(5) }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'back' } as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { kind: 'detour' } as const,
        { kind: 'other-day' } as const,
        { kind: 'identify' } as const,
        { kind: 'home' } as const,
      ),
    },
  ),
  { maxLength: 60 },
);

function give<Q extends Question>(answers: Answers, question: Q, which: number): Answers {
  const values = samplesOf(question);
  return settle(answers, question, values[which % values.length] as AnswerTypes[Q]);
}

function step(answers: Answers, move: Move): Answers {
  const position = positionOf(answers);
  if (move.kind === 'answer')
    return rowAt(position).kind === 'end' ? goHome(answers) : give(answers, position as Question, move.which);
  if (move.kind === 'back') return goBack(answers);
  if (move.kind === 'home') return canVisit(answers, 'home') ? goHome(answers) : answers;
  if (move.kind === 'identify') return identifyAgain(answers);
  if (position === 'check') return ask(answers, 'coverage');
  return position === 'slot' ? ask(answers, 'hospital') : answers;
}

/** The answers of a journey that answers these, in this order. */
function walk(...given: readonly (readonly [Question, number])[]): Answers {
  return given.reduce<Answers>((answers, [question, which]) => {
    expect(positionOf(answers)).toBe(question);
    return give(answers, question, which);
  }, {});
}

const identified = [
  ['language', 0],
  ['document', 0],
  ['who', 0],
  ['opening', 0],
] as const;
/** Where that stands among what can be answered at home. */
const PAY = samplesOf('home').indexOf('pay');
const toCheck = [...identified, ['home', 0], ['body-part', 0], ['department', 0], ['slot', 0]] as const;

describe('the journey, whatever is pressed', () => {
  it('the journey, whatever is pressed, stands at one step that may be visited, and which its table leads to', () => {
    fc.assert(
      fc.property(moves, (list) => {
        let answers: Answers = {};
        for (const move of list) {
          answers = step(answers, move);
          const path = pathOf(answers);
          expect(canVisit(answers, positionOf(answers))).toBe(true);
          expect(new Set(path).size).toBe(path.length);
          for (const [index, at] of path.slice(1).entries()) expect(rowAt(path[index] as Step).leadsTo).toContain(at);
        }
      }),
    );
  });

  it('the journey, whatever is pressed, loses no answer by going back', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const answers = list.reduce(step, {} as Answers);
        const before = stepBefore(answers);
        const after = goBack(answers);
        const said: readonly Question[] = [
          'check',
          'booking',
          'taken',
          'cancel-check',
          'cancelling',
          'refund-check',
          'refunding',
          'registering-child',
          'withdraw-check',
          'withdrawing',
          'hospital',
        ];
        // Within a step of several questions another one of them stands there, and all that was said is.
        const within = rowAt(positionOf(answers)).back?.(answers) !== undefined;
        const triaging = (of: Answers) => ({ ...rememberedAnswer(of, 'triage-questions'), at: 0 });
        expect(triaging(after)).toEqual(triaging(answers));
        for (const question of Object.keys(answers) as Question[])
          if (!said.includes(question) && question !== 'triage-questions')
            expect(rememberedAnswer(after, question)).toEqual(rememberedAnswer(answers, question));
        if (before !== undefined) expect(positionOf(after) === positionOf(answers)).toBe(within);
      }),
    );
  });

  it('the journey, whatever is pressed, books nothing that was not shown for checking since it last changed', () => {
    fc.assert(
      fc.property(moves, (list) => {
        let answers: Answers = {};
        let checked: unknown;
        for (const move of list) {
          if (positionOf(answers) === 'check' && move.kind === 'answer') checked = rememberedAnswer(answers, 'slot');
          answers = step(answers, move);
          if (positionOf(answers) === 'booking') expect(rememberedAnswer(answers, 'slot')).toEqual(checked);
        }
      }),
    );
  });

  it('the journey, whatever is pressed, reaches every step from the start, and an end from every step', () => {
    const from = (start: Step) => {
      const seen = new Set<Step>([start]);
      for (const at of seen) for (const next of rowAt(at).leadsTo) seen.add(next);
      return seen;
    };
    expect([...from('language')].sort()).toEqual([...steps].sort());
    for (const at of steps) expect([...from(at)].some((one) => rowAt(one).kind === 'end')).toBe(true);
  });
});

describe('the journey', () => {
  // Whoever puts the card down on the start screen answers `language` and `document` there at once: one screen for the two.
  const isAsked = (answers: Answers, at: Step) => rowAt(at).passed?.(answers) !== true;
  const screensOf = (answers: Answers) =>
    pathOf(answers).filter((at) => rowAt(at).kind !== 'work' && at !== 'document' && isAsked(answers, at));

  it('the journey takes a person who is known eight screens to a new booking, the start and the slip among them', () => {
    const booked = give(give(walk(...toCheck), 'check', 0), 'booking', 0);
    expect(screensOf(booked)).toEqual(['language', 'who', 'home', 'body-part', 'department', 'slot', 'check', 'booked']);
  });

  it('the journey takes a booked person four screens to the slip: two taps to see it, a third to print', () => {
    const answers = walk(...identified, ['home', 5]);
    expect(screensOf(answers)).toEqual(['language', 'who', 'home', 'slip']);
    const tapped = pathOf(answers).filter((at) => rowAt(at).kind === 'question' && !['language', 'document'].includes(at));
    expect(tapped).toEqual(['who', 'home']);
  });

  it('the journey takes the same person five taps by way of the list, with the language and the document asked for', () => {
    const answers = walk(...identified, ['home', 2], ['mine', 0], ['appointment', 0]);
    expect(positionOf(answers)).toBe('slip');
    const taps = pathOf(answers).filter((at) => rowAt(at).kind === 'question' && at !== 'document');
    expect(taps).toEqual(['language', 'who', 'home', 'mine', 'appointment']);
  });

  const toSplit = [...identified, ['home', PAY], ['pay-for', 0], ['reading-bills', 0], ['bills', 0], ['quoting', 0]] as const;

  it('the journey takes a person who pays by phone seven screens to the receipt, and one yes; and five to the window', () => {
    const paid = give(give(give(walk(...toSplit), 'split', 0), 'paying', 0), 'pay-code', 0);
    expect(screensOf(paid).filter((at) => rowAt(at).kind === 'question')).toEqual(['language', 'who', 'home', 'bills', 'split']);
    expect(positionOf(paid)).toBe('paid');
    const shown = [...screensOf(paid), 'pay-code'];
    expect(shown.sort()).toEqual(['bills', 'home', 'language', 'paid', 'pay-code', 'split', 'who']);
    expect(positionOf(give(give(walk(...toSplit), 'split', 1), 'paying', 1))).toBe('paid');
  });

  it('the journey takes a person for whom somebody at home pays to the paper without a code of a provider’s, in six screens', () => {
    const begun = give(give(walk(...toSplit), 'split', 2), 'paying', 2);
    expect(positionOf(begun)).toBe('paid');
    expect([...screensOf(begun)].sort()).toEqual(['bills', 'home', 'language', 'paid', 'split', 'who']);
  });

  it('the journey stops what nobody at home pays after all, and asks for a new yes; what was paid in that moment is told', () => {
    const stopping = give(give(give(walk(...toSplit), 'split', 2), 'paying', 2), 'pay-code', 1);
    expect(positionOf(stopping)).toBe('stopping');
    expect(positionOf(give(stopping, 'stopping', 0))).toBe('quoting');
    expect(positionOf(give(stopping, 'stopping', 1))).toBe('paid');
  });

  it('the journey never goes back over a payment that was begun', () => {
    const begun = give(give(walk(...toSplit), 'split', 0), 'paying', 0);
    expect(positionOf(begun)).toBe('pay-code');
    expect(stepBefore(begun)).toBeUndefined();
    expect(stepBefore(give(begun, 'pay-code', 0))).toBeUndefined();
  });

  it('the journey asks who can not pay by phone for a new yes, to sums that are asked for anew', () => {
    const stopped = give(give(give(give(walk(...toSplit), 'split', 0), 'paying', 0), 'pay-code', 1), 'stopping', 0);
    expect(positionOf(stopped)).toBe('quoting');
    expect(rememberedAnswer(stopped, 'bills')).toMatchObject({ cashFirst: true, key: 'key-10' });
    for (const question of ['split', 'paying', 'pay-code'] as const) expect(rememberedAnswer(stopped, question)).toBeUndefined();
    expect(positionOf(give(stopped, 'quoting', 0))).toBe('split');
  });

  it('the journey takes no yes over to other bills, to other sums or to a card that is shown again, unless it was used', () => {
    const agreed = give(walk(...toSplit), 'split', 0);
    expect(positionOf(give(ask(agreed, 'bills'), 'bills', 1))).toBe('quoting');
    const again = (answers: Answers) => give(give(give(identifyAgain(answers), 'document', 0), 'who', 0), 'opening', 0);
    expect(positionOf(again(agreed))).toBe('split');
    const begun = give(agreed, 'paying', 0);
    expect(positionOf(again(begun))).toBe('pay-code');
    expect(positionOf(give(ask(begun, 'reading-bills'), 'reading-bills', 0))).toBe('bills');
  });

  const toBills = [...identified, ['home', PAY], ['pay-for', 0], ['reading-bills', 0]] as const;
  const WANTED = ['code', 'window', 'home', 'receipt', 'stop', 'refund', 'collect'] as const;
  const wanting = (what: (typeof WANTED)[number]) => ['payment', WANTED.indexOf(what)] as const;
  const BEFORE = 2;
  const BEING_PAID = 3;

  it('the journey takes a person seven screens to the receipt of what they paid before, the start among them', () => {
    const printed = walk(...toBills, ['bills', BEFORE], ['payments', 0], wanting('receipt'));
    expect(screensOf(printed)).toEqual(['language', 'who', 'home', 'bills', 'payments', 'payment', 'paid']);
  });

  it('the journey leads from a bill that is being paid back to its code, and to the bills anew once that was stopped', () => {
    const looked = walk(...toBills, ['bills', BEING_PAID], wanting('code'));
    expect(positionOf(looked)).toBe('pay-code');
    expect(positionOf(give(looked, 'pay-code', 0))).toBe('paid');
    const stopped = give(walk(...toBills, ['bills', BEING_PAID], wanting('stop')), 'stopping', 0);
    expect(positionOf(stopped)).toBe('reading-bills');
    for (const question of ['bills', 'payment', 'paying', 'pay-code'] as const)
      expect(rememberedAnswer(stopped, question)).toBeUndefined();
    // Somebody had paid in the last moment.
    const kept = give(walk(...toBills, ['bills', BEING_PAID], wanting('stop')), 'stopping', 1);
    expect(positionOf(kept)).toBe('paid');
  });

  it('the journey has nothing taken back before a yes to exactly that, and asks for it anew after every change and card', () => {
    const checked = walk(
      ...toBills,
      ['bills', BEFORE],
      ['payments', 0],
      wanting('refund'),
      ['refund-what', 1],
      ['refund-lines', 0],
    );
    expect(positionOf(checked)).toBe('refund-check');
    const yes = give(checked, 'refund-check', 0);
    expect(positionOf(yes)).toBe('refunding');
    expect(positionOf(give(ask(yes, 'refund-what'), 'refund-what', 0))).toBe('refund-check');
    expect(positionOf(give(ask(yes, 'refund-lines'), 'refund-lines', 0))).toBe('refund-check');
    const again = give(give(give(identifyAgain(yes), 'document', 0), 'who', 0), 'opening', 0);
    expect(positionOf(again)).toBe('refund-check');
    expect(positionOf(give(yes, 'refunding', 0))).toBe('refunded');
    expect(stepBefore(give(yes, 'refunding', 0))).toBeUndefined();
  });

  it('the journey keeps no bill of one person when somebody pays for another', () => {
    const chosen = walk(...toBills, ['bills', 0], ['quoting', 0]);
    const other = give(ask(chosen, 'pay-for'), 'pay-for', 2);
    expect(positionOf(other)).toBe('reading-bills');
    for (const question of ['bills', 'quoting'] as const) expect(rememberedAnswer(other, question)).toBeUndefined();
  });

  it('the journey goes back past what was only asked for by the way', () => {
    const elsewhere = give(ask(walk(...toCheck.slice(0, -1)), 'hospital'), 'hospital', 1);
    expect(positionOf(elsewhere)).toBe('slot');
    expect(positionOf(goBack(elsewhere))).toBe('department');
  });

  it('the journey comes back to the check in two taps from how to pay and from the half hour', () => {
    for (const question of ['coverage', 'slot'] as const) {
      const changing = ask(walk(...toCheck), question);
      expect(positionOf(changing)).toBe(question);
      expect(positionOf(give(changing, question, 1))).toBe('check');
    }
  });

  it('the journey asks for the half hour again, and for nothing more, when the hospital changes', () => {
    const changed = give(ask(walk(...toCheck), 'hospital'), 'hospital', 1);
    expect(positionOf(changed)).toBe('slot');
    expect(positionOf(give(changed, 'slot', 1))).toBe('check');
  });

  it('the journey leads to another house by its name, before any time, where this one has no such department', () => {
    const ways = walk(...toCheck.slice(0, -2));
    expect(positionOf(ways)).toBe('department');
    const elsewhere = give(ways, 'department', 3);
    expect(positionOf(elsewhere)).toBe('elsewhere');
    expect(positionOf(give(elsewhere, 'elsewhere', 0))).toBe('slot');
    expect(stepBefore(give(elsewhere, 'elsewhere', 0))).toBe('elsewhere');
  });

  it('the journey goes back past a department that was the only one', () => {
    const alone = give(walk(...toCheck.slice(0, -2)), 'department', 2);
    expect(positionOf(alone)).toBe('slot');
    expect(stepBefore(alone)).toBe('body-part');
  });

  it('the journey of a child’s card leads to whoever came with it, and to the child', () => {
    const shown = walk(['language', 0], ['document', 2]);
    expect(positionOf(shown)).toBe('with-whom');
    const opened = give(give(give(shown, 'with-whom', 0), 'who', 0), 'opening', 0);
    expect(positionOf(opened)).toBe('child-card');
    const known = give(opened, 'child-card', 0);
    expect(positionOf(known)).toBe('body-part');
    expect(positionOf(goHome(known))).toBe('home');
    const agreeing = give(give(opened, 'child-card', 1), 'relationship', 0);
    expect(positionOf(agreeing)).toBe('child-notice');
    const registered = give(give(give(agreeing, 'child-notice', 0), 'child-health-data', 0), 'registering-child', 0);
    expect(positionOf(registered)).toBe('body-part');
  });

  it('the journey shows nothing that one guardian opened to another who came with the same child', () => {
    const opened = walk(['language', 0], ['document', 2], ['with-whom', 0], ['who', 0], ['opening', 0], ['child-card', 0]);
    const other = settle(opened, 'with-whom', { jws: 'x.y.z', type: 'resident-id', maskedName: '李*', maskedNumber: '1' });
    expect(positionOf(other)).toBe('who');
    // Not even whose card it was: they came for themselves, or lay it down again.
    expect(Object.keys(other).sort()).toEqual(['document', 'language']);
    expect(JSON.stringify(other)).not.toContain(rememberedAnswer(opened, 'document')?.maskedName);
    const before = walk(['language', 0], ['document', 2], ['with-whom', 0]);
    expect(
      positionOf(settle(before, 'with-whom', { jws: 'x.y.z', type: 'resident-id', maskedName: '李*', maskedNumber: '1' })),
    ).toBe('who');
  });

  it('the journey leads a place that was taken over the check again, with a new key', () => {
    const taken = give(give(walk(...toCheck), 'check', 0), 'booking', 1);
    expect(positionOf(taken)).toBe('taken');
    const chosen = give(taken, 'taken', 0);
    expect(positionOf(chosen)).toBe('check');
    expect(rememberedAnswer(chosen, 'check')).toBeUndefined();
  });

  it('the journey never goes back over what is done: a session, a booking, a cancellation, a withdrawal', () => {
    expect(stepBefore(walk(...identified))).toBeUndefined();
    expect(stepBefore(give(give(walk(...toCheck), 'check', 0), 'booking', 0))).toBeUndefined();
    const cancelled = walk(...identified, ['home', 2], ['mine', 0], ['appointment', 1], ['cancel-check', 0], ['cancelling', 0]);
    expect(stepBefore(cancelled)).toBeUndefined();
    const withdrawn = walk(...identified, ['home', 3], ['information', 0], ['withdraw-check', 0], ['withdrawing', 0]);
    expect(stepBefore(withdrawn)).toBeUndefined();
  });

  it('the journey withdraws nothing for whoever puts a document down after the one who said so', () => {
    const said = walk(...identified, ['home', 3], ['information', 0], ['withdraw-check', 0]);
    expect(positionOf(said)).toBe('withdrawing');
    const same = give(give(give(identifyAgain(said), 'document', 0), 'who', 0), 'opening', 0);
    expect(positionOf(same)).toBe('withdraw-check');
    expect(rememberedAnswer(same, 'withdraw-check')).toBeUndefined();
  });

  it('the journey keeps what a grown-up chose for a child whose card was read, when they show their own card again, and nothing of it for another', () => {
    const [read] = samplesOf('document');
    const [opened] = samplesOf('opening');
    if (read === undefined || opened === undefined) throw new Error('no document and no session among the samples');
    const grownUp = { ...read, maskedName: '王*国' };
    let chosen = settle(give({}, 'language', 0), 'document', { ...read, maskedName: '王*雨', minor: true });
    chosen = settle(settle(chosen, 'with-whom', grownUp), 'who', 'me');
    chosen = settle(chosen, 'opening', opened);
    expect(positionOf(chosen)).toBe('child-card');
    const again = settle(identifyAgain(chosen), 'with-whom', { ...grownUp, jws: 'e30.anew.c2ln' });
    expect(positionOf(again)).toBe('who');
    expect(positionOf(settle(settle(again, 'who', 'me'), 'opening', opened))).toBe('child-card');
    const another = settle(identifyAgain(chosen), 'with-whom', { ...grownUp, maskedName: '李*梅' });
    expect(JSON.stringify(another)).not.toContain('王*');
    expect(positionOf(settle(settle(another, 'who', 'me'), 'opening', opened))).toBe('home');
  });

  it('the journey gives nothing that one person chose or agreed to to the next, by their document or by what the gateway says', () => {
    const chosen = walk(...toCheck);
    const byDocument = give(give(give(identifyAgain(chosen), 'document', 1), 'who', 0), 'opening', 0);
    expect(positionOf(byDocument)).toBe('home');
    expect(byDocument.slot).toBeUndefined();
    const again = give(give(identifyAgain(chosen), 'document', 0), 'who', 0);
    const opened = samplesOf('opening')[0];
    if (opened === undefined || opened === 'consent-needed') throw new Error('no session among the samples');
    const byGateway = settle(again, 'opening', { ...opened, patientId: 'pat_0000000000000000000099' });
    expect(positionOf(byGateway)).toBe('home');
    expect(byGateway.slot).toBeUndefined();
    const agreed = walk(['language', 0], ['document', 0], ['who', 0], ['opening', 1], ['notice', 0], ['health-data', 0]);
    const another = give(give(give(identifyAgain(agreed), 'document', 1), 'who', 0), 'opening', 1);
    expect(positionOf(another)).toBe('notice');
  });

  it('the journey keeps what was chosen for the same person, whose document is read again', () => {
    const same = give(give(give(identifyAgain(walk(...toCheck)), 'document', 0), 'who', 0), 'opening', 0);
    expect(positionOf(same)).toBe('check');
  });

  it('the journey keeps a draft of what was chosen, with nothing of who chose it, and goes on where it stopped', () => {
    expect(draftOf(walk(...identified, ['home', 0], ['body-part', 0]))).toBeUndefined();
    const draft = draftOf(walk(...toCheck));
    expect(JSON.stringify(draft)).not.toMatch(/王|pat_|a\.b\.c|1234/);
    expect(positionOf(settle(walk(...identified), 'draft-code', draft ?? {}))).toBe('check');
    const booked = give(give(walk(...toCheck), 'check', 0), 'booking', 0);
    expect(draftOf(booked)).toBeUndefined();
  });

  it('the journey keeps what was agreed to when the document has to be read again', () => {
    const registered = walk(['language', 0], ['document', 0], ['who', 0], ['opening', 1], ['notice', 0], ['health-data', 0]);
    const again = give(give(give(identifyAgain(registered), 'document', 0), 'who', 0), 'opening', 1);
    expect(positionOf(again)).toBe('registering');
  });

  it('the journey forgets the details of a child once it is registered', () => {
    const asked = walk(
      ...identified,
      ['home', 1],
      ['for-whom', 1],
      ['relationship', 0],
      ['child-number', 0],
      ['child-birth-date', 0],
      ['child-sex', 0],
      ['child-name', 0],
      ['child-notice', 0],
      ['child-health-data', 0],
    );
    const registered = give(asked, 'registering-child', 0);
    expect(positionOf(registered)).toBe('body-part');
    expect(JSON.stringify(registered)).not.toContain('王小雨');
  });
});

describe('the drawing of the journey', () => {
  it('the drawing of the journey says what the table says', () => {
    expect(existsSync(JOURNEY_PAGE), `${JOURNEY_PAGE} is missing: run npm run docs:contract`).toBe(true);
    expect(readFileSync(JOURNEY_PAGE, 'utf8')).toBe(journeyPage());
  });
});
