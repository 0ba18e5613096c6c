/**
 * What others than the makers of the tables collected: words and sentences of the regions of China, of Hong Kong and Taiwan, in
 * English, pinyin and initials. The words were mended with them in sight, so they say that nothing gets worse, and no longer how
 * many sayings in a hundred are found: the saying | the department that has to be first among sixty (`/`: any is right) | why.
 */
const rows = `
老头子早起嘴突然歪了，说话也不利索，半边手没劲儿 | A20/A03.03 | possible stroke, sudden: emergency, neurology behind it
心口窝闷得慌，一上楼就得歇，歇会儿又好了 | A03.04 | chest tightness on effort, relieved by rest: likely angina
脑壳昏得很，在床上一翻身就天旋地转 | A11/A03.03 | vertigo on turning in bed (otoliths): ENT, or neurology
烧心反酸 | A03.02 | reflux
娃儿屙稀，一天七八道，像蛋花汤 | A07.03/A07/A16.01 | infant diarrhoea (屙稀, southwest speech): children's digestion, paediatrics, or intestinal clinic
孙子都两岁半了，叫他也不搭理人，就会转圈圈，不说话 | A09.01/A09.03/A07.08 | late speech, no response to name: child development or psychology; child neurology accepted
闺女才七岁半，胸前就鼓小包了，碰着还疼 | A07.09/A09.01 | breast buds before eight: suspected early puberty
拉屎带鲜血，屁股眼儿还坠着个肉疙瘩 | A04.01 | piles: anorectal work sits under general surgery in the list
老爷子起夜五六趟，滴滴答答尿不净 | A04.04 | prostate symptoms in an old man
腰杆闪到了，搬煤气罐搬的，直不起来 | A04.03/A50.10/A50.14 | acute back strain: orthopaedics, or TCM bone-setting or tuina
落枕了想找人给捏两下 | A50.14/A50.13/A50.10 | asks for hands-on TCM treatment of a stiff neck
打球落地膝盖啪一声，现在老打软腿 | A22/A04.03 | likely ligament injury from sport
姨妈两个月没来，验了没怀 | A05.01 | missed periods, pregnancy excluded
那个……刚测出来两道杠，想建档，是在这儿挂吗 | A05.02 | pregnant, wants antenatal record
结婚三年了没避孕也一直怀不上，两口子都想查查 | A05.05 | infertility
取环 | A05.03/A05.01 | removal of a contraceptive coil: family planning, or gynaecology
眼跟前老有小黑点飘，赶也赶不走 | A10 | floaters
耳朵里头成天嗡嗡叫，跟知了似的 | A11 | tinnitus
智齿又发炎了，嘴都张不大 | A12 | wisdom tooth inflamed
大腿根起了一圈一圈的红疹子，一出汗就痒死 | A13/A13.01/A50.05 | ringworm of the groin likely: dermatology; TCM skin accepted
天天睡不着，脑子停不下来，没事就想哭 | A15/A15.06 | insomnia with low mood
我想问一下哈，我妈血糖高，吃着药呢，这阵子老口渴还瘦了，看哪个科好 | A03.07 | diabetes poorly controlled
清早起来手指头硬邦邦的，攥不拢拳头，得活动个把钟头 | A03.08 | morning stiffness over an hour: rheumatoid arthritis suspected
尿里全是泡泡冲不散，脚脖子一按一个坑 | A03.06 | foamy urine and oedema: kidney
外面抽血说血色素才七十，人煞白，走两步就没劲 | A03.05 | marked anaemia
大三阳，来复查 | A16.03 | hepatitis B follow-up
咳了个把月，夜里一身汗，痰里头带血丝 | A17/A03.01 | cough, night sweats, blood: TB suspected, or respiratory
让邻居家狗咬了一口，得打针吧 | A20/A01 | dog bite: wound care and rabies shots are at emergency or the vaccination clinic
我爸肺上那个切掉了，病理出来了，来问要不要化疗 | A19 | chemotherapy after cancer surgery
暖壶倒了，开水烫到脚面，起了老大的泡 | A04.07/A20 | scald with blisters
宝宝生下来第九天，脸和眼白还是黄黄的 | A07.01/A07 | newborn jaundice
割双眼皮 | A04.08/A10 | cosmetic eyelid surgery: plastic surgery; eye departments also do it
中风半年了，这边胳膊抬不动，想做做训练 | A21/A50.13 | rehabilitation after stroke; acupuncture is widely accepted too
膝頭哥痛，落樓梯好辛苦 | A04.03 | Cantonese: knee pain on stairs
一早起床就一直打噴嚏，鼻水流不停，換季更慘 | A11/A03.09 | allergic rhinitis
阿嬤最近出門會迷路，瓦斯也忘記關 | A03.03/A03.10/A15 | suspected dementia: neurology, geriatrics; memory clinics also in psychiatry
每次月事來都痛到打滾，想吃中藥調一調 | A50.03/A50 | painful periods, wants herbal treatment
洗澡摸到乳房有一粒硬硬的 | A04.01 | breast lump: breast surgery sits under general surgery
ya yin chu xue | A12 | 牙龈出血, bleeding gums
du zi teng la xi | A03.02/A16.01 | 肚子疼拉稀
qing chun dou | A13/A13.01/A50.05 | 青春痘, acne
xin huang xin tiao kuai | A03.04 | 心慌心跳快
xhnk | A03.02 | initials of 消化内科
ebhk | A11 | initials of 耳鼻喉科
sjnk | A03.03 | initials of 神经内科
fsmyk | A03.08 | initials of 风湿免疫科
my little one has had a fever since last night, 39.5 | A07/A07.04/A20 | feverish child: paediatrics; at this height emergency is accepted
it burns when I pee and I have to go every ten minutes | A04.04/A03.06 | urinary infection: urology or nephrology
OB-GYN | A05.01/A05.02 | abbreviation covers both gynaecology and obstetrics
came off a scooter, think my wrist is broken | A04.03/A20 | suspected fracture
ran out of my blood pressure tablets | A03.04/A02 | repeat prescription: cardiology or general practice
GERD | A03.02 | abbreviation for acid reflux disease
would like to try needles for my migraines | A50.13/A50 | asks for acupuncture
woke up with a red gunky eye, I wear contacts | A10 | red eye in a lens wearer
I keep having panic attacks on the subway | A15/A15.06 | panic disorder
travel jabs before I go to Africa | A01 | vaccination
crushing chest pain going into my left arm right now | A20 | possible heart attack: emergency only
my crown fell off | A12 | dental crown
broke out in hives after peanuts, it's happened twice | A03.09/A13/A13.01 | food allergy: allergy or dermatology
STD test | A13/A13.01/A04.04 | sexually transmitted disease falls under dermatology and venereology in China; urology accepted
俺爷八十三了，药吃一大把，走路越来越慢，饭也不想吃 | A03.10/A02 | frail elder on many medicines
手抖，夹菜都夹不住，越紧张越抖 | A03.03 | tremor
孩子刚才抽风了，眼睛往上翻，叫不应，这会儿缓过来了 | A20/A07.08/A07 | seizure just now: emergency, child neurology or paediatrics
小孩半夜咳得跟狗叫一样，嗓子都哑了 | A07.04/A07/A20 | barking cough: croup suspected
儿子上课坐不住，老师三天两头告状，写作业能磨到半夜 | A09.03/A09.01/A07.08 | suspected ADHD: child psychology, development, or child neurology
我家姑娘在班上最矮，想拍个骨龄 | A07.09/A09.01 | short stature
小家伙大腿根儿鼓个包，一哭就大，睡着又没了 | A08.01 | inguinal hernia in a child
崽崽走路内八，老是自己绊自己 | A08.02/A04.03 | in-toeing gait: child orthopaedics
宝宝五天没拉了，好不容易拉出来跟羊屎蛋似的 | A07.03/A07 | constipated child
吃一点点就顶得慌，胃里一直胀气，嗳气 | A03.02 | dyspepsia
右边小肚子疼，按下去一松手更疼，还有点烧 | A20/A04.01 | rebound pain: appendicitis suspected
胆结石 | A04.01/A03.02 | gallstones: general (biliary) surgery; gastroenterology accepted
腿上青筋跟蚯蚓似的，站久了胀得难受 | A04.01 | varicose veins: vascular surgery sits under general surgery
老婆说我打呼噜打着打着就没气儿了 | A11/A03.01 | sleep apnoea
鱼刺卡喉咙了，吞饭团也没下去 | A11/A20 | fish bone in throat
眼皮子往下耷拉，到下午看东西就重影 | A03.03/A10 | fatigable ptosis and double vision: neurology or eye
奶奶眼睛像蒙了层雾，穿针看不见了 | A10 | cataract likely
头发一把一把掉，后脑勺还秃了一块 | A13/A13.01/A50.05 | hair loss, patchy
灰指甲 | A13/A13.01 | fungal nail
下面痒得不行，白带跟豆腐渣一样 | A05.01 | vaginal thrush
不小心有了，不打算要 | A05.03/A05.01 | unwanted pregnancy
我今年四十九，一阵一阵冒热汗，动不动就发火，例假也乱七八糟 | A06.03/A05.01 | menopausal symptoms
头一个孩子有点毛病，想再要一个，先查查遗传 | A05.04 | genetic counselling before a next pregnancy
单位体检说甲状腺有个结节，4a | A04.01/A03.07 | graded thyroid nodule: thyroid (general) surgery or endocrinology
做CT照出来肺上有个磨玻璃的小结节，吓死我了 | A04.05/A03.01 | lung nodule
心脏那个瓣膜坏了，县里让来大医院换 | A04.06/A03.04 | valve replacement: cardiac surgery; cardiology accepted
脑袋里长了个瘤子，片子我都带来了，就问能不能开刀 | A04.02 | brain tumour, asks for surgery
吃了顿火锅喝了点啤酒，大脚趾半夜疼得下不了地，又红又肿 | A03.08/A03.07 | gout: rheumatology, or endocrinology
哎呀我也说不清，就是浑身不得劲，哪儿都不舒坦 | A02/A50 | vague complaint: general practice; TCM accepted
蛇盘疮好了都仨月了，那块皮还跟针扎似的 | A27/A03.03 | pain after shingles: pain clinic or neurology
老伴儿癌症晚期，不折腾了，就想让他少遭点罪 | A24/A27/A19 | end-of-life comfort care
他老说有人要害他，一个人叽里咕噜的，夜里不睡 | A15 | delusions: psychiatry
西药吃了老断不了根，想中药西药一块儿上 | A52/A50 | wants combined Chinese and Western treatment
隻腳拗柴，腫到着唔到鞋 | A04.03/A50.10/A22 | Cantonese: sprained ankle
喉嚨一直卡卡的，想清又清不出來 | A11/A03.02 | lump in throat feeling: ENT; reflux is a usual cause
小朋友濕疹抓到流血，晚上都睡不好 | A13/A13.01/A07 | eczema in a child
成晚瞓唔着，想執幾劑中藥安下神 | A50 | Cantonese: insomnia, asks for herbal medicine
口乾到餅乾都吞不下，眼睛也乾澀，驗血說抗體不正常 | A03.08 | Sjögren's suspected
yue jing bu tiao | A05.01/A50.03 | 月经不调, irregular periods
ke sou you tan | A03.01 | 咳嗽有痰
er duo liu nong | A11 | 耳朵流脓
niao xue | A04.04/A03.06 | 尿血, blood in urine
kqk | A12 | initials of 口腔科
hxnk | A03.01 | initials of 呼吸内科
mnwk | A04.04 | initials of 泌尿外科
nfmk | A03.07 | initials of 内分泌科
our newborn's belly button is oozing and smells | A07.01/A07 | newborn cord infection
IBS flare-up | A03.02 | irritable bowel
skin test for TB came back positive | A17 | tuberculosis
ears still blocked two days after the flight | A11 | ear pressure
root canal | A12 | dental treatment
sharp pain from my lower back all the way down one leg | A04.03/A27 | sciatica: orthopaedics or pain clinic
passed out at work this morning, feel ok now | A20/A03.04/A03.03 | fainting: emergency, cardiology or neurology
low platelets on my blood test | A03.05 | haematology
a mole on my back changed colour | A13/A13.01 | changing mole
need a refill of my antidepressants | A15/A15.06 | repeat psychiatric prescription
lost my asthma inhaler | A03.01 | asthma
pulled something in my thigh training for the marathon | A22/A04.03 | sports strain
I'm 8 weeks along and spotting | A05.02/A20/A05.01 | bleeding in early pregnancy
physio after knee surgery | A21/A22 | rehabilitation
螺丝拐崴了 | A04.03/A20 | 四川话脚踝叫螺丝拐，扭伤
猪头疯 | A07 | 流行性腮腺炎的俗称，多见于小孩
瘊子 | A13/A13.01 | 寻常疣的俗称
光想哕 | A03.02 | 河南等地：总想呕吐、恶心
心突突跳 | A03.04 | 心慌、心悸
小肠串气 | A04.01/A08.01 | 疝气的俗称；小孩看小儿外科
上楼喘不上气 | A03.04/A03.01 | 活动后气短，先查心、肺
老忘事儿 | A03.03/A03.10 | 老人记性变差，疑痴呆
痨病 | A17/A03.01 | 老人对肺结核的叫法
堵奶 | A04.01/A05.02 | 哺乳期乳汁淤积，看乳腺（普外）或产科
月子风 | A50.03/A03.08 | 产后怕风、关节酸痛的民间叫法
建大卡 | A05.02 | 上海等地：孕妇在产科医院建档
宝宝吐奶 | A07/A07.03/A07.01 | 婴儿溢奶、呕吐
比同学矮半头 | A07.09/A09.01 | 孩子个子矮，查生长发育、激素
老挤眉弄眼 | A07.08/A09.03/A10 | 孩子频繁眨眼、做怪相，疑抽动症，也要排除眼病
背盒子心电图 | A03.04 | 24小时动态心电图（Holter）的俗称
吹气查幽门 | A03.02 | 碳13/14呼气试验查幽门螺杆菌
打狂犬针 | A20/A01 | 被猫狗咬抓后打狂犬疫苗，急诊或犬伤/预防接种门诊
拔火罐 | A50.13/A50.14 | 中医外治，针灸或推拿科做
祛疤 | A04.08/A13/A04.07 | 想去掉疤痕
慢病开药 | A02 | 高血压、糖尿病等长期用药续方，全科
脚丫子烂 | A13/A13.01 | 脚趾缝糜烂，多为脚气
我妈癌症晚期疼得睡不着 | A24/A27/A19 | 晚期癌痛，安宁疗护、疼痛或肿瘤科
备孕一年没动静 | A05.05/A05.01 | 一年未孕，按不孕检查
孩子半夜咳得直吐 | A07.04/A07 | 儿童夜间剧咳
爸中风后手抬不起来 | A21/A03.03 | 中风后偏瘫，要做康复
打完球膝盖一直响 | A22/A04.03 | 运动后膝关节弹响，疑半月板等损伤
被开水烫了一大片 | A04.07/A20 | 烫伤
膝頭哥痛 | A04.03 | 粤语：膝盖痛（繁体）
又屙又嘔 | A03.02/A16.01/A20 | 粤语：上吐下泻（繁体）
飛蛇 | A13/A13.01 | 民间叫法：带状疱疹（繁体；粤语多说生蛇）
耳水不平衡頭暈 | A11 | 香港叫法：耳源性眩晕（繁体）
盜汗潮熱 | A06.03/A05.01/A50.03 | 更年期症状（繁体）
跌打科 | A50.10/A04.03 | 民间对中医骨伤科的叫法
脑病科 | A03.03 | 民间对神经内科的叫法
胃肠科 | A03.02/A04.01 | 民间对消化内科（或胃肠外科）的叫法
防保科 | A01 | 民间对预防保健科（打疫苗）的叫法
qianliexian | A04.04 | 拼音：前列腺
jianzhouyan | A04.03/A21/A27 | 拼音：肩周炎
weijing | A03.02 | 拼音：胃镜
shuidou | A07/A13/A13.01 | 拼音：水痘，小孩看儿科，大人看皮肤科
xxgnk | A03.04 | 首字母：心血管内科
pins and needles | A03.03 | 手脚发麻、针刺感
UTI | A04.04/A03.06 | 尿路感染
morning-after pill | A05.03/A05.01 | 紧急避孕
hay fever | A03.09/A11 | 花粉症、过敏性鼻炎
floaters | A10 | 眼前黑影飘动
GP | A02 | 全科医生
ingrown toenail | A04.01/A13 | 嵌甲、甲沟炎
panic attack | A15.06/A15 | 惊恐发作
HPV shot | A01/A05.01 | 接种HPV疫苗
wisdom tooth | A12 | 智齿
hep B carrier | A16.03 | 乙肝携带者
ACL tear | A22/A04.03 | 前交叉韧带撕裂
low platelets | A03.05 | 血小板低
gout flare | A03.08/A03.07 | 痛风急性发作
烧心 | A03.02 | heartburn, acid reflux: 反酸挂消化内科 (attributed to the Anhui health commission guide and others)
拉肚子好几天了 | A03.02/A16.01 | 呕吐腹泻挂消化内科 (cont.jd.com); infectious diarrhoea goes to the 肠道门诊
心里扑通扑通跳得慌 | A03.04 | palpitations: 心悸胸闷挂心内科 (Tiantan guide, isolves.com)
我爸手抖 | A03.03 | elder's child: tremor is first seen in neurology (肢体抖动挂神经内科, Tiantan guide)
老忘事 | A03.03/A03.10 | elder: failing memory goes to neurology (pages say 神经内科/记忆门诊); geriatrics also runs memory clinics
血糖高 | A03.07 | diabetes: endocrinology; own knowledge
大脖子病 | A03.07/A04.01 | goitre: 内分泌科 or 普外/甲状腺外科 (fh21.com.cn)
尿里好多泡沫 | A03.06 | foamy urine, suspected protein: nephrology; own knowledge
脚趾头痛风又犯了 | A03.08/A03.07 | gout: 风湿免疫科 first, 内分泌科 also (fh21, 39yst)
查過敏原 | A03.09 | traditional characters; allergen testing: 变态反应(过敏)科; own knowledge
老慢支 | A03.01 | elder's word for chronic bronchitis: respiratory medicine; own knowledge
体检查出肺结节 | A03.01/A04.05 | 呼吸内科 or 胸外科, both (Chaoyang Hospital doctor's page)
奶上摸着个疙瘩 | A04.01 | breast lump: 乳腺外科, 没有的话就挂普外科 (health.ifeng.com)
屁股上長痔瘡 | A04.01 | traditional characters; no 肛肠 code in the city, piles belong to general surgery
小肠气 | A04.01 | popular name of hernia; an adult's goes to general surgery (rensheng22.com)
脑袋里长了个瘤子 | A04.02 | 脑瘤需手术挂神经外科 (Tiantan guide)
膝蓋痛 | A04.03 | traditional characters; knee pain: orthopaedics; own knowledge
崴脚了 | A04.03/A50.10 | sprained ankle: 四肢外伤挂骨科 (cont.jd.com); TCM 骨伤科 treats it equally
男孩割包皮 | A04.04 | foreskin surgery: 泌尿外科; the city has no 小儿泌尿外科 code
起夜好几趟尿不干净 | A04.04 | elder man, prostate: 泌尿外科; own knowledge
割双眼皮 | A04.08 | plastic surgery (no 医疗美容科 code in the city); own knowledge
大姨妈老不准 | A05.01 | slang for period; irregular periods: gynaecology; own knowledge
怀孕建档 | A05.02 | opening the maternity file is done at obstetrics; own knowledge
取环 | A05.03/A05.01 | IUD removal: 计划生育科, otherwise 妇科 (kangpuyun.com)
备孕一年了怀不上 | A05.05 | infertility: 生殖科; own knowledge
更年期一阵阵出汗 | A06.03/A05.01 | 更年期门诊 or 妇科 (buell.com.cn, kbhui.com)
娃发烧了 | A07 | parent: fever of a child: paediatrics; own knowledge
宝宝黄疸老退不下去 | A07.01/A07 | parent: newborn jaundice: 新生儿科, or 儿科; own knowledge
孩子積食 | A07.03/A07 | parent, traditional characters; 积食=小儿消化不良: 儿科/小儿消化 (familyhealthpaper.com)
孩子个子矮 | A09.01/A07.09 | parent: 生长发育科 or 儿科内分泌科 (0571elife.com)
孩子上课坐不住 | A09.03/A07.08 | parent: ADHD: 儿童心理/儿保 or 儿童神经内科 (bohe.cn, fh21)
長針眼 | A10 | traditional characters; stye: ophthalmology; own knowledge
睡觉打呼噜 | A11/A03.01 | 耳鼻咽喉科或者呼吸内科 (Peking University People's Hospital doctor's page)
配假牙 | A12 | elder: denture: stomatology; own knowledge
香港腳 | A13/A13.01 | traditional characters; athlete's foot: dermatology; own knowledge
缠腰龙 | A13/A13.01 | popular name of shingles; 首选皮肤科 (bohe.cn); 疼痛科 only for lasting pain
整宿睡不着 | A15/A15.06/A03.03 | insomnia: 精神心理科 or 神经内科 (bohe.cn); parent and sub-code of psychiatry both listed
小三阳 | A16.03 | popular name of hepatitis B carrier pattern: 肝炎专业; own knowledge
中风后走路不利索想锻炼 | A21 | stroke aftermath, training to walk: rehabilitation; own knowledge
扎针灸 | A50.13 | acupuncture is its own TCM department; own knowledge
xinneike | A03.04 | whole pinyin of 心内科
guke | A04.03 | whole pinyin of 骨科
shenneike | A03.03/A03.06 | whole pinyin of both 神内科 and 肾内科
erbihouke | A11 | whole pinyin of 耳鼻喉科
xhnk | A03.02 | initials of 消化内科
mnwk | A04.04 | initials of 泌尿外科
pfk | A13/A13.01 | initials of 皮肤科
nfmk | A03.07 | initials of 内分泌科
ENT | A11 | ear, nose and throat
OB-GYN | A05.01/A05.02 | covers both gynaecology and obstetrics
GP | A02 | general practitioner = 全科医疗科
UTI | A04.04/A03.06 | 尿路感染: 泌尿外科或肾内科 (120ask.com, bohe.cn)
anemia | A03.05 | blood disorder: haematology; own knowledge
root canal | A12 | dental; city has only 口腔科
pink eye | A10 | conjunctivitis
panic attacks | A15/A15.06 | anxiety: psychiatry / clinical psychology
torn ACL | A22/A04.03 | knee ligament: sports medicine or orthopaedics
TB | A17 | tuberculosis department
flu shot | A01 | vaccination: 预防保健科
chemo | A19 | chemotherapy: oncology
`;

export interface CollectedSaying {
  readonly saying: string;
  readonly right: readonly string[];
  readonly why: string;
}

/** A row each: the saying, the departments of which any is right, and why. */
export function sayingsIn(table: string): readonly CollectedSaying[] {
  return table.trim().split('\n').map(parseRow);
}

export const collectedSayings: readonly CollectedSaying[] = sayingsIn(rows);

function parseRow(row: string): CollectedSaying {
  const [saying = '', right = '', why = ''] = row.split(' | ');
  return { saying, right: right.split('/'), why };
}
