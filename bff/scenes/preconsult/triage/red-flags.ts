import { type RedFlagRow, untilYears, years } from './rule-set.ts';

/** Named in the project's list of red flags, which a clinical owner has still to sign. */
const LISTED = 'project list of red flags; to be signed by a clinical owner';
/** What emergency triage (预检分诊, 急诊分级) commonly holds; no document is named, because none was looked up. */
const COMMON = 'general knowledge of emergency triage, to be confirmed and signed by a clinical owner';

const loud = { manner: 'loud', source: COMMON } as const;
const quiet = { manner: 'quiet', source: COMMON } as const;

const NEWBORN = { belowDays: 28 };
const INFANT = { fromDays: 28, belowDays: 90 };
const TODDLER = { fromDays: 90, belowDays: untilYears(3) };
const SMALL = { belowDays: untilYears(3) };
const CHILD = { belowDays: untilYears(14) };
const NOT_SMALL = { fromDays: years(3) };
const OLD = { fromDays: years(60) };

/** One row a pattern: all that it says has to be so. Variants by age, onset and pregnancy are rows of their own. */
export const redFlags: readonly RedFlagRow[] = [
  // Heart and vessels.
  { ...loud, id: 'chest-now', signs: ['chest-now'], advice: 'emergency-still', source: LISTED },
  { ...loud, id: 'chest-sweat', signs: ['chest-sweat'], advice: 'emergency-still', source: LISTED },
  { ...loud, id: 'chest-15-minutes', signs: ['chest-long'], advice: 'emergency-still', source: LISTED },
  { ...loud, id: 'chest-spreads', signs: ['chest-spread'], advice: 'emergency-still' },
  {
    ...loud,
    id: 'chest-new',
    signs: [],
    complaint: ['chest'],
    onset: ['today', 'days'],
    advice: 'emergency-still',
    source: LISTED,
  },
  { ...loud, id: 'palpitations-now', signs: ['palpitations-now'], advice: 'emergency-still' },
  { ...loud, id: 'back-tearing', signs: ['back-tearing'], advice: 'emergency-still' },
  { ...loud, id: 'leg-cold', signs: ['leg-cold'], advice: 'emergency' },
  { ...loud, id: 'leg-swollen-breath', signs: ['leg-swollen-breath'], advice: 'emergency-still' },
  { ...loud, id: 'fainted', signs: ['fainted'], advice: 'emergency' },
  { ...loud, id: 'faint-new', signs: [], complaint: ['faint'], onset: ['today', 'days'], advice: 'emergency' },

  // Breath.
  { ...loud, id: 'breathless', signs: ['breathless'], advice: 'emergency-still', source: LISTED },
  { ...loud, id: 'lips-blue', signs: ['lips-blue'], advice: 'emergency-still' },
  { ...loud, id: 'choking', signs: ['choking'], advice: 'emergency-choking' },
  { ...loud, id: 'throat-swollen', signs: ['throat-swollen'], advice: 'emergency', source: LISTED },
  { ...loud, id: 'hives-faint', signs: ['hives-faint'], advice: 'emergency' },
  { ...loud, id: 'cannot-swallow', signs: ['cannot-swallow'], advice: 'emergency' },
  { ...loud, id: 'face-swollen-mouth', signs: ['face-swollen-mouth'], advice: 'emergency' },
  { ...loud, ...CHILD, id: 'child-ribs', signs: ['child-ribs'], advice: 'emergency-child' },

  // Brain and nerves.
  { ...loud, id: 'side-weak', signs: ['side-weak'], advice: 'emergency-clock', source: LISTED },
  { ...loud, id: 'face-crooked', signs: ['face-crooked'], advice: 'emergency-clock', source: LISTED },
  { ...loud, id: 'speech', signs: ['speech'], advice: 'emergency-clock', source: LISTED },
  { ...loud, id: 'sight-lost', signs: ['sight-lost'], advice: 'emergency-clock', source: LISTED },
  { ...loud, id: 'weak-today', signs: [], complaint: ['weakness'], onset: ['today'], advice: 'emergency-clock' },
  { ...loud, id: 'headache-worst', signs: ['headache-worst'], advice: 'emergency', source: LISTED },
  { ...loud, id: 'neck-stiff', signs: ['neck-stiff'], advice: 'emergency' },
  { ...loud, id: 'head-hit', signs: ['head-hit'], advice: 'emergency' },
  { ...loud, id: 'convulsion', signs: ['convulsion'], advice: 'emergency', source: LISTED },
  { ...loud, id: 'drowsy', signs: ['drowsy'], advice: 'emergency' },
  { ...loud, id: 'legs-numb', signs: ['legs-numb'], advice: 'emergency' },

  // Blood and belly.
  { ...loud, id: 'bleeding-heavy', signs: ['bleeding-heavy'], advice: 'emergency-press', source: LISTED },
  { ...loud, id: 'vomit-blood', signs: ['vomit-blood'], advice: 'emergency-still' },
  { ...loud, id: 'cough-blood', signs: ['cough-blood'], advice: 'emergency-still' },
  { ...loud, id: 'black-stool-dizzy', signs: ['black-stool', 'dizzy-weak'], advice: 'emergency', source: LISTED },
  {
    ...loud,
    id: 'dizzy-black-stool',
    signs: ['black-stool'],
    complaint: ['dizziness', 'faint'],
    advice: 'emergency',
    source: LISTED,
  },
  { ...loud, id: 'belly-hard', signs: ['belly-hard'], advice: 'emergency' },
  { ...loud, id: 'dehydrated', signs: ['dehydrated'], advice: 'emergency' },
  { ...loud, ...SMALL, id: 'child-belly', signs: ['child-belly'], advice: 'emergency-child' },
  { ...loud, id: 'urine-stopped', signs: ['urine-stopped'], advice: 'emergency' },
  { ...loud, id: 'fever-shaking', signs: ['fever-shaking'], advice: 'emergency' },
  { ...loud, id: 'testicle-pain', sex: 'male', signs: ['testicle-pain'], advice: 'emergency' },

  // Fever, the very young, heat and cold.
  { ...loud, ...NEWBORN, id: 'newborn-fever', signs: [], complaint: ['fever'], advice: 'emergency-infant', source: LISTED },
  { ...loud, ...NEWBORN, id: 'newborn-fever-sign', signs: ['infant-fever'], advice: 'emergency-infant', source: LISTED },
  { ...loud, ...INFANT, id: 'infant-fever', signs: [], complaint: ['fever'], advice: 'emergency-infant', source: LISTED },
  { ...loud, ...INFANT, id: 'infant-fever-sign', signs: ['infant-fever'], advice: 'emergency-infant', source: LISTED },
  { ...loud, ...NEWBORN, id: 'newborn-feeding', signs: ['child-feeding'], advice: 'emergency-infant' },
  { ...loud, ...INFANT, id: 'infant-feeding', signs: ['child-feeding'], advice: 'emergency-infant' },
  { ...loud, ...TODDLER, id: 'child-feeding', signs: ['child-feeding'], advice: 'emergency-child' },
  { ...loud, belowDays: 90, id: 'infant-cold', signs: ['infant-cold'], advice: 'emergency-infant' },
  { ...loud, id: 'rash-purple', signs: ['rash-purple'], advice: 'emergency' },
  { ...loud, id: 'skin-peeling', signs: ['skin-peeling'], advice: 'emergency' },
  { ...loud, id: 'joint-hot', signs: ['joint-hot'], advice: 'emergency' },
  { ...loud, ...NOT_SMALL, id: 'heat-stroke', signs: ['heat-stroke'], advice: 'emergency-cool' },
  { ...loud, ...SMALL, id: 'heat-stroke-small', signs: ['heat-stroke'], advice: 'emergency-infant' },
  { ...loud, id: 'cold', signs: ['cold'], advice: 'emergency-warm' },

  // Poison, sugar, injury.
  { ...loud, id: 'poison', signs: ['poison'], advice: 'emergency-poison' },
  { ...loud, id: 'poison-complaint', signs: [], complaint: ['poison'], advice: 'emergency-poison' },
  { ...loud, ...CHILD, id: 'child-swallowed', signs: ['child-swallowed'], advice: 'emergency-child' },
  { ...loud, id: 'low-sugar', signs: ['low-sugar'], advice: 'emergency-sugar' },
  { ...loud, id: 'sugar-high', signs: ['sugar-high'], advice: 'emergency' },
  { ...loud, ...OLD, id: 'hip-fall', signs: ['hip-fall'], advice: 'emergency-bone' },
  { ...loud, id: 'bone-out', signs: ['bone-out'], advice: 'emergency-bone' },
  { ...loud, id: 'burn-large', signs: ['burn-large'], advice: 'emergency-burn' },
  { ...loud, id: 'eye-hurt', signs: ['eye-hurt'], advice: 'emergency-rinse' },
  { ...loud, id: 'eye-pain', signs: ['eye-pain'], advice: 'emergency' },

  // Never said aloud.
  { ...quiet, pregnant: true, id: 'pregnant-blood', signs: ['pregnant-blood'], advice: 'quiet-pregnant', source: LISTED },
  { ...quiet, pregnant: true, id: 'pregnant-pain', signs: ['pregnant-pain'], advice: 'quiet-pregnant', source: LISTED },
  { ...quiet, pregnant: true, id: 'pregnant-still', signs: ['pregnant-still'], advice: 'quiet-pregnant' },
  { ...quiet, pregnant: true, id: 'pregnant-head', signs: ['pregnant-head'], advice: 'quiet-pregnant' },
  { ...quiet, id: 'not-live', signs: ['not-live'], advice: 'quiet-mind', source: LISTED },
  { ...quiet, id: 'self-harm', signs: ['self-harm'], advice: 'quiet-mind', source: LISTED },
  { ...quiet, id: 'harm-others', signs: ['harm-others'], advice: 'quiet-mind' },
  { ...quiet, id: 'violence', signs: ['violence'], advice: 'quiet-safe' },
  { ...quiet, id: 'sexual-violence', signs: ['sexual-violence'], advice: 'quiet-safe' },
];
