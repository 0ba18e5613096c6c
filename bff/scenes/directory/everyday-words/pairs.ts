/**
 * What cannot wait, which decides over everything else: a row is `names | names or - | code, code | source`. Names are those of the
 * words beside this file; `-` is nothing more than the first.
 */
export const dangerPairs = `
freshstroke | - | A20, A03.03 | ICD-10 I60–I64
lifeless | - | A20, A03.03, A03.04 | ICD-10 R40, R57, I46
gushing | - | A20, A04.01, A05.02 | ICD-10 R58
poison | - | A20, A07, A02 | ICD-10 T15–T19, T36–T65, T75
chest | severe sudden nobreath violent | A20, A03.04 | ICD-10 I21, R07
sudden severe | nobreath | A20, A03.01, A03.04 | ICD-10 R06
sudden half | stroke | A20, A03.03 | ICD-10 I63, I64
sudden | half seizure | A20, A03.03 | ICD-10 G40, G81, I63
face half | slurred | A20, A03.03 | ICD-10 G51, R47
half | crooked | A20, A03.03 | ICD-10 G81, R47
head headache | splitting | A20, A03.03 | ICD-10 I60, R51
`;

/** What is wanted, which decides over what was: as above. */
export const wishPairs = `
bite | vaccinate | A20, A01 | usage: wounds of bites are seen at emergency, where the injection is given
bite | - | A20, A01 | usage: wounds of bites are seen at emergency, where the injection is given
child newborn | vaccinate | A01, A09, A07 | list A01; child health care vaccinates where there is no other place
vaccinate | - | A01, A02 | list A01
child | examined checkup | A09, A09.01, A07 | list A09: check-ups of children
pregnant | examined checkup file | A05.02, A05 | ICD-10 Z34
checkup | - | A01, A02 | list A01
pregnant | takeout | A05.03, A05.01 | ICD-10 O04
pregnant child | abort | A05.03, A05.01 | ICD-10 O04
file | - | A05.02, A05 | ICD-10 Z34
chemo | - | A19 | ICD-10 Z51
before half | exercise rehab | A21 | ICD-10 Z50
rehab | - | A21 | ICD-10 Z50
child | massage | A50.14, A50.04, A50 | list A50.14
massage | - | A50.14, A50.13, A50 | list A50.14
needle | - | A50.13, A50 | list A50.13
herbs | needle | A50.13, A50 | list A50.13
herbs | massage | A50.14, A50.13, A50 | list A50.14
herbs | period vagina conceive | A50.03, A50, A05.01 | list A50.03
herbs | skin scalp rash itch acne | A50.05, A50, A13 | list A50.05
herbs | break | A50.10, A50, A04.03 | list A50.10
both | - | A52, A50 | list A52
herbs | - | A50, A50.01 | list A50
comfort | - | A24, A27, A19 | list A24
inherit | - | A05.04, A05.02, A05.01 | ICD-10 Z31.5
talk | - | A15.06, A15 | ICD-10 F40–F48
spectacles | - | A10 | usage: done by ophthalmology
stitches | - | A04.01 | usage: done by general surgery
dialysis | - | A03.06 | usage: done by nephrology
smoking | - | A03.01, A02 | usage: clinics for smokers are part of respiratory medicine
slimming | - | A03.07 | ICD-10 E66
medicine | mindpill | A15, A02 | usage: what calms is prescribed by psychiatry alone
medicine paper | - | A02 | usage: what general practice is there for
`;

