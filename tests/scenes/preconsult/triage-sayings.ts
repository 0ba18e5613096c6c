/**
 * What people say, and what has to come of it: a row is `text | flag sign`, `text | ask sign` (past, feared, or not clear) or
 * `text | none topic` (`-` where no topic is told). Written by hand, apart from the words of the rules.
 */
export const sayings = `
胸痛两个小时了 | flag chest-now
我胸口疼 | flag chest-now
心口窝一阵一阵地疼 | flag chest-now
胸口压着痛，还出冷汗 | flag chest-now
胸闷，直冒冷汗 | flag chest-sweat
胸闷，一身冷汗 | flag chest-sweat
胸闷，出了一身大汗 | flag chest-sweat
胸闷两天 | flag chest-new
胸闷三天了，越来越重 | flag chest-new
胸口发闷，从昨天开始 | flag chest-new
今天早上起来胸口堵得慌 | flag chest-new
胸闷三个月，今天加重了 | flag chest-new
心脏疼得厉害 | flag chest-now
可能是心梗，胸口疼得要命 | flag chest-now
我爸胸口疼，喘不上气 | flag chest-now
老公突然说胸口痛 | flag chest-now
胸口像压了块大石头，痛到左胳膊 | flag chest-spreads
頭暈，胸口好痛 | flag chest-now
心慌停不下来 | flag palpitations-now
现在心慌得厉害，一直停不下来 | flag palpitations-now
喘不上气 | flag breathless
上不来气，躺不下 | flag breathless
我呼吸困难 | flag breathless
孩子喘不过气来，嘴唇发紫 | flag breathless
嘴唇发紫 | flag lips-blue
孩子嘴唇都青紫了 | flag lips-blue
吃花生卡住了，说不出话 | flag choking
老人吃汤圆噎住了 | flag choking
吃了虾喉咙肿起来了 | flag throat-swollen
打了针以后舌头肿了，全身起疹子 | flag throat-swollen
今天晕倒了 | flag fainted
刚才在厕所昏过去了 | flag fainted
没有头晕，昨天突然晕倒一次 | flag fainted
孩子抽风了 | flag convulsion
昨晚抽搐了两次 | flag convulsion
口吐白沫，叫不醒 | flag convulsion
叫不醒了 | flag drowsy
爷爷今天说胡话，认不出人 | flag drowsy
突然半边手脚没力气 | flag side-weak
早上起来左边手脚动不了 | flag side-weak
右半身发麻，拿不住筷子 | flag side-weak
一侧肢体没劲 | flag side-weak
半边身子麻木 | flag side-weak
没有外伤，突然半边没劲 | flag side-weak
没有外伤突然半边没劲 | flag weak-today
我妈中风了 | flag side-weak
左手突然没力了 | flag side-weak
嘴歪了 | flag face-crooked
吃饭时发现嘴角歪斜 | flag face-crooked
半边脸耷拉下来 | flag face-crooked
说话不清楚，流口水 | flag speech
突然说不出话来 | flag speech
舌头大，话说不清 | flag speech
右眼突然看不见了 | flag sight-lost
眼前一片黑，什么都看不见 | flag sight-lost
头痛得像要炸开，从来没这么疼过 | flag headache-worst
突然剧烈头痛 | flag headache-worst
昨天突然剧烈头痛 | flag headache-worst
昨天开始头痛，这辈子最厉害的 | flag headache-worst
昨天头痛，从来没这么疼过 | flag headache-worst
一生中最痛的头痛，昨天开始的 | flag headache-worst
昨天头痛 | none headache
脑袋突然像被雷击一样疼 | flag headache-worst
发烧，脖子硬，低不下头 | flag neck-stiff
发烧头痛脖子僵 | flag neck-stiff
从楼梯上摔下来撞到头，吐了两次 | flag head-hit
摔到头以后头痛 | flag head-hit
血止不住 | flag bleeding-heavy
下面出血很多 | flag bleeding-heavy
鼻血流了半小时止不住 | flag bleeding-heavy
吐血了 | flag vomit-blood
吐了一大口鲜血 | flag bleeding-heavy
大口咳血 | flag cough-blood
大便发黑，头晕站不住 | flag black-stool-dizzy
拉黑便，人很晕 | flag black-stool-dizzy
肚子疼得直不起腰 | flag belly-hard
肚子剧痛，硬得像板 | flag belly-hard
肚子疼得满地打滚 | flag belly-hard
一天没尿了，肚子胀 | flag urine-stopped
睾丸突然很疼 | flag testicle-pain
蛋蛋突然疼得厉害 | flag testicle-pain
两腿没知觉，大小便失禁 | flag legs-numb
背上撕裂样痛 | flag back-tearing
右腿突然冰凉发白 | flag leg-cold
身上好多紫红的点，按了不退 | flag rash-purple
在太阳下干活中暑了，人糊涂了 | flag heat-stroke
喝了农药 | flag poison
吃了一瓶安眠药 | flag poison
煤气中毒 | flag poison
孩子吞了纽扣电池 | flag child-swallowed
有糖尿病，手抖冒汗 | flag low-sugar
奶奶摔了一跤，大腿根疼站不起来 | flag hip-fall
胳膊摔断了，骨头都露出来了 | flag bone-out
被开水烫伤，半个身子都是泡 | flag burn-large
石灰溅到眼睛里了 | flag eye-hurt
眼睛被树枝戳到了 | flag eye-hurt
眼睛痛，头痛，想吐 | flag eye-pain
口水都咽不下去 | flag cannot-swallow
宝宝不吃奶 | flag child-feeding
怀孕三个月，下面出血 | flag pregnant-blood
孕妇见红了 | flag pregnant-blood
怀孕八个月肚子痛 | flag pregnant-pain
胎动少了 | flag pregnant-still
怀孕，今天孩子不动了 | flag pregnant-still
我不想活了 | flag not-live
活着没意思 | flag not-live
想死 | flag not-live
没有什么病，就是不想活了 | flag not-live
不想活了好几个月 | flag not-live
我怕我会自杀 | flag not-live
睡不着，总想着死了算了 | flag not-live
割腕了 | flag self-harm
我老公打我 | flag violence
被人打了，头疼 | flag violence
我被强奸了 | flag sexual-violence
没有不舒服，就是胸口疼 | flag chest-now
不是不想说，是说不出话 | flag speech
不但胸痛，还喘不上气 | flag chest-now
胸口没有一天不痛 | flag chest-now
没上班胸痛 | ask chest-now
不知道为什么胸口疼 | flag chest-now
没什么原因胸口痛起来了 | flag chest-now
无外伤，无发热，胸痛1小时 | flag chest-now
没睡好，胸口痛 | flag chest-now
没吃早饭，突然晕倒 | flag fainted
发烧咳嗽没有胸痛，但是喘不上气 | flag breathless
肚子不痛，胸口痛 | flag chest-now
头不晕，半边手脚没劲 | flag side-weak
没有发烧，没有咳嗽，就是嘴歪了 | flag face-crooked
xiongkouteng | flag chest-now
buxianghuo | flag not-live
chuanbushangqi | flag breathless
banshenbusui | flag side-weak
I have chest pain | flag chest-now
my chest hurts | flag chest-now
pain in my chest and left arm | flag chest-now
Chest tightness for two days | flag chest-new
tight chest since this morning | flag chest-new
crushing pain in the chest | flag chest-now
I can't breathe | flag breathless
my dad is struggling to breathe | flag breathless
lips are blue | flag lips-blue
sudden weakness of one side | flag side-weak
my left arm suddenly went numb | flag side-weak
one side of my body is numb | flag side-weak
I think I'm having a stroke | flag side-weak
his face is drooping | flag face-crooked
slurred speech since an hour | flag speech
I suddenly can't see with my right eye | flag sight-lost
worst headache of my life | flag headache-worst
sudden severe headache, the worst of my life, it began yesterday | flag headache-worst
sudden severe headache yesterday | flag headache-worst
headache since yesterday | none headache
fever and a stiff neck | flag neck-stiff
I passed out yesterday | flag fainted
my son had a seizure | flag convulsion
he won't wake up | flag drowsy
bleeding won't stop | flag bleeding-heavy
I am vomiting blood | flag vomit-blood
black stool and dizzy | flag black-stool-dizzy
throat is closing up after peanuts | flag throat-swollen
my throat is swelling | flag throat-swollen
I took a whole bottle of pills | flag poison
she swallowed a button battery | flag child-swallowed
bleach splashed in my eye | flag eye-hurt
pregnant and bleeding | flag pregnant-blood
I am pregnant and my belly hurts | flag pregnant-pain
the baby stopped moving and I am pregnant | flag pregnant-still
I do not want to live | flag not-live
I don't want to live anymore | flag not-live
I want to die | flag not-live
thinking about suicide | flag not-live
I cut myself | flag self-harm
my husband beats me | flag violence
I was raped | flag sexual-violence
no fever but chest pain | flag chest-now
no cough, no fever, just chest pain | flag chest-now
not feeling well, chest pain | flag chest-now
I don't know why my chest hurts | flag chest-now
sudden testicle pain | flag testicle-pain
我没有胸痛 | none -
胸不痛 | none -
不胸闷，不胸痛，就是脚疼 | none joints
没有胸闷、胸痛、心慌，来开药 | none refill
否认胸痛、气促、晕厥 | none -
头晕没有，胸痛没有，就是膝盖疼 | none joints
没有想自杀，就是睡不好 | ask not-live
没有不想活 | ask not-live
以前中风过，来复查 | ask side-weak
中风后康复 | ask side-weak
脑梗三年了，来开药 | ask side-weak
半边没劲三年了 | ask side-weak
以前晕倒过一次 | ask fainted
去年胸痛过，现在好了 | ask chest-now
刚才胸痛，现在好了 | flag chest-new
小时候抽搐过 | ask convulsion
担心自己会中风 | ask side-weak
是不是心梗 | ask chest-now
想查一下心梗的风险 | ask chest-now
如果胸痛怎么办 | ask chest-now
胸痛半年了，来看看 | ask chest-now
呼吸困难两个月 | ask breathless
以前想过自杀 | ask not-live
胸闷 | none chest
胸口有点闷 | none chest
心慌 | none palpitations
心慌两个月，一阵一阵的，今天没有，不痛，没有晕倒 | none palpitations
感冒咳嗽三天 | none cough
发烧39度 | none fever
拉肚子两天 | none stool
头痛 | none headache
有点头晕 | none dizziness
腰疼 | none back
膝盖疼 | none joints
身上痒，起疹子 | none skin
牙疼 | none teeth
嗓子痛 | none ent
眼睛痒 | none eyes
月经不调 | none women
来产检 | none pregnancy
睡不着觉 | none mood
血糖高，来复查 | none diabetes
量血压 | none pressure
来开降压药 | none pressure
配点药 | none refill
脚崴了 | none injury
肚子不舒服 | none belly
尿频尿急 | none urine
孩子不爱说话 | none child
阳痿 | none men
随便看看 | none -
你好 | none -
我要看医生 | none -
kesou | none cough
touyun | none dizziness
palpitations now and then for two months, none today, no pain, no fainting | none palpitations
I have no chest pain | none -
I don't have chest pain, I just need my prescription | none refill
no chest pain, shortness of breath, or fainting | none -
denies chest pain and fever, knee pain for a week | none joints
I am worried about a stroke | ask side-weak
I had a stroke three years ago | ask side-weak
chest pain last year, fine now | ask chest-now
cough for a week | none cough
sore throat | none ent
back pain | none back
refill of blood pressure pills | none pressure
I can't sleep | none mood
knee pain | none joints
rash and itching | none skin
hello | none -
`;
