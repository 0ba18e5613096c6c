import { describe, expect, it } from 'vitest';
import { draftRules } from '../../../bff/scenes/preconsult/triage/draft-rules.ts';
import type { TriageOutcome, TriageQuestion, TriageSaid, TriageSubject } from '../../../bff/scenes/preconsult/triage/terms.ts';
import { askedOfThePregnant, askedOfWomen, mustBeAsked } from './red-flag-oracle.ts';
import { type RedFlagCase, redFlagCases } from './triage-cases.ts';
import { outcomeOf, plainAnswer, walk } from './triage-walks.ts';

const SEXES = { f: 'female', m: 'male', u: 'unknown' } as const;
const ADULT: TriageSubject = { ageDays: 45 * 365, sex: 'male' };

function subjectOf(who: string): TriageSubject {
  const [, count = '', unit = '', sex = 'u'] = /^(\d+)([dy]) ([fmu])$/.exec(who) ?? [];
  return { ageDays: unit === 'y' ? Math.ceil(Number(count) * 365.25) : Number(count), sex: SEXES[sex as keyof typeof SEXES] };
}

/** Answers what is asked: the signs where they are asked, everything else as somebody who has nothing of it. */
function answering(subject: TriageSubject, complaint: string, words: string) {
  const given = words === '-' ? [] : words.split(' ');
  const named = Object.fromEntries(given.filter((word) => word.includes('=')).map((word) => word.split('=') as [string, string]));
  const signs = given.filter((word) => !word.includes('='));
  const said: TriageSaid[] = [];
  const asked: TriageQuestion[] = [];
  let outcome = outcomeOf(subject, { kind: 'listed', code: complaint }, said);
  while (outcome.kind === 'question') {
    const { question } = outcome;
    const here = question.answers === 'many' ? signs.filter((sign) => question.options.some(({ code }) => code === sign)) : [];
    asked.push(question);
    said.push({ question: question.id, answer: here.length > 0 ? here : (named[question.id] ?? plainAnswer(question)) });
    outcome = outcomeOf(subject, { kind: 'listed', code: complaint }, said);
  }
  return { outcome, said, asked };
}

const rulesOf = (outcome: TriageOutcome) => (outcome.kind === 'red-flag' ? outcome.flags.map(({ rule }) => rule) : []);
const pageOf = (asked: readonly TriageQuestion[], { said }: RedFlagCase) => {
  const sign = said.split(' ').find((word) => word !== '-' && !word.includes('='));
  return asked.find(({ answers, options }) => answers === 'many' && options.some(({ code }) => code === sign));
};