/** Who it is about: as above. The teeth, the eyes and the ears of children are seen where those of everybody are. */
export const peoplePairs = `
child newborn | swallowed | A20, A07 | ICD-10 T15–T19, T36–T65: no clinic, but emergency
child newborn | scald | A04.07, A20, A07 | ICD-10 T20–T32
child | pregnant | A05.02, A05.01 | ICD-10 O10–O99
newborn | jaundice | A07.01, A07 | ICD-10 P59
child | tooth | A12, A07 | ICD-10 K00, K02
child | eye sight spectacles | A10, A07 | ICD-10 H49–H53
child | ear | A11, A07 | ICD-10 H60–H95
child | snoring | A11, A07 | ICD-10 G47.3, H66, J30–J35
child | fits | A07.08, A07, A09 | ICD-10 F90, F95, G40, R56
child | bud height | A07.09, A09.01, A07 | ICD-10 E30, E34.3, E66
child | mind | A09.03, A09, A07, A15 | ICD-10 F80–F98
child | growth | A09.01, A09, A07 | ICD-10 R62
child | fractures | A08.02, A08, A04.03, A07 | ICD-10 M41, S42, S52
child | hernia | A08.01, A08, A04.01, A04.04, A07 | ICD-10 K35, K40, N47, Q53
newborn | navel | A07.01, A07 | ICD-10 P38
child newborn | newborn jaundice | A07.01, A07 | ICD-10 P05–P96
newborn | - | A07.01, A07 | ICD-10 P05–P96
child | asthma | A07.04, A07 | ICD-10 J12–J18, J45
child | bowels | A07.03, A07 | ICD-10 K59, R10, R11
child | cough | A07, A07.04 | ICD-10 R05
child | rashes | A07, A13, A13.01 | ICD-10 L20, L22, L50
child | period | A05.01, A07 | ICD-10 N91–N94
child | - | A07 | list A07
pregnant | - | A05.02, A05.01 | ICD-10 O10–O99
food | swollen rash itch red | A03.09, A13, A13.01 | ICD-10 L50, T78
ended | bledagain | A05.01 | ICD-10 N95.0
flushing | sweat | A06.03, A05.01 | ICD-10 N95
afterstroke | weak stiff slurred mind growth walking jerk | A21, A03.03 | ICD-10 I69, Z50
midlife | flush | A06.03, A05.01, A03.07 | ICD-10 N95.1
zoster | afterwards | A27, A03.03 | ICD-10 B02.2, G53
row | back chest skin | A13, A13.01, A27 | ICD-10 B02
sprain | joint ankle leg hand toe | A04.03, A22, A50.10 | ICD-10 S83, S93
sport | break joint ankle leg hand toe | A22, A04.03 | ICD-10 S83, S86, M76
mood | - | A15, A15.06 | ICD-10 F32–F33
old | frail | A03.10, A02 | list A03.10
drymouth | dryeye | A03.08, A10, A12 | ICD-10 M35
old | forget | A03.03, A03.10, A15 | ICD-10 F00–F03, G30, R41
man | private testicle urine | A04.04 | ICD-10 N40–N51
`;

