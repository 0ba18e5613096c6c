/**
 * Words of a sentence that may tell of a danger, beside those of the directory (`bff/scenes/directory/everyday-words/`), whose groups of
 * the same name they join: a row is `name | word, word`.
 */
export const signWords = `
chest | 胸, 胸口, 胸部, 前胸, 心口, 心前区, 左胸, 右胸, 胸骨, chest, breastbone
heart | 心脏
ache | 痛, 疼, 绞痛, 疼痛, 刺痛, 压榨, 撕裂, 绞, pain, painful, hurt, hurting, ache, aching, crushing, killing me
press | 闷, 堵, 压, 憋, 紧, 发紧, 揪, 不舒服, 难受, 大石头, tight, tightness, pressure, heavy, heaviness, squeezing, uncomfortable, discomfort
coldsweat | 冷汗, 大汗, 一身汗, 满头汗, 直冒汗, 冒汗, 出汗, sweat, sweating, sweaty, clammy
spread | 左臂, 左胳膊, 左手臂, 后背, 下巴, 牙床, 肩膀, 左肩, left arm, jaw, shoulder, my arm
half | 半边, 半边身, 半边身子, 半身, 半个身子, 半侧, 一侧, 单侧, 一边手脚, 左边手脚, 右边手脚, 左手左脚, 右手右脚, 左半身, 右半身, 左半边, 右半边, 左侧肢体, 右侧肢体, 半边手脚, 左边身子, 右边身子, 偏身, 左侧, 右侧, one side, left side, right side, half of my body, half my body, half of his body, half of her body, one half
limb | 左手, 右手, 左脚, 右脚, 左腿, 右腿, 左胳膊, 右胳膊, 一只手, 一条腿, 一只脚, 一条胳膊, 手脚, 胳膊, 腿, 手, left arm, right arm, left leg, right leg, left hand, right hand, one arm, one leg, arm, leg, hand
limp | 没力, 没劲, 无力, 没力气, 没有力气, 没有力, 使不上劲, 使不上力, 动不了, 不能动, 不会动, 动弹不得, 抬不起来, 抬不起, 瘫, 瘫了, 瘫痪, 不听使唤, 不听话, 麻, 发麻, 麻木, 麻了, 没知觉, 没感觉, 没有知觉, 拿不住, weak, weakness, numb, numbness, cant move, cannot move, wont move, went dead, limp, paralyzed, paralysed, no strength, cant lift, cannot lift
suddenly | 突然, 突然间, 忽然, 突发, 一下子, 猛地, 猛然, 刚才, 刚刚, suddenly, sudden, all of a sudden, just now
face | 脸, 半边脸, 嘴, 嘴巴, 嘴角, 口角, 口, 面, face, mouth, smile
crooked | 歪, 歪了, 歪斜, 斜, 斜了, 耷拉, 一边掉, crooked, drooping, droop, drooped, droopy, lopsided, hangs
speech | 说话, 讲话, 话, 言语, 口齿, 舌头, speech, talking, speaking, words, talk
unclear | 不清, 不清楚, 含糊, 不利索, 不利落, 大舌头, 说不清, 说不出, 讲不出, 讲不清, 吐字不清, slurred, slurring, slur, garbled, unclear, jumbled
eye | 眼, 眼睛, 左眼, 右眼, 一只眼, 一只眼睛, 双眼, 两眼, 眼前, eye, eyes
unseen | 看不见, 看不到, 瞎了, 失明, 一片黑, 全黑了, 黑了, 啥也看不见, cant see, cannot see, blind, went black, lost sight
head | 头, 脑袋, 脑壳, head
headache | 头痛, 头疼, 脑袋疼, 脑壳疼, headache
fierce | severe, terrible, unbearable, excruciating
worst | 从来没这么, 从来没这么疼过, 从来没这么痛过, 从来没有这么疼过, 从来没有这么痛过, 从没这么疼过, 从没这么痛过, 最厉害, 从来没有这么, 从没这么, 没这么厉害, 炸裂, 裂开, 要炸, 炸开, 雷击, 刀劈, 像被打了, 剧烈, 剧痛, 爆炸, worst, thunderclap, exploding, explode, like never before
stiff | 脖子硬, 脖子僵, 颈子硬, 脖子发硬, 低不下头, stiff neck, neck is stiff
fever | 发烧, 发热, 高烧, 高热, 烧到, 体温, 烧得, 38度, 39度, 40度, fever, temperature
fits | 抽了, 抽起来, 抽得, 抽, 眼睛往上翻, fits, shaking all over
blurred | 眼花, 看东西模糊, 视物模糊, 看不清, 眼冒金星, blurred vision, blurry vision, seeing spots
blow | 撞, 撞到, 撞了, 磕, 磕到, 磕了, 摔, 摔了, 摔到, 砸, 砸到, 跌, 跌倒, 挨了一下, hit, banged, bumped, knocked, fell
sick | 吐, 呕吐, 恶心, 想吐, 吐了, vomit, vomiting, threw up, throwing up
blood | 血, 鲜血, 出血, 流血, 血块, blood, bleed, bleeding
much | 很多, 好多, 大量, 大口, 一大摊, 一碗, 一盆, 不停, 止不住, 停不下来, 哗哗, 一直流, 涌, 喷, a lot, lots of, heavily, heavy, pouring, gushing, much, soaking
tar | 发黑, 黑, 漆黑, 柏油, 墨汁, black, tarry, tar
stool | 大便, 便, 屎, 拉的, 拉屎, stool, poo, poop
dizzy | 头晕, 晕, 发晕, 站不住, 站不稳, 眼前发黑, dizzy, faint, lightheaded
belly | 肚子, 肚, 小肚子, 下腹, 腹, 腹部, 肚皮, belly, stomach, abdomen, tummy
terrible | 剧痛, 剧烈, 疼死, 痛死, 要命, 受不了, 打滚, 直不起腰, 直不起身, 撕心裂肺, 满地打滚, 硬得像板, 像石头, 硬邦邦, 发硬, 板硬, terrible, unbearable, severe, excruciating, agony, rock hard, hard as
testicle | 睾丸, 蛋蛋, 阴囊, testicle, testicles, balls
private | 下身, 下面, 会阴, groin area
incontinence | 大小便失禁, 大小便控制不住, 尿不出来, 拉尿控制不住, 失禁, incontinent, cant control my bladder, lost control of my bladder
swell | 肿, 肿了, 肿起来, 肿得, 发紧, 堵住, swollen, swelling, closing, closing up, tightening
throat | 喉咙, 嗓子, 喉头, 咽喉, 舌头, 嘴唇, throat, tongue, lips
pregnant | 怀孕, 孕妇, 怀着孕, 怀了, 孕, 有喜, 大肚子, pregnant, pregnancy, weeks pregnant
show | 见红, 见红了, 流水, spotting, leaking
unborn | 胎动, 胎儿, 肚子里的孩子, 肚里的孩子, 宝宝, 孩子, 胎, baby, kicks, kicking
still | 不动, 不动了, 没动, 没动静, 少了, 减少, 没了, 变少, stopped moving, not moving, stopped kicking, moving less, no movement
child | 孩子, 宝宝, 娃, 小孩, 婴儿, 新生儿, 小宝, baby, child, infant, newborn, toddler
unfed | 不吃奶, 不肯吃奶, 吃不进奶, 不喝奶, 不喝水, 不吃不喝, 拒奶, wont feed, not feeding, wont drink, refuses milk, wont eat or drink
swallow | 吞了, 吞下, 吞进, 误吞, 咽下去, 吃进去, swallowed, swallow, ate
button | 电池, 纽扣电池, 磁铁, 磁力珠, 硬币, 钉子, 针, battery, magnet, magnets, coin, needle
toxic | 农药, 百草枯, 敌敌畏, 老鼠药, 洗洁精, 消毒水, 漂白水, 甲醇, 毒药, 毒蘑菇, 野蘑菇, 整瓶药, 一瓶药, 一整瓶, 一把药, 敌草快, 除草剂, 杀虫剂, 洁厕灵, 84消毒液, pesticide, rat poison, bleach, detergent, poison, whole bottle, weedkiller, antifreeze
toomany | 一瓶, 一把, 好多, 很多, 几十片, 整瓶, 一整瓶, 全部, too many, a lot of, whole bottle of, all my, all of my, a handful of
medicine | 安眠药, 药, 药片, 降压药, 止痛药, 感冒药, pills, tablets, medicine, paracetamol, sleeping pills
drink | 喝了, 喝, 吃了, 吃, 误服, 服了, 吞, 吞了, drank, drink, ate, took, taken, swallowed
overdo | 吃多, 吃错药, 药吃错, 吃错了药, 中毒, 一氧化碳, 煤气中毒, 煤气, 服毒, 药物过量, overdose, overdosed, poisoned, carbon monoxide, wrong medicine
scalded | 热油, 开水, 油溅, 烫, 烫得, 滚水, hot oil, boiling water, 烫伤, 烫了, 烫到, 烧伤, 开水烫, 被烫, 火烧, burn, burned, burnt, scalded
wide | 大片, 大面积, 一大片, 全身, 半个身子, 脸上, 脸, 满身, 整条, large, big, whole, face, all over
into | 溅, 溅到, 溅进, 进了, 弄进, 喷到, 扎, 扎到, 戳, 戳到, 打到, 打了, 划, 划到, 划破, splashed, got in, in my eye, poked, stabbed, cut
chemical | 石灰, 酸, 碱, 药水, 洗涤剂, 胶水, 化学, 消毒液, 酒精, acid, bleach, lime, chemical, glue, cleaner
hip | 大腿根, 胯, 髋, 胯骨, 屁股, hip
floored | 站不起来, 起不来, 站不起, 爬不起来, 走不了, cant stand, cannot stand, cant get up, cant walk
bone | 骨头, 骨, 胳膊, 腿, 手腕, bone, arm, leg
outside | 露出来, 戳出来, 变形, 断了, 折了, 骨折, 弯了, sticking out, deformed, broken, snapped
heat | 太阳下, 暴晒, 高温, 中暑, 热射病, 大太阳, 工地, in the sun, heat stroke, heatstroke, in the heat
confused | 糊涂, 迷糊, 胡话, 说胡话, 神志不清, 意识不清, 叫不醒, 喊不醒, 昏迷, 没反应, confused, confusion, unresponsive, wont wake up, hard to wake, delirious
chilled | 冻, 冻僵, 受冻, 掉水里, 落水, 掉冰里, freezing, frozen, fell in the water, hypothermia
sugar | 血糖, 糖尿病, 胰岛素, 降糖药, sugar, diabetic, diabetes, insulin
lips | 嘴唇, 嘴, 脸, 指甲, lips, face
blue | 发紫, 发青, 紫了, 青紫, 乌紫, 发乌, blue, purple
stuck | 卡住, 噎住, 噎着, 卡了, 呛住, 堵住, stuck, choking, choked
edible | 汤圆, 年糕, 果冻, 馒头, 花生, 骨头, 糖块, 饭团
breathless | 气短, 喘, 胸闷, 喘不上气, 喘不过气, short of breath, breathless, cant breathe
shaky | 手抖, 发抖, 冒汗, 冒冷汗, 出汗, 发饿, 饿得慌, 心慌, shaky, shaking, sweating, sweaty, trembling
bellyache | 肚子痛, 肚子疼, 肚痛, 肚疼, 腹痛, 小肚子痛, 小腹痛, 下腹痛, belly pain, stomach pain, abdominal pain, belly hurts, stomach hurts, cramps, pain in my belly, tummy hurts
eyeache | 眼睛痛, 眼睛疼, 眼痛, 眼疼, 眼胀痛, 眼睛胀痛, eye pain, eye hurts, painful eye
wont | 喘不上, 说不出话, 咳不出来, 吐不出来, 脸憋红, cant breathe, cant speak
dots | 红点, 紫点, 紫斑, 紫红, 出血点, 瘀点, purple spots, purple rash
rash | 疹, 起疹, 疹子, 风团, 荨麻疹, 过敏, rash, hives, allergic
racing | 心慌, 心悸, 心跳, 心跳得快, 心跳很快, palpitations, racing heart, heart is racing, heartbeat
nonstop | 停不下来, 一直停不下来, 正在, 现在还, 止不住, wont stop, right now, not stopping
leg | 腿, 脚, 小腿, 大腿, leg, foot, calf
icy | 冰凉, 冰冷, 发白, 苍白, 没有脉, cold and pale, white and cold, ice cold
plain | 无明显诱因, 无诱因, 无明显原因, 没有明显诱因, 没有诱因, 没有原因, 没有明显原因, 无任何诱因, 没任何诱因, without any reason, for no reason, no apparent reason, without warning, dont know why, dont know, do not know, 不知道, 不小心, 不清楚, 无意, 没办法, 不明原因, 原因不明, 不断, 不停, 没想到, 不得了, 不好, 不行, 不能, 不敢, 不过, 差不多, 只不过, 不但, 不仅, 不光, 无论, 不管, 没事, 没多久, 没几天, 不久, 没注意, 没睡好, 没睡, 没吃, 没去, 没看, 没法, 没用, 没来, 不愿意, 不想去, 不该, 不太好, 无缘无故, 没什么原因, 没原因, 不放心, now and then, not sure, no idea, no reason, not only, no doubt, cant sleep, non stop, nonstop, 没完没了, 没完, 不由自主, 没人, 没钱, 没带, 没医保
`;