describe('every red flag', () => {
  it('of the rules has a case that reaches it', () => {
    expect(new Set(redFlagCases.map(({ rule }) => rule))).toEqual(new Set(draftRules.redFlags.map(({ id }) => id)));
  });

  it.each(redFlagCases)('$rule is raised for $who with $complaint who says $said', ({ rule, complaint, who, said }) => {
    const { outcome } = answering(subjectOf(who), complaint, said);
    expect(rulesOf(outcome)).toContain(rule);
    const row = draftRules.redFlags.find(({ id }) => id === rule);
    expect(outcome).toMatchObject({ flags: expect.arrayContaining([{ rule, manner: row?.manner, advice: row?.advice }]) });
  });

  it.each(redFlagCases.filter(({ missWho }) => missWho !== '-'))(
    '$rule is not raised for $missWho with $complaint who says $missSaid',
    ({ complaint, missWho, missSaid }) => {
      const { outcome } = answering(subjectOf(missWho), complaint, missSaid);
      expect(outcome.kind).toBe('departments');
    },
  );

  it.each(redFlagCases)('$rule that stays unanswered for $who with $complaint is asked, and never a department', (row) => {
    const subject = subjectOf(row.who);
    const complaint = { kind: 'listed', code: row.complaint } as const;
    const { asked } = answering(subject, row.complaint, row.said);
    const page = pageOf(asked, row) ?? asked.find(({ id }) => id === 'onset');
    // Where the complaint alone is the flag, nothing is asked.
    if (page === undefined) return expect(asked).toEqual([]);
    const others = answering(
      subject,
      row.complaint,
      row.said
        .split(' ')
        .filter((word) => word.includes('pregnant='))
        .join(' ') || '-',
    );
    const before = others.said.filter(({ question }) => question !== page.id);
    for (const left of [
      [],
      [{ question: page.id, answer: [] }],
      [{ question: page.id, answer: '' }],
      [{ question: page.id, answer: ['none', 'no such sign'] }],
    ])
      expect(outcomeOf(subject, complaint, [...before, ...left])).toMatchObject({ kind: 'question', question: { id: page.id } });
    const unknown = outcomeOf(subject, complaint, [...before, { question: page.id, answer: 'unknown' }]);
    expect(unknown).toMatchObject({ kind: 'ask-person', rules: expect.arrayContaining([row.rule]) });
    expect(page.rules).toContain(row.rule);
  });

  it('that was raised stays raised when the answer is taken back, and "none" beside a sign is the sign', () => {
    const chest = { kind: 'listed', code: 'chest' } as const;
    const page = 'signs-chest';
    for (const said of [
      [{ question: page, answer: ['none', 'chest-now'] }],
      [{ question: page, answer: ['chest-now', 'unknown'] }],
      [
        { question: page, answer: ['chest-now'] },
        { question: page, answer: ['none'] },
        { question: 'onset', answer: 'months' },
      ],
      [
        { question: 'onset', answer: 'today' },
        { question: 'onset', answer: 'months' },
        { question: page, answer: 'none' },
      ],
    ])
      expect(outcomeOf(ADULT, chest, said).kind).toBe('red-flag');
  });

  it('that was raised first stays first when another is raised after it', () => {
    const said = [
      { question: 'onset', answer: 'today' },
      { question: 'signs-chest', answer: ['breathless'] },
      { question: 'signs-chest', answer: ['chest-now', 'none'] },
    ];
    const outcome = outcomeOf(ADULT, { kind: 'listed', code: 'chest' }, said);
    expect(rulesOf(outcome)).toEqual(['chest-new', 'breathless', 'chest-now']);
  });

  it('of a child whose age nobody knows is asked of a person, not passed over', () => {
    const said = [{ question: 'age', answer: 'unknown' }];
    const { outcome } = walk({ ageDays: null, sex: 'male' }, { kind: 'listed', code: 'fever' }, {}, said);
    expect(outcome).toMatchObject({ kind: 'ask-person', rules: ['newborn-fever', 'infant-fever'] });
  });
});

