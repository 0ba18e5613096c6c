/** Abbreviations, British and American words that are said alone, and how some are misspelled. */
export const shortEnglishWords = `
ICL | A10 | ICD-10 H00–H59
PPD, quantiferon | A17, A03.01 | ICD-10 A15–A19
STI check, STDs, HSV, VDRL, PEP, HIV test, AIDS test, HIV, AIDS, pubic lice, crabs | A13.02, A13, A16 | ICD-10 A50–A64, B20
condom split, nexplanon, mirena, implant removal | A05.03, A05.01 | ICD-10 O03–O06, Z30
AMH, TTC, trying for baby | A05.05, A05.01 | ICD-10 N46, N97, Z31
the change | A06.03, A05.01 | ICD-10 N95
ITP, CLL, AML, INR, blood results abnormal | A03.05, A03.08 | ICD-10 C81–C96, D50–D77
120 | A20, A04.01 | ICD-10 S00–T98
DNR | A24, A19 | list A24
PET scan | A19, A04.01 | ICD-10 C00–C97, Z51
OT, kegels, amputee, prosthetic leg | A21 | list A21
CRPS, phantom limb, cortisone injection, steroid injection, epidural injection | A27, A04.03 | list A27
MCL, PCL, pulled groin, stress fracture, turf toe | A22, A04.03 | ICD-10 S83, M76
dust disease | A23.02, A03.01 | ICD-10 J60–J65
polypharmacy, falling over | A03.10, A02 | list A03.10
BCG, tdap, shingrix, pneumovax, well woman check | A01, A09 | list A01
ASD, stammering, terrible twos | A09.03, A09.01, A07.08 | ICD-10 F80–F98
picky eating, short for age | A09.01, A09.03, A07 | ICD-10 R62, R63.3, F80
undescended testes | A08.01, A08 | list A08
febrile fit | A07.08, A07 | list A07.08
LUTS, nocturia, blood in semen, wetting myself, water infection, waterworks, willy, testicular lump, impotent, low libido, low T, pee dribbling | A04.04, A03.06 | ICD-10 N20–N53, R30–R39
GORD, UC, the trots, being sick, barf, barfing, trapped wind, NAFLD, LFT, gluten, belching, squits, loo all day, collywobbles, gastroenteritis, pinworms, threadworms, diarrhoea and vomiting, constipashun, stomack | A03.02, A16.01 | ICD-10 K20–K93, R10–R14
OSA, SOB, URTI, LRTI, URI, puffer, chest cold, head cold, rattling chest, vaping, pleural effusion, sniffles, man flu, asma, astma, athsma, caugh, coff, neumonia | A03.01, A02 | ICD-10 J00–J99, R05, R06
giardia, amoeba | A16.01, A03.02 | ICD-10 A06–A07
ADD | A07.08, A09.03, A15 | ICD-10 F90
PMDD, BV, down below itching, itchy down below, lady parts, lady problems, LEEP, vaginismus, aunt flo, on the rag | A05.01 | ICD-10 N70–N98
baby bump, 12 week scan, 20 week scan, anomaly scan, gender scan, up the duff, knocked up, HCG, pregnancy scan | A05.02, A05.01 | ICD-10 O10–O99, Z34
lightheadedness, CVA, EMG, giddy, giddiness, funny turn, loss of balance, huntingtons, headake, headaks, stoke | A03.03, A20 | ICD-10 G00–G99, I63, R42
MI, BP, HTN, CHF, SVT, POTS, low BP, skipped beats, pressure high, slow pulse, ticker, LDL, aortic stenosis, CAD, AFib | A03.04 | ICD-10 I10–I52
hypo, semaglutide, T2D, T1D, DM, TSH, wegovy, always hungry, addisons, acromegaly, thin bones, hypo attack | A03.07 | ICD-10 E00–E34, M80–M81
fibro, polymyalgia, gouty toe | A03.08, A27 | ICD-10 M05–M36, M79
HCV, HBV test | A16.03, A03.02 | ICD-10 B15–B19
ESRD, AKI, GFR, fluid retention | A03.06 | ICD-10 N00–N19
GAD, BPD, MDD, DBT, burnt out, feeling blue, the blues, baby blues, cabin fever, flashbacks, meltdown, overthinking, skitzophrenia, insomniac, xanax | A15, A15.06 | ICD-10 F10–F69
psychotherapist, psychotherapy session | A15.06, A15 | ICD-10 F40–F48
RTA, hypothermia, swallowed something, broken glass cut, glass cut, knife cut, electrocution, aortic dissection, lockjaw | A20, A04.02 | ICD-10 S00–T98
PCP, med cert, feeling poorly, poorly, off colour, peaky, knackered, TATT, fit note, blood results, wiped out | A02 | usage: what general practice is there for
globus, quinsy, sore throught, throte | A11 | ICD-10 J30–J39
epipen | A03.09, A13 | ICD-10 T78
AMD, keratitis, uveitis | A10 | ICD-10 H00–H59
bruxism, overbite, underbite, toothake, cleft palate | A12 | ICD-10 K00–K14
tick, prickly heat, nits, cradle cap, bed bugs, cellulitis, chapped hands, ingrown hair, sebaceous cyst, stretch marks, tattoo infection, flea bites, pityriasis, molluscum, laser hair removal, exema, excema, exzema, soriasis, skin cancer | A13, A13.01 | ICD-10 B00–B09, B35, C43–C44, L00–L99
OA, heel spur, hammer toe, trigger thumb, charley horse, cast removal, cast off, plaster off, rickets, DDD | A04.03 | ICD-10 M00–M99, S02–S99
cyst, stoma, colostomy, pilonidal, pilonidal cyst, PVD | A04.01 | ICD-10 I70–I74, L05, Z93
AVR, VSD, PFO | A04.06, A03.04 | ICD-10 I34–I37, Q21
hyperhidrosis, esophagus | A04.05, A13 | ICD-10 C15, L74.5
boob job, fillers, lip filler | A04.08, A14 | ICD-10 Z41
rabis, tetnus | A20, A01 | ICD-10 Z24
fisio | A21 | list A21
menopaws | A06.03, A05.01 | ICD-10 N95
tumer | A19 | ICD-10 C00–C97
ulser | A03.02 | ICD-10 K25–K28
cord care | A07.01, A07 | ICD-10 P38
dit da | A50.10, A04.03 | list A50.10
aneurysm, subdural | A04.02, A20, A03.03 | ICD-10 I60–I62, I67
luozhen | A04.03, A50.14, A50.10 | usage: 落 of 落枕 is read both ways
`;
