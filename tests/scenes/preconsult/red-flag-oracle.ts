/**
 * What has to stop a booking, written apart from the rules: from the project's list of red flags and the commission of the rules, as plain
 * sentences of code over what somebody is and has answered. It knows the codes of answers and nothing of rows, questions or their order.
 */
export interface Case {
  /** Days; `null` where nobody knows it. */
  readonly age: number | null;
  readonly sex: 'female' | 'male' | 'unknown';
  /** Everything that was ever chosen, in any question. */
  readonly everSaid: ReadonlySet<string>;
  /** What somebody comes with in the end, and since when. */
  readonly complaint: string;
  readonly since: string | undefined;
  /** Whether any question about a danger was last answered with "I do not know". */
  readonly leftUnknown: boolean;
}

const ALONE_LOUD = [
  // Heart.
  'chest-now',
  'chest-sweat',
  'chest-long',
  'chest-spread',
  'palpitations-now',
  'fainted',
  'back-tearing',
  'leg-cold',
  'leg-swollen-breath',
  // Breath and allergy.
  'breathless',
  'lips-blue',
  'choking',
  'throat-swollen',
  'hives-faint',
  'cannot-swallow',
  'face-swollen-mouth',
  // Brain.
  'side-weak',
  'face-crooked',
  'speech',
  'sight-lost',
  'headache-worst',
  'neck-stiff',
  'head-hit',
  'convulsion',
  'drowsy',
  'legs-numb',
  // Blood, belly, water.
  'bleeding-heavy',
  'vomit-blood',
  'cough-blood',
  'belly-hard',
  'dehydrated',
  'urine-stopped',
  'fever-shaking',
  // Skin, heat, cold, poison, sugar.
  'rash-purple',
  'skin-peeling',
  'joint-hot',
  'heat-stroke',
  'cold',
  'poison',
  'low-sugar',
  'sugar-high',
  // Injury.
  'bone-out',
  'burn-large',
  'eye-hurt',
  'eye-pain',
];

const ALONE_QUIET = [
  'pregnant-blood',
  'pregnant-pain',
  'pregnant-still',
  'pregnant-head',
  'not-live',
  'self-harm',
  'harm-others',
  'violence',
  'sexual-violence',
];

const WEEKS_12_AND_A_BIT = 90;
const youngerThan = (age: number | null, years: number) => age === null || age < years * 365.25;
const olderThan = (age: number | null, years: number) => age === null || age >= years * 365.25;

/** Whether what was said holds a pattern that must never end in a booking. */
export function isDanger(one: Case): boolean {
  return isLoud(one) || isQuiet(one);
}

export function isQuiet({ everSaid }: Case): boolean {
  return ALONE_QUIET.some((sign) => everSaid.has(sign));
}

export function isLoud({ age, sex, everSaid, complaint, since }: Case): boolean {
  const said = (sign: string) => everSaid.has(sign);
  if (ALONE_LOUD.some(said)) return true;
  if (complaint === 'poison') return true;
  // "Chest tightness for two days", fainting, and weakness that began today.
  if (complaint === 'chest' && (since === 'today' || since === 'days')) return true;
  if (complaint === 'faint' && (since === 'today' || since === 'days')) return true;
  if (complaint === 'weakness' && since === 'today') return true;
  // Black stool with dizziness, whichever of both is the complaint.
  if (said('black-stool') && (said('dizzy-weak') || complaint === 'dizziness' || complaint === 'faint')) return true;
  // Infants with a fever, or who do not drink; small children.
  if (age !== null && age < WEEKS_12_AND_A_BIT && complaint === 'fever') return true;
  if (said('infant-fever') && (age === null || age < WEEKS_12_AND_A_BIT)) return true;
  if (said('infant-cold') && (age === null || age < WEEKS_12_AND_A_BIT)) return true;
  if (said('child-feeding') && youngerThan(age, 3)) return true;
  if (said('child-belly') && youngerThan(age, 3)) return true;
  if (said('child-ribs') && youngerThan(age, 14)) return true;
  if (said('child-swallowed') && youngerThan(age, 14)) return true;
  // Old people who fell; a testicle.
  if (said('hip-fall') && olderThan(age, 60)) return true;
  return said('testicle-pain') && sex !== 'female';
}

/**
 * What nobody with a complaint may be let go without being asked: `complaint | signs`, and after a second bar what is asked of infants (60
 * days old) besides.
 */