describe('who is asked what', () => {
  it('whether she is pregnant is asked of women from 12 to 55, and of nobody who is known to be another', () => {
    const isAsked = (who: string) =>
      walk(subjectOf(who), { kind: 'listed', code: 'belly' }, {}).asked.find(({ id }) => id === 'pregnant');
    for (const who of ['12y f', '30y f', '55y f', '30y u']) expect(isAsked(who), who).toMatchObject({ manner: 'quiet' });
    for (const who of ['11y f', '4382d f', '56y f', '30y m', '90d f']) expect(isAsked(who), who).toBeUndefined();
  });

  it('nobody with a complaint is let go without the questions that belong to it', () => {
    const signsOf = (subject: TriageSubject, complaint: string) => {
      const { asked } = walk(subject, { kind: 'listed', code: complaint }, { pregnant: 'yes' });
      return asked
        .filter(({ answers }) => answers === 'many')
        .flatMap(({ options }) => options.map(({ code }) => code as string));
    };
    const OLD_MAN: TriageSubject = { ageDays: 70 * 366, sex: 'male' };
    const WOMAN: TriageSubject = { ageDays: 30 * 366, sex: 'female' };
    const INFANT: TriageSubject = { ageDays: 60, sex: 'male' };
    const missing: string[] = [];
    const demand = (subject: TriageSubject, complaint: string, signs: readonly string[]) => {
      const asked = signsOf(subject, complaint);
      missing.push(...signs.filter((sign) => !asked.includes(sign)).map((sign) => `${complaint}: ${sign}`));
    };
    for (const { complaint, grown, infant } of mustBeAsked) {
      if (grown.length > 0) demand(OLD_MAN, complaint, grown);
      if (infant.length > 0) demand(INFANT, complaint, infant);
    }
    for (const [complaint, signs] of Object.entries(askedOfWomen)) demand(WOMAN, complaint, signs);
    for (const complaint of askedOfThePregnant.complaints) demand(WOMAN, complaint, askedOfThePregnant.signs);
    expect(missing).toEqual([]);
    expect([...mustBeAsked.map(({ complaint }) => complaint), ...Object.keys(askedOfWomen), 'poison'].sort()).toEqual(
      draftRules.topics.map(({ code }) => code).sort(),
    );
  });

  it('what must not be said aloud is asked on a page of its own that is quiet, and nothing loud is', () => {
    const quiet = new Set(
      draftRules.redFlags.filter(({ manner }) => manner === 'quiet').flatMap(({ signs }) => signs as readonly string[]),
    );
    for (const { code } of draftRules.topics)
      for (const sex of ['female', 'male', 'unknown'] as const)
        for (const ageDays of [60, 9000, 25000]) {
          const { asked } = walk({ ageDays, sex }, { kind: 'listed', code }, { pregnant: 'yes' });
          for (const { manner, options, answers } of asked.filter((question) => question.answers === 'many')) {
            const signs = options.filter(({ kind }) => kind === 'sign').map((option) => option.code);
            expect([answers, signs.every((sign) => quiet.has(sign) === (manner === 'quiet'))]).toEqual(['many', true]);
            expect(signs.length).toBeLessThanOrEqual(6);
          }
        }
  });

  it('somebody grown up with an ordinary complaint of the list is asked at most six questions, whoever it is at most eight', () => {
    for (const { code } of draftRules.topics)
      for (const sex of ['female', 'male', 'unknown'] as const)
        for (const pregnant of ['no', 'yes'])
          for (const ageDays of [60, 3000, 9000, 25000, null]) {
            const { asked } = walk({ ageDays, sex }, { kind: 'listed', code }, { pregnant });
            expect(asked.length).toBeLessThanOrEqual(ageDays === null || pregnant === 'yes' ? 8 : 6);
          }
  });

  it('the figure leads to topics that are for somebody of that age and sex, and a part with one topic to its first question', () => {
    const topicsOf = (subject: TriageSubject, part: keyof typeof draftRules.bodyParts) => {
      const outcome = outcomeOf(subject, { kind: 'body', part }, []);
      return outcome.kind === 'question' ? outcome.question.options.map(({ code }) => code) : [];
    };
    expect(topicsOf(ADULT, 'chest')).toEqual(['chest', 'palpitations', 'breath', 'cough', 'injury']);
    expect(topicsOf(ADULT, 'belly')).toEqual(['belly', 'stool', 'urine', 'men']);
    expect(topicsOf({ ageDays: 9000, sex: 'female' }, 'women')).toContain('pregnancy');
    expect(topicsOf({ ageDays: 2000, sex: 'female' }, 'women')).not.toContain('pregnancy');
    expect(outcomeOf(ADULT, { kind: 'body', part: 'mind' }, [])).toMatchObject({ question: { id: 'signs-mood' } });
  });

  it('a step says how far one is, and is never behind what it said before', () => {
    const said: TriageSaid[] = [];
    const steps: string[] = [];
    let outcome = outcomeOf(ADULT, { kind: 'listed', code: 'palpitations' }, said);
    while (outcome.kind === 'question') {
      steps.push(`${outcome.step.number}/${outcome.step.atMost}`);
      said.push({ question: outcome.question.id, answer: plainAnswer(outcome.question) });
      outcome = outcomeOf(ADULT, { kind: 'listed', code: 'palpitations' }, said);
    }
    expect(steps).toEqual(['1/3', '2/3', '3/3']);
  });

  it('what was answered for another complaint, or for another age, is asked again', () => {
    const body = { kind: 'body', part: 'chest' } as const;
    const chest = [
      { question: 'topic', answer: 'palpitations' },
      { question: 'signs-palpitations', answer: 'none' },
      { question: 'onset', answer: 'months' },
    ];
    expect(outcomeOf(ADULT, body, [...chest, { question: 'topic', answer: 'chest' }])).toMatchObject({
      question: { id: 'signs-chest' },
    });
    const back = [...chest, { question: 'topic', answer: 'chest' }, { question: 'topic', answer: 'palpitations' }];
    expect(outcomeOf(ADULT, body, back)).toMatchObject({ question: { id: 'onset' } });
    const nobody = { ageDays: null, sex: 'male' } as const;
    const aged = [
      { question: 'age', answer: 'years-60' },
      { question: 'signs-cough', answer: 'none' },
      { question: 'age', answer: 'months-3' },
    ];
    expect(outcomeOf(nobody, { kind: 'listed', code: 'cough' }, aged)).toMatchObject({ question: { id: 'signs-cough' } });
  });
});

