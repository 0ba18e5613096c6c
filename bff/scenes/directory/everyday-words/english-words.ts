/** English words and abbreviations. British or American, singular or plural, with or without hyphen: one spelling is enough. */
export const englishWords = `
ENT, ear nose throat, ear nose and throat, ear, ears, nose, throat, earache, ear pain, ear infection, sore throat, tinnitus, ringing in ears, hearing, hearing loss, deaf, blocked nose, runny nose, stuffy nose, nosebleed, sinus, sinusitis, tonsil, tonsillitis, snoring, snore, hoarse, hoarseness, lost voice, sleep apnea, otolaryngology, rhinitis | A11 | ICD-10 H60–H95, J30–J39; ENT is the usual abbreviation
dentist, dental, teeth, tooth, toothache, tooth pain, tooth decay, cavity, filling, gum, gums, bleeding gums, wisdom tooth, braces, orthodontist, orthodontics, mouth ulcer, mouth, tongue, root canal, denture, implant, teeth cleaning, jaw, oral, dentistry, bad breath, wisdom teeth, broken tooth, chipped tooth | A12 | ICD-10 K00–K14
eye, eyes, eye doctor, eye pain, red eye, vision, blurred vision, sight, cataract, glaucoma, optometrist, ophthalmologist, glasses, short sighted, myopia, dry eye, pink eye, eye test, eye exam, retina, conjunctivitis, optician | A10 | ICD-10 H00–H59
skin, derm, dermatologist, rash, itch, itchy, itching, acne, eczema, hives, hair loss, psoriasis, mole, wart, shingles, fungus, athletes foot, pimple, spots, ringworm, dandruff, nail, skin rash, blister, lumps on skin, insect bite, sunburn, allergic rash | A13, A13.01 | ICD-10 L00–L99; derm is the usual abbreviation
STD, STI, venereal, syphilis, gonorrhea, sexually transmitted | A13.02, A13, A04.04 | ICD-10 A50–A64
heart, cardio, cardiologist, cardiac, chest pain, palpitation, high blood pressure, blood pressure, hypertension, heart attack, angina, heart failure, ECG, EKG, arrhythmia, irregular heartbeat, AF, atrial fibrillation, coronary | A03.04 | ICD-10 I10–I52
cholesterol, high cholesterol | A03.04, A03.07 | ICD-10 E78
chest tightness, tight chest, chest | A03.04, A03.01 | ICD-10 R07
heart surgery, bypass, heart valve, cardiac surgery, heart surgeon | A04.06, A04.05 | ICD-10 I34–I37
lung, cough, coughing, asthma, bronchitis, pneumonia, COPD, breath, breathing, short of breath, shortness of breath, breathless, wheeze, wheezing, pulmonology, pulmonary, chest infection, respirology, pulmonologist, trouble breathing, difficulty breathing, phlegm, sputum | A03.01 | ICD-10 J12–J47, R05, R06
cold, common cold, flu, influenza, covid | A03.01, A02, A16.02 | ICD-10 J00, J10, U07
fever, high temperature, temperature | A16.02, A03.01, A02 | ICD-10 R50
TB, tuberculosis | A17, A16, A03.01 | ICD-10 A15–A19
thoracic, chest surgery, lung surgery | A04.05 | list A04.05
stomach, stomach ache, stomach pain, tummy, tummy ache, belly, bellyache, abdominal pain, diarrhea, constipation, IBS, GI, heartburn, acid reflux, reflux, GERD, indigestion, nausea, vomiting, vomit, ulcer, gastro, gastritis, bowel, gut, colonoscopy, endoscopy, gastroscopy, bloating, IBD, crohns, colitis, intestine, food poisoning, throwing up, digestion, digestive, gastroenterologist, stomach flu, burping, hiccups, stomach bug, abdomen | A03.02 | ICD-10 K20–K63, R10–R14
liver, fatty liver, cirrhosis, jaundice, pancreas, pancreatitis | A03.02, A16.03 | ICD-10 K70–K86
hepatitis B, hepatitis C, hep b | A16.03, A03.02 | ICD-10 B15–B19
headache, migraine, neuro, neurologist, stroke, seizure, epilepsy, numbness, numb, tingling, parkinson, tremor, MS, multiple sclerosis, nerve, brain, head, facial palsy | A03.03 | ICD-10 G00–G99, R51
dizzy, dizziness, vertigo, lightheaded | A03.03, A11, A03.04 | ICD-10 R42
faint, fainting, passed out | A03.03, A03.04, A20 | ICD-10 R55
dementia, alzheimer, memory, memory loss, forgetful, forgetting | A03.03, A03.10, A15 | ICD-10 F00–F03
brain tumor, head injury, concussion, brain surgery, neurosurgeon | A04.02, A20 | ICD-10 D33, S06
blood, anemia, leukemia, lymphoma, bruising, hematologist, bleeding disorder | A03.05 | ICD-10 C81–C96, D50–D77
kidney, dialysis, swollen legs, nephro, nephrologist, renal, edema, foamy urine, kidney failure | A03.06 | ICD-10 N00–N19
urine, urinary, UTI, bladder, prostate, kidney stone, urologist, pee, peeing, painful urination, blood in urine, circumcision, men, man, erectile dysfunction, ED, impotence, testicle, penis, incontinence, andrology, mens health, urinating, uro | A04.04, A03.06 | ICD-10 N20–N51
diabetes, diabetic, thyroid, hormone, blood sugar, endo, endocrinologist, metabolism, osteoporosis, obesity, overweight, weight loss, insulin, high sugar, sugar, high blood sugar, thirsty, always thirsty | A03.07 | ICD-10 E00–E90
gout, uric acid | A03.08, A03.07 | ICD-10 M10
arthritis, lupus, rheumatism, rheumatoid, rheum, rheumatologist, autoimmune, immune, ankylosing spondylitis, stiff joints, swollen joints | A03.08, A04.03 | ICD-10 M05–M45
allergy, allergies, allergic, hay fever, pollen, sneezing, food allergy, anaphylaxis, allergist, allergy test | A03.09, A13, A11 | ICD-10 J30, T78
old age, elderly, geriatric, geriatrician, senior, aging | A03.10, A02 | list A03.10
GP, family doctor, general practitioner, family medicine, general doctor, tired, tiredness, fatigue, primary care, physician, prescription, refill, unwell, not sure, i dont know, medicine refill, weakness, weak, sick note | A02 | list A02; GP is the usual abbreviation
internal medicine, internist, int med | A03 | list A03
surgery, surgeon | A04, A04.01 | list A04
appendicitis, appendix, hernia, gallstone, gallbladder, lump, abscess, breast lump, breast, general surgeon, gen surg, stitches | A04.01 | ICD-10 K35–K46, K80, N60–N64
hemorrhoid, piles, anus, rectum, anal, proctology, colorectal, rectal bleeding, blood in stool, bloody stool | A04.01, A50.11 | ICD-10 K60–K64
varicose veins, varicose, vein, vascular | A04.01, A04.06 | ICD-10 I83
ortho, orthopedic, bone, broken bone, broken leg, broken arm, fracture, sprain, sprained ankle, ankle, knee, knee pain, back pain, backache, joint, joint pain, shoulder, shoulder pain, hip, hip pain, neck pain, neck, spine, wrist, elbow, slipped disc, leg pain, leg, arm, foot, foot pain, hand, finger, osteoarthritis, back, sciatica, orthopod, heel pain, lower back pain, cramp, bone doctor, foot doctor, stiff neck, swollen ankle, swollen knee, back doctor, muscle pain, muscle | A04.03 | ICD-10 M00–M99, S02–S92
sports injury, ligament, ACL, torn muscle, pulled muscle, sports, meniscus | A22, A04.03 | ICD-10 S83
OB-GYN, obstetrics and gynecology, O&G | A05, A05.01, A05.02 | list A05
OB, pregnancy, pregnant, antenatal, prenatal, maternity, birth, childbirth, delivery, labor, midwife, obstetrician, expecting, morning sickness, postnatal, postpartum, pregnancy test, ultrasound pregnancy | A05.02, A05.01 | ICD-10 O00–O99; OB is the usual abbreviation
gyn, gyne, gyno, gynecologist, women, womens health, woman, period, period pain, menstruation, menstrual, irregular period, vagina, vaginal, uterus, ovary, fibroid, pap smear, smear test, cervical, discharge, PCOS, cervix, womb, thrush, endometriosis, ovarian cyst, lady doctor, pap, period cramps, cramps period | A05.01 | ICD-10 N70–N98; gyn is the usual abbreviation
contraception, abortion, IUD, birth control, contraceptive, the pill, miscarriage, unwanted pregnancy | A05.03, A05.01 | ICD-10 O03–O06, Z30
genetic counselling, genetics, eugenics | A05.04, A05.02 | ICD-10 Z31.5
infertility, IVF, fertility, trying to conceive | A05.05, A05.01, A04.04 | ICD-10 N97, N46
menopause, hot flush, hot flash, hot flashes | A06.03, A05.01 | ICD-10 N95
child, children, kid, kids, baby, babies, infant, toddler, pediatrician, peds, pediatric, sick child, child fever, my son, my daughter, childrens doctor, baby fever, child cough | A07 | list A07
newborn, premature, neonatal | A07.01, A07 | ICD-10 P05–P96
ADHD, tics | A07.08, A07, A09 | ICD-10 F90, F95
autism | A09.03, A09, A15 | ICD-10 F84
growth, child development, well baby, child health, baby check, development delay | A09.01, A09, A07 | list A09
mental, mental health, psych, psychiatrist, psychologist, psychology, depression, depressed, anxiety, anxious, stress, insomnia, sleep, cant sleep, panic, panic attack, sad, suicidal, counselling, counselor, therapist, OCD, bipolar, schizophrenia, addiction, sleepless, PTSD, mood, shrink, burnout | A15, A15.06 | ICD-10 F10–F69, G47
infection, infectious disease, contagious, malaria | A16, A02 | list A16
cancer, tumor, oncologist, onco, chemo, chemotherapy, radiotherapy, malignant | A19 | ICD-10 C00–C97
emergency, ER, A&E, accident, ambulance, urgent, injury, bleeding, poison, poisoning, unconscious, emergency room, casualty, wound, trauma, dog bite, stab, choking, fell down | A20 | list A20
rehab, physio, physiotherapy, physiotherapist, physical therapy, PT, recovery after surgery, PMR, speech therapy, stroke recovery | A21 | list A21
palliative, hospice, end of life | A24 | list A24
pain, chronic pain, nerve pain, pain clinic | A27, A03.08 | list A27
intensive care | A28 | list A28
anesthesia, anesthetist | A26 | list A26
lab, laboratory, blood test, urine test, CBC, full blood count | A30 | list A30
radiology, imaging, x-ray | A32.01, A32 | list A32.01
CT scan, CAT scan | A32.02, A32 | list A32.02
MRI scan | A32.03, A32 | list A32.03
ultrasound, ultrasound scan, sonogram | A32.05, A32 | list A32.05
burn, scald, burnt | A04.07, A04.01, A20 | ICD-10 T20–T32
plastic, plastic surgeon, scar, nose job, cosmetic surgery | A04.08, A14, A13 | list A04.08
cosmetic, botox, beauty, aesthetic | A14, A13 | list A14
TCM, chinese medicine, traditional medicine, herbal, herbal medicine, herbs, herbalist, pulse diagnosis | A50, A50.01 | list A50; TCM is the usual abbreviation
acupuncturist, cupping, moxibustion, needles | A50.13, A50 | list A50.13
massage, chiropractor, tui na | A50.14, A50.13, A50 | list A50.14
vaccine, vaccination, check-up, physical exam, immunization, jab, health check, physical, travel vaccine, medical check, shots | A01, A02 | list A01
rabies | A20, A01 | ICD-10 Z24.2
nutrition, dietitian, diet | A03.07, A02 | usage: nutrition has no code of its own; see 营养科
occupational disease | A23 | list A23
`;
