import { type DepartmentRow, type ForWhom, type RuleSet, untilYears, years } from './rule-set.ts';
import type { OptionCode, QuestionText, ReasonCode, SignCode, TopicCode } from './words-zh.ts';

/** The first doors of the directory (`bff/scenes/directory/first-doors.ts`), with what a short answer adds. */
const SOURCE = 'usage of hospitals, as the first doors of the directory; to be signed by a clinical owner';

const WHO: Readonly<Record<string, ForWhom>> = {
  all: {},
  adult: { fromDays: years(14) },
  'female adult': { fromDays: years(14), sex: 'female' },
  old: { fromDays: years(60) },
  child: { belowDays: untilYears(14) },
  pregnant: { pregnant: true },
};

/** The options of the questions that choose a department. Where nothing fits, `else` and `unknown` are no wrong answers. */
export const choices: RuleSet['choices'] = {
  'chest-when': ['effort', 'meal', 'breathing', 'pressed', 'else'],
  'palpitations-with': ['thin', 'worry', 'effort', 'else'],
  'breath-with': ['phlegm', 'legs-swollen', 'worry', 'else'],
  'cough-with': ['phlegm', 'blood-phlegm', 'nose-throat', 'meal', 'else'],
  'fever-with': ['cough', 'loose', 'urine-pain', 'rash', 'nose-throat', 'else'],
  'headache-with': ['neck', 'nose-throat', 'eyes', 'worry', 'else'],
  'dizziness-how': ['spinning', 'standing', 'neck', 'worry', 'else'],
  'weakness-where': ['hands', 'legs', 'body', 'else'],
  'belly-where': ['belly-high', 'belly-low', 'flank', 'else'],
  'stool-what': ['loose', 'hard', 'blood-stool', 'else'],
  'urine-what': ['urine-pain', 'blood-urine', 'foam', 'thirst', 'else'],
  'back-with': ['strain', 'leg-numb', 'urine-pain', 'else'],
  'joints-how': ['many-joints', 'sport', 'strain', 'leg-numb', 'else'],
  'skin-what': ['rash', 'food', 'lump', 'burn', 'cut', 'else'],
  'women-what': ['period', 'belly-low', 'breast', 'menopause', 'baby', 'else'],
  'men-what': ['baby', 'urine-pain', 'lump', 'else'],
  'child-what': ['ill', 'growth', 'behaviour', 'else'],
  'mood-what': ['sleep', 'sad', 'memory', 'else'],
  'refill-for': ['heart-pills', 'sugar-pills', 'sleep', 'else'],
  'injury-what': ['bone', 'cut', 'burn', 'bite', 'head', 'eyes'],
  'bleeding-where': ['nose', 'gum', 'stool', 'urine', 'coughed', 'bruise'],
};

/**
 * What fits stands in this order; the first three places are suggested. A row is `id | for whom | topics | question answer answer |
 * code reason, code reason`; instead of a question, `+ sign` is a sign that was said and is no flag alone, and `-` is nothing.
 */