/**
 * What of it is a sign: a row is `sign | words` for words that are one by themselves, or `sign | name + name` for two of the groups near
 * each other, `name + name + name` for three; several ways to tell it are several rows.
 */
export const signRows = `
chest-now | 胸痛, 胸疼, 胸口痛, 胸口疼, 心绞痛, 心梗, 心肌梗死, 心肌梗塞, 心口痛, 心口疼, chest pain, heart attack, pain in the chest
chest-now | chest + ache
chest-now | heart + ache
chest-now | ache + chest
chest-sweat | chest + press & coldsweat
chest-spread | chest + press & spread
chest-spread | chest + ache & spread
palpitations-now | racing & nonstop
breathless | 喘不动气, 喘不动, 喘不上气, 喘不上来气, 喘不过气, 喘不过气来, 喘不上来, 上不来气, 透不过气, 透不过气来, 呼吸困难, 没法呼吸, 不能呼吸, 呼吸不了, 无法呼吸, 憋死了, 快憋死, 憋得喘不上, 喘得厉害, 喘得说不出话, 喘得说不成话, 气都喘不过来, 喘不了气, 喘得不行, cant breathe, cannot breathe, cant catch my breath, cannot catch my breath, barely breathe, hardly breathe, cant get air, cant get enough air, struggling to breathe, trouble breathing, difficulty breathing, hard to breathe, gasping, gasping for air, not able to breathe, unable to breathe, severe shortness of breath, too breathless
lips-blue | lips + blue
choking | 噎住了, 卡住气管, 气管卡住, choking on, choking, chokes
choking | stuck & wont
choking | edible & stuck
throat-swollen | throat + swell
throat-swollen | swell + throat
throat-swollen | rash & throat + press
hives-faint | rash & dizzy
fainted | 晕倒, 昏倒, 晕过去, 昏过去, 昏厥, 晕厥, 晕死过去, 失去知觉, 失去意识, 倒地不醒, 休克, passed out, fainted, blacked out, lost consciousness, collapsed, fainting
convulsion | seizure
convulsion | fever & fits
drowsy | lifeless
breathless | nobreath
bleeding-heavy | gushing
side-weak | freshstroke
poison | poison
convulsion | 抽搐, 抽风, 抽过去, 惊厥, 全身抽, 口吐白沫, 羊癫疯, 羊角风, 癫痫发作, seizure, convulsion, convulsing, having a fit, had a fit, fitting
drowsy | 叫不醒, 喊不醒, 昏迷, 不省人事, 神志不清, 意识不清, 意识模糊, 昏睡不醒, 没反应了, 说胡话, 没有呼吸了, 没心跳, unconscious, unresponsive, wont wake up, hard to wake, cant wake, not waking up, delirious, very confused, not breathing
side-weak | 中风, 脑梗, 脑出血, 脑溢血, 偏瘫, 半身不遂, having a stroke, stroke
side-weak | half + limp
side-weak | suddenly + limb + limp
side-weak | limb + suddenly + limp
side-weak | limp + half
side-weak | suddenly & limp + limb
face-crooked | 嘴歪, 嘴歪了, 口眼歪斜, 嘴角歪, 脸歪, 歪嘴, 面瘫
face-crooked | face + crooked
face-crooked | face + limp
speech | 说不出话, 说不出话来, 讲不出话, 话说不清, 说话不清, 说话不清楚, 口齿不清, 大舌头, 不会说话了, 失语, 说话含糊, 吐字不清, slurred speech, cant speak, cannot speak, cant talk, slurring
speech | speech + unclear
sight-lost | 突然看不见, 突然失明, 突然瞎了, 忽然看不见, 一下子看不见, lost my sight, lost vision, lost sight, went blind, sudden blindness, loss of vision, loss of sight
sight-lost | eye + unseen
sight-lost | suddenly + unseen
headache-worst | headache & worst
headache-worst | head + ache & worst
headache-worst | suddenly & head + worst
headache-worst | suddenly & fierce + headache
headache-worst | thunderclap headache, worst headache, 最痛的头痛, 最疼的头痛, 头最痛, 头最疼
neck-stiff | fever & stiff
neck-stiff | headache & stiff
head-hit | head & blow & sick
head-hit | blow & headache
head-hit | head & blow & confused
head-hit | head & blow & dizzy
bleeding-heavy | 大出血, 血流不止, 流血不止, 出血不止, 止不住血, 血止不住, 血流如注, wont stop bleeding, bleeding wont stop, cant stop the bleeding, bleeding heavily, heavy bleeding
bleeding-heavy | blood + much
bleeding-heavy | much + blood
vomit-blood | 吐血, 呕血, 吐了血, 吐出血, 吐鲜血, 吐咖啡, vomiting blood, vomited blood, threw up blood, throwing up blood, coffee grounds
vomit-blood | sick + blood
cough-blood | 大咯血, 大口咳血, 咳大口血, 咳了很多血, 咯血不止, coughing up a lot of blood, coughing up lots of blood
black-stool | 黑便, 柏油便, 柏油样便, black stool, tarry stool
black-stool | stool + tar
dizzy-weak | dizzy
belly-hard | belly + ache + terrible
belly-hard | belly + terrible
belly-hard | 肚子剧痛, 腹痛剧烈, 剧烈腹痛
belly-hard | terrible + belly + ache
urine-stopped | 尿憋着出不来, 没尿了, 一天没尿, 一天没有尿, 尿不出来, 尿不出, 一滴尿都没有, 撒不出尿, cant pee, cannot pee, unable to pee, cant pass urine, cannot pass urine
testicle-pain | suddenly + testicle + ache
testicle-pain | testicle + suddenly + ache
testicle-pain | testicle + terrible
legs-numb | private + limp
legs-numb | limp + incontinence
legs-numb | 大小便失禁, 大小便控制不住, 两腿没知觉, incontinent
back-tearing | 撕裂样痛, 撕裂一样痛, 后背撕裂, tearing pain
leg-cold | leg + icy
leg-swollen-breath | leg + swell & breathless
rash-purple | dots
heat-stroke | 热射病, heat stroke, heatstroke
heat-stroke | heat & confused
cold | chilled & confused
poison | drink & toxic
poison | drink & toomany + medicine
poison | overdo
child-swallowed | swallow + button
low-sugar | sugar & shaky
sugar-high | sugar & sick
hip-fall | blow & hip & ache
hip-fall | blow & floored
bone-out | bone + outside
burn-large | scalded & wide
eye-hurt | eye + into
eye-hurt | into + eye
eye-hurt | chemical + eye
eye-hurt | eye + chemical
eye-pain | eyeache & headache & sick
cannot-swallow | 口水都咽不下, 咽不下口水, 口水也咽不下, 水都咽不下去, cant swallow my spit, drooling
child-feeding | unfed
infant-fever | 月子里发烧, 没满月发烧
pregnant-blood | pregnant & blood
pregnant-blood | 羊水破, 羊水破了, 破水, 破水了, 先兆流产, waters broke, water broke, waters have broken
pregnant-blood | pregnant & show
pregnant-pain | pregnant & bellyache
pregnant-pain | pregnant & belly + ache
pregnant-still | pregnant & unborn + still
pregnant-still | 胎动少了, 胎动减少, 胎动没了, 没有胎动, 胎动消失, 不胎动, 感觉不到胎动
pregnant-head | pregnant & headache
pregnant-head | pregnant & head + ache
pregnant-head | pregnant & blurred
not-live | 结束这一切, 结束一切, 去死, 想结束自己, 结束自己, 活着是多余, 我是多余, 活着多余, 累赘, 活腻, 活得太累, 活着太累, 活着好累, 活着累, 没活头, 没脸活, 不配活, 不值得活, 撑不下去, 活着没劲, 离开人世, 走了算了, 不想活着, 想一死, 没有活着的意思, not worth living, no point in living, cant go on, dont want to go on, want to disappear, rather be dead, nothing to live for, dont want to be here anymore, wish i could die, feel like dying, ending my life, 不想活, 不想活了, 活着没意思, 活着没意义, 活着没有意思, 活够了, 活不下去, 活不下去了, 不如死, 不如死了, 死了算了, 想死, 想自杀, 自杀, 轻生, 寻短见, 寻死, 想跳楼, 跳楼, 结束生命, 了结自己, 一了百了, 没有活下去, 不想醒来, 不想再醒, 想离开这个世界, 生不如死, want to die, wish i was dead, wish i were dead, better off dead, do not want to live, dont want to live, dont want to be alive, do not want to be alive, kill myself, killing myself, end my life, end it all, suicide, suicidal, no reason to live, dont want to wake up, take my own life, tired of living
self-harm | 割手腕, 割脉, 割腕, 自残, 自伤, 伤害自己, 割自己, 划自己, 打自己, 想伤害自己, 上吊, hurt myself, harm myself, cut myself, cutting myself, self harm, slit my wrist, hang myself
harm-others | 想杀人, 想杀了他, 想杀了她, 想打死, 杀了他们, 同归于尽, 想砍人, kill him, kill her, kill them, kill someone, hurt someone, want to kill somebody
violence | 打我, 揍我, 踢我, 掐我, 欺负我, 威胁我, 关起来, hit me, hits me, hitting me, beat me up, hurts me, threatens me, threatening me, kicks me, 家暴, 被打, 他打我, 她打我, 老公打我, 丈夫打我, 打老婆, 挨打, 被老公打, 被丈夫打, 被男朋友打, 被爸爸打, 被妈妈打, 掐我脖子, 虐待, 被虐待, 儿子打我, 男朋友打我, 被人打, he hits me, he beats me, hits me, beats me, beat me, abuse, abused, domestic violence, my husband hit me, choked me, strangled me, being beaten
sexual-violence | 强奸, 被强奸, 性侵, 被性侵, 猥亵, 被猥亵, 强暴, 被侵犯, raped, rape, sexually assaulted, sexual assault, molested
`;