const asked = `
chest | chest-now chest-sweat chest-long chest-spread breathless fainted
palpitations | palpitations-now chest-now chest-sweat breathless fainted
breath | breathless lips-blue chest-now choking throat-swollen leg-swollen-breath | child-ribs child-feeding
cough | breathless lips-blue cough-blood chest-now choking drowsy | child-ribs child-feeding infant-fever
fever | drowsy convulsion neck-stiff breathless rash-purple heat-stroke
headache | headache-worst neck-stiff head-hit side-weak face-crooked speech sight-lost convulsion drowsy eye-pain
dizziness | side-weak face-crooked speech sight-lost fainted chest-now black-stool low-sugar head-hit heat-stroke
faint | convulsion chest-now side-weak speech black-stool head-hit
weakness | side-weak face-crooked speech sight-lost legs-numb leg-cold
belly | belly-hard vomit-blood black-stool dizzy-weak dehydrated chest-now poison testicle-pain | child-belly child-feeding child-swallowed infant-fever
stool | bleeding-heavy black-stool dizzy-weak belly-hard vomit-blood dehydrated | child-belly child-feeding infant-fever
urine | urine-stopped fever-shaking bleeding-heavy legs-numb testicle-pain | child-feeding infant-fever
back | back-tearing legs-numb fever-shaking chest-now bone-out hip-fall
joints | bone-out joint-hot leg-cold leg-swollen-breath side-weak hip-fall
skin | throat-swollen hives-faint breathless rash-purple skin-peeling burn-large | child-feeding infant-fever
allergy | throat-swollen breathless hives-faint fainted lips-blue skin-peeling
eyes | sight-lost eye-hurt eye-pain side-weak speech
ent | throat-swollen choking cannot-swallow breathless bleeding-heavy face-crooked | child-feeding infant-fever
teeth | face-swollen-mouth bleeding-heavy cannot-swallow breathless chest-now
mouth | face-crooked speech throat-swollen cannot-swallow face-swollen-mouth bleeding-heavy | child-feeding
men | testicle-pain urine-stopped bleeding-heavy fever-shaking violence sexual-violence
child | | drowsy convulsion breathless lips-blue child-feeding child-ribs infant-fever infant-cold rash-purple child-swallowed child-belly head-hit
mood | poison drowsy chest-now not-live self-harm harm-others violence sexual-violence
diabetes | low-sugar drowsy sugar-high chest-now side-weak sight-lost
pressure | headache-worst chest-now side-weak speech sight-lost breathless
refill | chest-now breathless side-weak fainted low-sugar drowsy
injury | bleeding-heavy head-hit bone-out burn-large eye-hurt belly-hard hip-fall drowsy violence self-harm
bleeding | bleeding-heavy vomit-blood cough-blood black-stool dizzy-weak rash-purple
other | chest-now breathless side-weak drowsy convulsion bleeding-heavy belly-hard throat-swollen headache-worst heat-stroke cold poison not-live violence
`;

/** As above, of men of seventy and of boys of sixty days; what is for women alone is in `askedOfWomen`. */
export const mustBeAsked = asked
  .trim()
  .split('\n')
  .map((row) => {
    const [complaint = '', grown = '', infant = ''] = row.split('|').map((cell) => cell.trim());
    return { complaint, grown: grown.split(' ').filter(Boolean), infant: infant.split(' ').filter(Boolean) };
  });

/** Of a woman of thirty who is pregnant, with any complaint where it may be the pregnancy. */
export const askedOfThePregnant = {
  complaints: [
    'pregnancy',
    'fever',
    'headache',
    'dizziness',
    'faint',
    'belly',
    'stool',
    'urine',
    'back',
    'women',
    'injury',
    'bleeding',
    'other',
  ],
  signs: ['pregnant-blood', 'pregnant-pain', 'pregnant-still', 'pregnant-head'],
} as const;

export const askedOfWomen: Readonly<Record<string, readonly string[]>> = {
  women: ['bleeding-heavy', 'belly-hard', 'black-stool', 'dizzy-weak', 'fainted', 'fever-shaking', 'violence', 'sexual-violence'],
  pregnancy: ['breathless', 'chest-now', 'convulsion', 'drowsy', 'fainted', 'bleeding-heavy', 'violence', 'not-live'],
};