describe('journeys', () => {
  const words = (text: string) => ({ kind: 'words', text }) as const;

  it('palpitations now and then for two months, none today, no pain, no fainting: cardiology, with the reason', () => {
    for (const complaint of [
      { kind: 'listed', code: 'palpitations' } as const,
      words('心慌两个月了，一阵一阵的，今天没有，不痛，没有晕倒'),
      words('palpitations now and then for two months, none today, no pain, no fainting'),
    ]) {
      const { outcome, asked } = walk(ADULT, complaint, { onset: 'months', 'palpitations-with': 'else' });
      expect(outcome).toMatchObject({
        kind: 'departments',
        suggestions: [{ specialty: 'A03.04', reason: 'heart', rule: 'palpitations' }],
        rules: ['palpitations'],
      });
      expect(asked).toHaveLength(3);
    }
  });

  it('chest tightness for two days: an alarm that is loud', () => {
    for (const complaint of [words('胸闷两天'), words('chest tightness for two days')])
      expect(outcomeOf(ADULT, complaint, [])).toMatchObject({ kind: 'red-flag', flags: [{ rule: 'chest-new', manner: 'loud' }] });
    const { outcome } = walk(ADULT, { kind: 'listed', code: 'chest' }, { onset: 'days' });
    expect(outcome).toMatchObject({ kind: 'red-flag', flags: [{ rule: 'chest-new', manner: 'loud' }] });
  });

  it('sudden weakness of one side: an alarm that is loud, and the hour is asked for', () => {
    for (const complaint of [words('突然半边没力气'), words('sudden weakness of one side')])
      expect(outcomeOf(ADULT, complaint, [])).toMatchObject({
        kind: 'red-flag',
        flags: expect.arrayContaining([{ rule: 'side-weak', manner: 'loud', advice: 'emergency-clock' }]),
      });
  });

  it('I do not want to live: an alarm that is quiet, and only that', () => {
    for (const complaint of [words('我不想活了'), words('I do not want to live')])
      expect(outcomeOf(ADULT, complaint, [])).toEqual({
        kind: 'red-flag',
        flags: [{ rule: 'not-live', manner: 'quiet', advice: 'quiet-mind' }],
        askWho: false,
      });
  });

  it('a complaint that the list does not have leads to the list', () => {
    expect(outcomeOf(ADULT, { kind: 'listed', code: 'no such' }, [])).toMatchObject({ question: { id: 'topic' } });
  });
});