const table = `
pregnant-first | pregnant | fever headache dizziness faint belly stool urine back women injury bleeding other | - | A05.02 pregnancy
black-stool-soon | all | belly stool bleeding women | + black-stool | A03.02 black-stool, A20 black-stool
chest-effort | adult | chest | chest-when effort | A03.04 heart-effort
chest-pressed | adult | chest | chest-when pressed | A03.04 heart, A04.03 bones
chest-meal | adult | chest | chest-when meal | A03.04 heart, A03.02 stomach
chest | adult | chest | - | A03.04 heart, A03.01 lungs
palpitations-thin | adult | palpitations | palpitations-with thin | A03.07 glands, A03.04 heart
palpitations-worry | adult | palpitations | palpitations-with worry | A03.04 heart, A15 mind
palpitations | adult | palpitations | - | A03.04 heart
breath-legs | adult | breath | breath-with legs-swollen | A03.04 heart
breath | adult | breath | - | A03.01 lungs, A03.04 heart
cough-blood-streaks | adult | cough | cough-with blood-phlegm | A03.01 bleed-lungs, A17 bleed-lungs
cough-nose | adult | cough | cough-with nose-throat | A03.01 lungs, A11 ent
cough-meal | adult | cough | cough-with meal | A03.01 lungs, A03.02 stomach
cough | adult | cough | - | A03.01 lungs
fever-gut | adult | fever | fever-with loose | A16.01 gut, A03.02 gut
fever-urine | adult | fever | fever-with urine-pain | A04.04 water, A03.06 kidneys
fever-rash | adult | fever | fever-with rash | A13 skin
fever | adult | fever | - | A03.01 fever-general, A02 fever-general
headache-neck | adult | headache | headache-with neck | A03.03 nerves, A04.03 bones
headache-nose | adult | headache | headache-with nose-throat | A11 ent, A03.03 nerves
headache-eyes | adult | headache | headache-with eyes | A10 eyes, A03.03 nerves
headache-worry | adult | headache | headache-with worry | A03.03 nerves, A15 mind
headache | adult | headache | - | A03.03 nerves
dizziness-spinning | adult | dizziness | dizziness-how spinning | A11 spinning, A03.03 nerves
dizziness-standing | adult | dizziness | dizziness-how standing | A03.04 heart, A03.03 nerves
dizziness-neck | adult | dizziness | dizziness-how neck | A03.03 nerves, A04.03 bones
dizziness-worry | adult | dizziness | dizziness-how worry | A03.03 nerves, A15 mind
dizziness | adult | dizziness | - | A03.03 nerves, A03.04 heart
faint | adult | faint | - | A03.04 heart, A03.03 nerves
weakness-limbs | adult | weakness | weakness-where hands legs | A03.03 nerves, A04.03 bones
weakness-body | adult | weakness | weakness-where body | A03.07 glands, A02 general
weakness | adult | weakness | - | A03.03 nerves
belly-low-women | female adult | belly | belly-where belly-low | A05.01 women, A04.01 surgeon
belly-low | adult | belly | belly-where belly-low | A04.01 surgeon, A03.02 stomach
belly-flank | adult | belly | belly-where flank | A04.04 water, A03.02 stomach
belly | adult | belly | - | A03.02 stomach
stool-blood | adult | stool | stool-what blood-stool | A04.01 surgeon, A03.02 stomach
stool-loose | adult | stool | stool-what loose | A16.01 gut, A03.02 gut
stool | adult | stool | - | A03.02 stomach
urine-foam | adult | urine | urine-what foam | A03.06 kidneys
urine-thirst | adult | urine | urine-what thirst | A03.07 glands
urine | adult | urine | - | A04.04 water
back-leg | adult | back | back-with leg-numb | A04.03 bones, A03.03 nerves
back-urine | adult | back | back-with urine-pain | A04.04 water, A04.03 bones
back | adult | back | - | A04.03 bones, A21 bones
joints-many | adult | joints | joints-how many-joints | A03.08 joints-many, A04.03 bones
joints-sport | adult | joints | joints-how sport | A22 sport, A04.03 bones
joints | adult | joints | - | A04.03 bones
skin-food | all | skin | skin-what food | A13 skin, A03.09 allergy
skin-lump | all | skin | skin-what lump | A04.01 surgeon, A13 skin
skin-burn | all | skin | skin-what burn | A04.07 burns, A04.01 surgeon
skin-cut | all | skin | skin-what cut | A04.01 surgeon, A20 emergency-wound
skin | all | skin | - | A13 skin
allergy | all | allergy | - | A03.09 allergy, A13 skin
eyes | all | eyes | - | A10 eyes
ent | all | ent | - | A11 ent
teeth | all | teeth mouth | - | A12 teeth
women-breast | all | women | women-what breast | A04.01 breast, A05.01 women
women-menopause | adult | women | women-what menopause | A06.03 menopause, A05.01 menopause
women-baby | adult | women | women-what baby | A05.05 baby, A05.01 women
women | all | women | - | A05.01 women
pregnancy | all | pregnancy | - | A05.02 pregnancy, A05.01 women
men-baby | adult | men | men-what baby | A05.05 baby, A04.04 men
men | adult | men | - | A04.04 men
child-growth | all | child | child-what growth | A09.01 child-grow, A07.09 child-grow, A07 child-grow
child-mind | all | child | child-what behaviour | A09.03 child-mind, A07.08 child-mind, A07 child-mind
child-topic | all | child | - | A07 child
mood-memory-old | old | mood | mood-what memory | A03.03 memory, A03.10 memory
mood-memory | adult | mood | mood-what memory | A03.03 memory, A15 mind
mood-sleep | adult | mood | mood-what sleep | A15 mind, A03.03 nerves
mood | adult | mood | - | A15.06 mind, A15 mind
mood-child | child | mood | - | A09.03 child-mind, A15 mind, A07 child-mind
diabetes | adult | diabetes | - | A03.07 glands
pressure | adult | pressure | - | A03.04 heart
refill-heart | adult | refill | refill-for heart-pills | A03.04 heart
refill-sugar | adult | refill | refill-for sugar-pills | A03.07 glands
refill-sleep | adult | refill | refill-for sleep | A15 mind
refill | adult | refill | - | A02 general
injury-head | all | injury | injury-what head | A20 emergency-wound, A04.02 surgeon, A04.01 surgeon
injury-cut | all | injury | injury-what cut | A20 emergency-wound, A04.01 surgeon
injury-burn | all | injury | injury-what burn | A04.07 burns, A04.01 surgeon
injury-bite | all | injury | injury-what bite | A20 bite, A01 bite, A04.01 surgeon
injury-eyes | all | injury | injury-what eyes | A10 eyes
injury | all | injury | - | A04.03 bones
bleeding-nose | all | bleeding | bleeding-where nose | A11 ent
bleeding-gum | all | bleeding | bleeding-where gum | A12 teeth
bleeding-stool | adult | bleeding | bleeding-where stool | A04.01 surgeon, A03.02 stomach
bleeding-urine | adult | bleeding | bleeding-where urine | A04.04 water
bleeding-coughed | adult | bleeding | bleeding-where coughed | A03.01 bleed-lungs, A17 bleed-lungs
bleeding-bruise | adult | bleeding | bleeding-where bruise | A03.05 blood, A13 skin
bleeding | adult | bleeding | - | A02 general, A04.01 surgeon
other | adult | other | - | A02 general
child-first | child | chest palpitations breath cough fever headache dizziness faint weakness belly stool urine back joints skin allergy men refill injury bleeding diabetes pressure women other | - | A07 child
`;

export const departments: readonly DepartmentRow[] = table.trim().split('\n').map(rowOf);

function rowOf(row: string): DepartmentRow {
  const [id = '', who = '', topics = '', given = '', leadsTo = ''] = row.split(' | ');
  const [what = '', ...answers] = given.split(' ');
  return {
    ...WHO[who],
    id,
    topics: topics.split(' ') as TopicCode[],
    ...(what === '+' ? { sign: answers[0] as SignCode } : {}),
    ...(what === '+' || what === '-' ? {} : { answered: [what as QuestionText, answers as OptionCode[]] as const }),
    leadsTo: leadsTo.split(', ').map((place) => place.split(' ') as [string, ReasonCode]),
    source: SOURCE,
  };
}