/** A part of the body and what is wrong with it: as above; `any` is whatever is wrong. The first row that fits stands. */
export const complaintPairs = `
head neck throat mouth breast lung stomach belly liver kidney bladder testicle vagina stool anus skin joint gall back eating | cancer | A19, A04.01 | ICD-10 C00–C97
head scalp face eye mouth neck chest breast belly back anus private testicle joint ankle leg toe hand sole skin whole | scald | A04.07, A04.01, A20 | ICD-10 T20–T32
head scalp skin whole | hot | A16.02, A03.01, A02 | ICD-10 R50
head | tumour surgery | A04.02, A19, A03.03 | ICD-10 D33, C71
head | break | A04.02, A20 | ICD-10 S06
head | cut blood | A20, A04.02, A04.01 | ICD-10 S01
head | lump | A04.01, A13, A04.02 | ICD-10 D17, L72, R22
head | itch rash fall sweat | A13, A13.01 | ICD-10 L21, L65
head | pain dizzy numb shake jerk tight ring weak swollen burn | A03.03 | ICD-10 G43, G44, R42, R51
scalp | cut break | A20, A04.01 | ICD-10 S01
scalp | lump | A04.01, A13 | ICD-10 D17, L72
scalp | any | A13, A13.01 | ICD-10 L21, L63–L65
face | jerk crooked numb weak pain | A03.03, A50.13 | ICD-10 G50, G51
face | swollen | A03.06, A12 | ICD-10 R60
face | cut | A20, A04.08 | ICD-10 S01
face | any | A13, A13.01 | ICD-10 L70, L71
eye | jerk | A10, A03.03 | ICD-10 G24.5, H00–H59
eye sight | any | A10 | ICD-10 H00–H59
ear | lump | A11, A04.01 | ICD-10 H61
ear | any | A11 | ICD-10 H60–H95
nose | break | A11, A20 | ICD-10 S02.2
nose | any | A11 | ICD-10 J30–J34, R04.0
throat | any | A11 | ICD-10 J02–J04, J31–J38
neck | swollen | A03.07, A04.01 | ICD-10 E04
neck | lump tumour | A04.01, A03.07 | ICD-10 E04, R59
neck | itch rash red | A13, A13.01 | ICD-10 L20–L30
neck | pain stiff numb break ring | A04.03, A50.14, A21 | ICD-10 M47, M54.2
tooth | any | A12 | ICD-10 K00–K06
mouth | crooked | A20, A03.03 | ICD-10 I63; a face that hangs is a sign of a stroke
speech mouth | slurred | A03.03, A20 | ICD-10 R47
mouth | numb weak shake | A03.03, A20 | ICD-10 G51, I63
mouth | bitter | A03.02, A12 | ICD-10 R43
mouth | any | A12 | ICD-10 K09–K14
breast | itch rash | A13, A04.01 | ICD-10 L20–L30
breast | any | A04.01, A05.01 | ICD-10 N60–N64
chest | lump tumour | A04.01, A04.05 | ICD-10 N63, R22
chest | burn sick gas | A03.02, A03.04 | ICD-10 K21, R12
chest | itch rash red | A13, A13.01 | ICD-10 L20–L30
chest | wheeze | A03.01, A03.04 | ICD-10 R06
chest | break cut | A20, A04.05 | ICD-10 S20–S29
chest | pain tight pound jerk numb stuck sweat weak | A03.04, A03.01 | ICD-10 I20–I25, R07; the heart is looked at first
heart | surgery | A04.06, A03.04 | ICD-10 I34–I37
heart | burn sick | A03.02, A03.04 | ICD-10 K21, R12
heart | pound pain tight jerk wheeze weak shake | A03.04 | ICD-10 I47–I49, R00
rib | any | A04.03, A04.05 | ICD-10 S22
lung | surgery tumour | A04.05, A19, A03.01 | ICD-10 C34, D14
lung | lump | A03.01, A04.05 | ICD-10 R91
lung | any | A03.01 | ICD-10 J12–J99
breath | tight wheeze pain | A03.01, A03.04 | ICD-10 R06
breath | pound | A03.04 | ICD-10 R00
phlegm | blood | A03.01, A17 | ICD-10 R04.2
phlegm | yellow black often foam smell blocked pus sick | A03.01 | ICD-10 R05, R09
belly | splitting | A20, A04.01 | ICD-10 R10.0
belly stomach | surgery tumour | A04.01, A19, A03.02 | ICD-10 C16–C18, D12
belly | lump | A04.01, A03.02 | ICD-10 K40–K46, R19
belly stomach | itch rash | A13, A13.01 | ICD-10 L20–L30
belly | cut break | A20, A04.01 | ICD-10 S30–S39
belly stomach | pain burn sick gas swollen stuck tight loose ring blood jerk cold blocked black wheeze often | A03.02, A04.01 | ICD-10 K20–K63, R10–R14
eating | stuck pain wheeze tight blocked | A03.02, A04.05 | ICD-10 R13
eating | sick gas | A03.02 | ICD-10 R11
loin | lump | A04.01, A05.01 | ICD-10 R19
loin | any | A05.01, A04.04 | ICD-10 N94, R10.3
groin | itch rash red | A13, A13.01 | ICD-10 B35
groin | pain stiff | A04.03, A04.01 | ICD-10 M25
groin | lump swollen | A04.01 | ICD-10 K40, R59
liver | surgery | A04.01, A03.02 | ICD-10 C22
liver | any | A03.02, A16.03 | ICD-10 K70–K77
appendix | any | A04.01, A03.02 | ICD-10 K35–K37
gall | any | A04.01, A03.02 | ICD-10 K80–K83
thyroid | surgery tumour cancer | A04.01, A03.07 | ICD-10 C73, D34
thyroid | any | A03.07, A04.01 | ICD-10 E00–E07
kidney urine bladder | stone | A04.04, A03.06 | ICD-10 N20–N23
kidney | surgery tumour lump | A04.04, A03.06 | ICD-10 C64, N28
kidney | any | A03.06, A04.04 | ICD-10 N00–N29
bladder | any | A04.04, A03.06 | ICD-10 N30–N39
urine | foam | A03.06, A04.04 | ICD-10 R80
urine | any | A04.04, A03.06 | ICD-10 N30–N39, R30–R39
stool | black | A03.02, A20 | ICD-10 K92.1
stool | blood | A04.01, A03.02 | ICD-10 K62, K92
stool | blocked loose often pus foam smell sick yellow stuck gas thin | A03.02, A04.01 | ICD-10 K58, K59
stool | pain burn lump fall | A04.01, A03.02 | ICD-10 K60–K64
toilet | blood pain fall lump burn | A04.01, A03.02 | ICD-10 K60–K64
toilet | often | A04.04, A03.02 | ICD-10 R35
anus | numb | A04.03, A04.01 | ICD-10 M54.3
anus | break | A04.03 | ICD-10 S30
anus | rash | A13, A13.01 | ICD-10 L20–L30
anus | any | A04.01, A50.11 | ICD-10 K60–K64, L02
vagina period | any | A05.01 | ICD-10 N70–N98
testicle | any | A04.04 | ICD-10 N40–N51
private | fall lump swollen late | A05.01, A04.04, A04.01 | ICD-10 N81, N90
private | any | A05.01, A04.04, A13.02 | usage: said by women more often; gynaecology stands before urology
back | itch rash red | A13, A13.01 | ICD-10 L20–L30
back | lump tumour | A04.01, A13 | ICD-10 D17, L72
back | any | A04.03, A27, A21 | ICD-10 M51, M54
joint ankle leg hand toe | cut blood | A20, A04.01, A04.03 | ICD-10 T14
joint ankle leg hand toe rib | break | A04.03, A20 | ICD-10 S42–S93
toe | swollen pain red burn | A03.08, A03.07, A04.03 | ICD-10 M10; hospitals without A03.08 treat it with metabolism
sole | pain break swollen | A04.03, A13 | ICD-10 L60, M79
sole | any | A13, A13.01 | ICD-10 B35, L60
hand | rigid | A03.08, A04.03 | ICD-10 M05–M06
leg ankle | swollen | A03.06, A03.04, A04.01 | ICD-10 R60; then the heart
joint hand | swollen | A04.03, A03.08 | ICD-10 M13–M25
joint ankle leg hand toe | itch rash smell red pus | A13, A13.01 | ICD-10 B35, L20–L30
joint ankle leg hand toe | lump tumour | A04.03, A04.01 | ICD-10 M67, D17
leg hand toe half | numb | A03.03, A04.03 | ICD-10 R20; then the spine
leg hand half walking whole | shake jerk | A03.03 | ICD-10 G20, R25
hand leg | weak | A03.03, A04.03 | ICD-10 R29
half | weak | A20, A03.03 | ICD-10 G81, I63
half walking | weak crooked numb cold dizzy | A03.03, A20 | ICD-10 G81, R26
walking | pain stiff | A04.03 | ICD-10 M13–M25
walking | wheeze tight pound | A03.04, A03.01 | ICD-10 R06
hand leg toe | cold | A50, A04.01 | GB/T 15657-2021: words of traditional medicine; then the vessels
hand | sweat | A13, A50 | ICD-10 L74
toe leg hand | black | A04.01, A03.07 | ICD-10 I70.2, E10–E14
leg hand | fall vein | A04.01, A03.05 | ICD-10 I83
leg ankle hand joint toe | pain stiff weak ring numb burn cold | A04.03, A22, A03.08 | ICD-10 M13–M25, M65–M79
vein | any | A04.01, A04.06 | ICD-10 I83
armpit | smell sweat itch rash | A13, A13.01, A04.08 | ICD-10 L74, L75
armpit | any | A04.01 | ICD-10 R59
skin whole | yellow | A03.02, A16.03 | ICD-10 R17
skin whole leg hand | bruise | A03.05, A13 | ICD-10 D69, R23
skin whole | swollen | A03.06, A03.04 | ICD-10 R60
skin | lump | A13, A04.01 | ICD-10 D17, L72
skin | itch rash red burn pus fall | A13, A13.01 | ICD-10 L00–L99
whole | itch rash red | A13, A13.01 | ICD-10 L00–L99
whole | unwell | A02, A50 | ICD-10 R53, R69
skin whole | pain | A27, A03.08 | ICD-10 R52
whole | tired weak | A02, A03.07, A50 | ICD-10 R53
whole | thin sweat | A03.07, A02 | ICD-10 R61, R63
wound | unhealed pus smell red pain swollen | A04.01, A20 | ICD-10 L08, T79
head | - | A03.03 | usage: what is wrong with it is not said, here and below
face scalp skin sole armpit | - | A13 | usage: as for the head
eye sight | - | A10 | usage: as for the head
ear nose throat | - | A11 | usage: as for the head
tooth mouth | - | A12 | usage: as for the head
neck back joint ankle leg toe hand rib groin walking | - | A04.03 | usage: as for the head
breast thyroid gall anus vein wound appendix | - | A04.01 | usage: as for the head
chest heart | - | A03.04 | usage: as for the head
lung phlegm | - | A03.01 | usage: as for the head
belly stomach stool eating liver | - | A03.02 | usage: as for the head
kidney | - | A03.06 | usage: as for the head
urine bladder testicle | - | A04.04 | usage: as for the head
loin vagina period private | - | A05.01 | usage: as for the head
half speech | - | A03.03 | usage: as for the head
forget | - | A03.03, A03.10, A15 | usage: as for the head
nobreath | - | A20, A03.01, A03.04 | usage: as for the head; whom it is about is not said, here and below
stroke | - | A03.03, A20 | usage: as for the head
seizure splitting headache | - | A03.03, A07.08 | usage: as for the head
fits | - | A07.08, A09.03, A07 | usage: said of children first
height bud | - | A07.09, A09.01, A07 | usage: said of children first
growth | - | A09.01, A07 | usage: said of children first
mind | - | A09.03, A09.01, A15 | usage: said of children first
fractures | - | A08.02, A04.03 | usage: said of children first
rashes | - | A13, A13.01 | usage: as for the head
hernia | - | A04.01, A08.01 | usage: as for the head
asthma | - | A03.01, A07.04 | usage: as for the head
bowels | - | A03.02, A07.03 | usage: as for the head
swallowed | - | A20, A07 | usage: as for the head
jaundice | - | A03.02, A07.01 | usage: as for the head
abort | - | A05.03, A05.01 | usage: as for the head
frail | - | A03.10, A02 | usage: as for the head
sport | - | A22, A04.03 | usage: as for the head
sprain | - | A04.03, A22 | usage: as for the head
mindpill | - | A15, A02 | usage: as for the head
drymouth | - | A03.07, A12 | usage: as for the head
`;
