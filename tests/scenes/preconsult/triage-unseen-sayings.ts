/** More of the same, written after the words of the rules and without looking at them: what they know of what they were not made for. */
export const unseenSayings = `
爸爸早上起来胳膊抬不起来，嘴也歪了 | flag face-crooked
胸口闷闷的，喘气费劲，两天了 | flag chest-new
昨天半夜胸口绞着疼，疼醒了 | flag chest-now
这两天老觉得胸口压得慌 | flag chest-new
走着走着就晕倒在地上 | flag fainted
老婆怀孕七个月，肚子一阵阵疼 | flag pregnant-pain
孩子发烧抽了 | flag convulsion
娃娃叫都叫不醒 | flag drowsy
鱼刺卡喉咙里了 | none ent
我要去死 | flag not-live
活着太累了，想结束自己 | flag not-live
觉得自己活着是多余的 | flag not-live
前夫天天打我 | flag violence
被狗咬了，血流不止 | flag bleeding-heavy
切菜切到手，血一直流 | flag bleeding-heavy
痔疮，大便带一点血 | none stool
胃疼，今天大便是黑的，头很晕 | flag black-stool-dizzy
误喝了消毒水 | flag poison
洗洁精当水喝了 | flag poison
一氧化碳中毒 | flag poison
被热油溅到脸上，烫得全是泡 | flag burn-large
油漆溅进眼睛 | flag eye-hurt
从树上摔下来，腿断了 | flag bone-out
头被砖头砸了，现在一直恶心呕吐 | flag head-hit
奶奶摔倒后髋部疼，起不来了 | flag hip-fall
不胸痛不胸闷不心慌 | none -
没有任何胸痛 | none -
从来没有胸痛过 | none -
胸口不疼也不闷，就是咳嗽 | none cough
我没有发烧，也没有呼吸困难 | none -
没有半边没力 | none -
没有抽搐，没有昏迷，头有点疼 | none headache
不喘，不憋气 | none -
胸不闷但是心口疼 | flag chest-now
没胸闷，有胸痛 | flag chest-now
说话没有问题，就是右手右脚突然使不上劲 | flag side-weak
并不是胸痛，是胃不舒服 | none belly
十年前得过心梗 | ask chest-now
我爷爷以前中风 | ask side-weak
怕自己得了脑梗 | ask side-weak
要开心梗后吃的药 | ask chest-now
右腿麻了半年 | none weakness
一个月前晕过一次 | none dizziness
心脏偶尔疼，有半年了 | ask chest-now
眼睛花，看不清楚 | none eyes
头疼得厉害，有三天了 | none headache
大便干，好几天没拉了 | none stool
宝宝咳嗽，有痰 | none cough
手上长了个疙瘩 | none skin
想看中医 | none -
My heart hurts and I'm sweating | flag chest-now
My mother has had chest pain since this morning | flag chest-now
There is pressure on my chest, it started an hour ago | flag chest-new
I can barely breathe | flag breathless
He collapsed at work | flag fainted
half of my face is drooping and I can't talk | flag face-crooked
My right arm and leg are weak since this morning | flag side-weak
Grandpa suddenly cannot speak | flag speech
I feel like killing myself | flag not-live
life is not worth living | flag not-live
My boyfriend hits me | flag violence
I'm 30 weeks pregnant with heavy bleeding | flag pregnant-blood
my baby is not moving, I'm 8 months pregnant | flag pregnant-still
took too many sleeping pills | flag poison
The child drank bleach | flag poison
hot oil burned my whole arm | flag burn-large
I never had chest pain or fainting | none -
no weakness, no trouble speaking, just a headache | none headache
without chest pain or breathlessness | none -
stomach ache for three days | none belly
I have had palpitations for a year | none palpitations
I used to have seizures as a child | ask convulsion
ear ache | none ent
my tooth hurts | none teeth
左胸口像针扎一样疼，今早开始的 | flag chest-now
胸口发紧，喘不动气，一个小时 | flag breathless
胸口憋得难受，昨晚到现在 | flag chest-new
爬楼胸闷，歇一会儿就好，有半年了 | none chest
吃完饭胸口火辣辣的，好几个月了 | none chest
右边胳膊和腿突然抬不起来 | flag side-weak
我爱人嘴巴歪到一边，话也说不明白 | flag face-crooked
半边脸没知觉 | flag face-crooked
手麻，脖子也不舒服 | none weakness
眼睛忽然一下子看不见东西 | flag sight-lost
头像裂开一样疼 | flag headache-worst
孩子头撞了桌角，一直吐 | flag head-hit
宝宝三天没怎么喝奶，不肯吃奶 | flag child-feeding
小孩嘴唇发紫，喘得厉害 | flag lips-blue
误服了老鼠药 | flag poison
喝了半瓶敌敌畏 | flag poison
晚上吃了安眠药还是睡不着 | none mood
吃了很多安眠药 | flag poison
大出血 | flag bleeding-heavy
月经量大，一直流血止不住 | flag bleeding-heavy
流鼻血 | none ent
大便像柏油，人发软站不住 | flag black-stool-dizzy
吐的东西里有血 | flag vomit-blood
怀孕5个月下面流血了 | flag pregnant-blood
我怀孕了，头很痛，看东西模糊 | flag pregnant-head
感觉不到胎动了 | flag pregnant-still
被蜜蜂蜇了，喉咙发紧，喘不上气 | flag breathless
吃了芒果嘴唇肿，全身起疹子 | flag throat-swollen
活得没意思，不想活 | flag not-live
我想结束这一切 | flag not-live
女儿在家割手腕 | flag self-harm
他掐我脖子 | flag violence
小腿骨折，骨头戳出来了 | flag bone-out
油锅着火烧到脸 | flag burn-large
眼睛里溅了碱水 | flag eye-hurt
老人家摔倒了，起不来 | flag hip-fall
晒了一天太阳，发高烧说胡话 | flag drowsy
糖尿病，出冷汗，手抖得厉害 | flag low-sugar
两条腿突然没知觉，尿也尿不出来 | flag urine-stopped
不咳嗽不发烧，就是没力气 | none weakness
没有头痛头晕，血压有点高 | none pressure
没有外伤史，膝盖肿了 | none joints
从不抽烟喝酒，最近咳嗽 | none cough
胸口没什么不舒服 | none -
并没有喘不上气 | none -
以前喘过，现在不喘 | none breath
My chest feels really tight since yesterday | flag chest-new
Can't move my right side | flag side-weak
My wife's speech is slurred | flag speech
sudden loss of vision in one eye | flag sight-lost
I keep throwing up and can't keep water down | none belly
he is choking | flag choking
swollen tongue and hives | flag throat-swollen
my grandson drank bleach | flag poison
I have thoughts of ending my life | flag not-live
I'm being abused at home | flag violence
My waters broke | flag pregnant-blood
no longer have chest pain | ask chest-now
I had chest pain an hour ago | flag chest-now
blood pressure check | none pressure
`;
