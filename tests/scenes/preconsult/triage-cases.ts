/**
 * For each red flag a case that reaches it and one that just misses, written by hand: `rule | complaint | who | what is said | who just misses
 * | what they say`. Who is an age (d days, y years) and a sex; what is said are signs, and answers as `question=option`; `-` is none of it.
 */
const table = `
chest-now | chest | 60y m | chest-now | 60y m | -
chest-sweat | chest | 60y f | chest-sweat | 60y f | -
chest-15-minutes | chest | 40y m | chest-long | 40y m | -
chest-spreads | chest | 40y f | chest-spread | 40y f | -
chest-new | chest | 50y m | onset=days | 50y m | onset=weeks
chest-new | chest | 50y m | onset=today | 50y m | onset=months
palpitations-now | palpitations | 30y f | palpitations-now | 30y f | -
back-tearing | back | 60y m | back-tearing | 60y m | -
leg-cold | weakness | 70y m | leg-cold | 70y m | -
leg-swollen-breath | breath | 50y f | leg-swollen-breath | 50y f | -
fainted | dizziness | 50y m | fainted | 50y m | -
faint-new | faint | 50y m | onset=days | 50y m | onset=weeks
breathless | breath | 70y f | breathless | 70y f | -
lips-blue | cough | 70y f | lips-blue | 70y f | -
choking | ent | 80y f | choking | 80y f | -
throat-swollen | allergy | 20y m | throat-swollen | 20y m | -
hives-faint | allergy | 20y f | hives-faint | 20y f | -
cannot-swallow | ent | 30y m | cannot-swallow | 30y m | -
face-swollen-mouth | teeth | 30y m | face-swollen-mouth | 30y m | -
child-ribs | cough | 13y m | child-ribs | 14y m | -
side-weak | weakness | 65y m | side-weak | 65y m | onset=weeks
face-crooked | mouth | 65y m | face-crooked | 65y m | -
speech | dizziness | 65y m | speech | 65y m | -
sight-lost | eyes | 65y m | sight-lost | 65y m | -
weak-today | weakness | 65y m | onset=today | 65y m | onset=days
headache-worst | headache | 45y m | headache-worst | 45y m | -
neck-stiff | fever | 20y m | neck-stiff | 20y m | -
head-hit | injury | 20y m | head-hit | 20y m | -
convulsion | fever | 5y m | convulsion | 5y m | -
drowsy | diabetes | 60y m | drowsy | 60y m | -
legs-numb | back | 60y m | legs-numb | 60y m | -
bleeding-heavy | bleeding | 60y m | bleeding-heavy | 60y m | -
vomit-blood | belly | 60y m | vomit-blood | 60y m | -
cough-blood | cough | 60y m | cough-blood | 60y m | -
black-stool-dizzy | stool | 60y m | black-stool dizzy-weak | 60y m | black-stool
black-stool-dizzy | belly | 60y m | black-stool dizzy-weak | 60y m | dizzy-weak
dizzy-black-stool | dizziness | 60y m | black-stool | 60y m | -
belly-hard | belly | 20y m | belly-hard | 20y m | -
dehydrated | stool | 20y m | dehydrated | 20y m | -
child-belly | belly | 1095d m | child-belly | 1096d m | -
urine-stopped | urine | 70y m | urine-stopped | 70y m | -
fever-shaking | urine | 40y m | fever-shaking | 40y m | -
testicle-pain | men | 16y m | testicle-pain | 16y m | -
newborn-fever | fever | 27d f | - | 90d f | -
newborn-fever-sign | child | 27d f | infant-fever | 90d f | -
infant-fever | fever | 28d m | - | 90d m | -
infant-fever-sign | cough | 89d m | infant-fever | 90d m | -
newborn-feeding | child | 27d m | child-feeding | 1096d m | -
infant-feeding | child | 28d m | child-feeding | 1096d m | -
child-feeding | child | 90d m | child-feeding | 1096d m | -
infant-cold | child | 89d m | infant-cold | 90d m | -
rash-purple | skin | 20y m | rash-purple | 20y m | -
skin-peeling | skin | 20y m | skin-peeling | 20y m | -
joint-hot | joints | 20y m | joint-hot | 20y m | -
heat-stroke | fever | 1095d m | heat-stroke | 1095d m | -
heat-stroke-small | fever | 1094d m | heat-stroke | 1094d m | -
cold | other | 50y m | cold | 50y m | -
poison | belly | 50y m | poison | 50y m | -
poison-complaint | poison | 50y m | - | - | -
child-swallowed | child | 13y f | child-swallowed | 14y f | -
low-sugar | diabetes | 50y m | low-sugar | 50y m | -
sugar-high | diabetes | 50y m | sugar-high | 50y m | -
hip-fall | injury | 21915d f | hip-fall | 21914d m | -
bone-out | injury | 20y m | bone-out | 20y m | -
burn-large | injury | 20y m | burn-large | 20y m | -
eye-hurt | eyes | 20y m | eye-hurt | 20y m | -
eye-pain | eyes | 60y m | eye-pain | 60y m | -
pregnant-blood | belly | 12y f | pregnant=yes pregnant-blood | 12y f | pregnant=yes
pregnant-blood | belly | 30y f | pregnant=unknown pregnant-blood | 30y f | pregnant=no
pregnant-pain | women | 55y f | pregnant=yes pregnant-pain | 56y f | -
pregnant-still | pregnancy | 30y f | pregnant-still | 30y f | -
pregnant-head | headache | 30y f | pregnant=yes pregnant-head | 30y f | pregnant=yes
not-live | mood | 50y m | not-live | 50y m | -
self-harm | mood | 15y f | self-harm | 15y f | -
harm-others | mood | 50y m | harm-others | 50y m | -
violence | injury | 30y f | violence | 30y f | -
sexual-violence | women | 30y f | sexual-violence | 30y f | -
`;

export interface RedFlagCase {
  readonly rule: string;
  readonly complaint: string;
  readonly who: string;
  readonly said: string;
  readonly missWho: string;
  readonly missSaid: string;
}

export const redFlagCases: readonly RedFlagCase[] = table
  .trim()
  .split('\n')
  .map((row) => {
    const [rule = '', complaint = '', who = '', said = '', missWho = '', missSaid = ''] = row.split(' | ');
    return { rule, complaint, who, said, missWho, missSaid };
  });
