/** What is said in Hong Kong, in Taiwan, in the north, in Sichuan, along the Yangtze; and what visitors say who spell as they hear. */
export const regionalWords = `
甩头发, 甩头毛, 香港脚, 香江脚, 主妇手, 富贵手, 汗斑, 暗疮, 生暗疮, 粉瘤痘, 皮蛇, 生蛇, 飞蛇, 生热痱, 热痱, 生癣, 风疹, 风块, 风癞, 风疹团, 起风疹, 湿毒, 皮肤敏感, 异位性皮肤炎, 蚊叮, 头皮, 脂溢性皮炎, 汗管瘤, 白蚀, 生疮, 出汗疹, 生癞, 鬼剃头, 长火疖子, 出红点, 身痕, 好痕, 发风, 风膜, 起疹块, 烂脚罅, 干癣, 鱼鳞刺, 脚底生粒, 头泥, 生头虱, 臭狐, 蛇缠身, 缠身蛇, 火蛇, 蜘蛛蛋, 冻包, 洋辣子, 热毒疮 | A13, A13.01 | usage: said in Hong Kong, Taiwan and in dialects of what ICD-10 has as B02, B35, L00–L99
鬼风疙瘩, 起鬼风疙瘩, 起风疙瘩, 风丹, 刺挠, 身上刺挠, 浑身刺挠 | A13, A13.01 | usage: said in the north of what ICD-10 has as L29, L50
割盲肠, 盲肠, 盲肠痛, 小肠疝, 小肠疝气, 大肠疝, 割痔疮, 生痔疮, 胆石, 割胆, 割甲状腺, 乳癌, 乳房纤维瘤, 奶疮, 奶痈, 奶癌, 坠肠, 偏坠, 生暗疔, 脂瘤, 瘰疬, 静脉瘤, 浮脚筋, 脚筋浮 | A04.01 | usage: said in Hong Kong and Taiwan of what ICD-10 has as K35–K46, K64, K80, N60
摄护腺, 摄护腺肥大, 前列腺肥大, 尿道感染, 膀胱发炎, 割包皮手术, 尿石, 沙淋, 痾尿痛, 屙尿痛, 频尿, 尿唔出, 小便唔出, 尿床大人, 尿唔清, 尿尾, 濑尿, 赖尿, 屙血尿, 肾石, 射石, 尿酸石, 性无能, 小溲, 滴尿 | A04.04, A03.06 | usage: said in Hong Kong and Taiwan of what ICD-10 has as N20–N40
洗肾, 肾亏水肿, 肾衰竭 | A03.06 | usage: said in Hong Kong and Taiwan of what ICD-10 has as N17–N19
肚屙, 肚痾, 屙肚子, 屙痢, 拉痢, 窜稀, 拉肚, 泄肚, 打标枪, 作呕, 作闷, 想呕, 干哕, 哕, 胃食道逆流, 胃酸倒流, 胃气痛, 胃抽筋, 逆流, 大肠激躁症, 肠激躁, 屙唔出, 痾唔出, 心口窝疼, 胃寒痛, 谷道不通, 吃不消化, 嗝气, 肚子打鼓, 肚胀气, 屙呕, 上吐下泻, 又吐又泻, 又拉又吐, 屙水, 屙烂屎, 便闭, 嗝酸, 胀风, 食滞, 食唔落, 肚风, 跑茅房, 跑茅厕, 蹽稀, 冒肚 | A03.02, A16.01 | usage: said in Hong Kong, Taiwan and in dialects of what ICD-10 has as A09, K20–K59, R11
痾血, 屙血, 拉血水, 拉鲜血, 便鲜血 | A04.01, A03.02 | usage: said in the south of what ICD-10 has as K62, K92
伤风感冒, 凉着了, 冻着了, 着寒, 重感冒, 寒到了, 鼻水倒流咳, 咳出血丝, 扯哈, 齁巴, 哮吼, 气管敏感, 扯风箱, 咳得厉害 | A03.01, A02 | usage: said in dialects of what ICD-10 has as J00–J45
心口翳, 心翳, 翳闷, 心口翳闷, 通波仔, 心漏跳, 心律不整, 心肌梗塞症, 心口郁闷, 高血压病, 血压飙高, 狭心症, 心绞, 心里突突, 血压上来, 心肝噗噗跳, 心血少, 血管塞, 三高, 心忽悠 | A03.04 | usage: said in Hong Kong and Taiwan of what ICD-10 has as I10–I50
爆血管, 柏金逊, 柏金逊症, 帕金森氏症, 巴金森, 头风, 头刺, 头赤, 发羊吊, 羊吊, 羊儿疯, 母猪疯, 脑中风, 小中风, 面瘫了, 手震, 手骨痹, 脑壳昏, 脑壳痛, 头壳痛, 头昏脑胀, 脑供血不足, 小碎步 | A03.03, A04.02 | usage: said in Hong Kong, Taiwan and in dialects of what ICD-10 has as G20, G40, G43, I63
老人痴呆, 脑退化, 认知障碍, 失智症, 老人痴呆症, 老懵懂, 老番癫, 老年健忘, 认知门诊, 记忆门诊, 善忘, 失忆, 老颠东, 番颠, 记不得事, 颠懂, 老昏 | A03.03, A03.10, A15 | usage: said in Hong Kong and Taiwan of what ICD-10 has as F00–F03, G30
瞓唔着, 睡唔着, 失觉, 困不着, 睡不著, 睡不着觉, 睡不踏实, 躺下睡不着, 翻来覆去睡不着, 整宿睡不着, 忧郁, 忧郁症, 恐慌症, 思觉失调, 自律神经失调, 自律神经, 躁郁症, 情绪病, 唔开心, 想唔开, 精神衰弱, 神经衰弱, 心焦, 憋屈, 有人害我, 有人要害我, 要害我, 有人跟踪我, 听到有人说话, 耳边有人说话, 疯了, 发癫, 痴线, 不想活着, 活着没意思, 撞邪, 中邪, 睡不落, 睏不去, 浅眠, 心闷, 心郁, 闷闷不乐, 唔想做人, 不想做人, 想去死, 冇瘾, 撞鬼, 鬼上身, 发神经, 神经错乱, 发疯, 魔怔, 魔障, 疯魔, 失心疯, 痴癫, 酒鬼, 打机成瘾, 药物成瘾, 心里麻烦, 心里堵得慌, 心里憋得慌, 心里不得劲 | A15, A15.06 | usage: said in Hong Kong, Taiwan and in dialects of what ICD-10 has as F10–F69, G47
经痛, M痛, 来M, 月经痛, 姨妈没来, 月事不来, 柏氏抹片, 子宫颈抹片, 抹片检查, 朱古力瘤, 朱古力瘤囊, 下面瘙痒, 落红, 掉子宫, 倒经, 嚟紧m, m到, m唔嚟, 那个没来, 那个不来, 阴痕, 巧克力瘤, 赶经, 行经肚子疼, 行经腹痛, 血山崩 | A05.01 | usage: said in Hong Kong and Taiwan of what ICD-10 has as N70–N94
冒热汗, 一阵阵冒热汗, 一阵一阵发热出汗, 更年期综合征, 收经, 断经, 潮红 | A06.03, A05.01, A03.07 | ICD-10 N95
鼻敏感, 鼻鼾, 扯鼻鼾, 扯鼾, 睡眠窒息, 睡眠窒息症, 扯呼, 扯呼噜, 扯扑鼾, 鼻窦, 耳水不平衡, 耳水不平, 声沙, 喉咙沙, 骾骨, 骨鲠, 鲠骨, 流鼻水, 鼻水, 喉咙卡刺, 梅核气, 耳朵嗡, 倒鼻涕, 撞聋, 重听, 耳沉, 耳朵沉, 烧声, 声哑, 鲠到, 骾鱼骨, 鼻咽癌筛查, 晕船 | A11 | usage: said in Hong Kong, Taiwan and in dialects of what ICD-10 has as H60–H95, J30–J39
生飞滋, 飞滋, 痱滋, 生痱滋, 口腔炎, 嘴破, 植牙, 杜牙根, 剥牙, 补崩牙, 牙周病, 智慧齿, 牙肉, 牙肉痛, 生口疮, 烂牙, 火牙 | A12 | usage: said in Hong Kong and Taiwan of what ICD-10 has as K00–K14
眼挑针, 生眼挑针, 长针眼, 飞蚊, 黄斑部病变, 黄斑部, 雷射近视, 近视雷射, 激光近视, 沙眼, 通胶, 眼压, 甘眼, 生云翳, 眼睛起云, 眼朦, 眼蒙, 大细眼, 斗鸡, 玻璃花, 萝卜花眼, 目蒙, 目油多, 红筋, 眵目糊多, 攀睛, 翳子, 度数加深, 散瞳, 闪光黑点, 眨巴眼 | A10 | usage: said in Hong Kong and Taiwan of what ICD-10 has as H00–H59
拗柴, 弹弓手, 扳机指, 板机指, 妈妈手, 椎间盘凸出, 拇趾外翻, 膝头痛, 膝头哥痛, 腰骨痛, 闪到腰, 肩膊痛, 膊头痛, 跌亲, 扭亲, 跌断骨, 闪了脖子, 岔气, 崴脚脖子, 脚崴, 脊椎痛, 落枕了, 睡落枕, 瞓捩颈, 腿肚子转筋痛, 腰闪了, 筋骨痛, 骨质增生痛, 甩骹, 哈喇巴疼, 脚孤拐疼, 颈梗, 硬颈, 腿肚子转筋, 拉胯, 错骨缝, 脱骱, 骱脱, 脱骹 | A04.03, A50.14 | usage: said in Hong Kong, Taiwan and in dialects of what ICD-10 has as M00–M99, S93
僵直性脊椎炎, 类风湿性关节炎, 红斑性狼疮, 修格兰, 乾癬关节炎, 尿酸过高 | A03.08, A03.07 | usage: said in Taiwan of what ICD-10 has as M05–M45
糖尿病覆诊, 血糖超标, 大颈泡, 甲状腺亢进, 甲状腺机能亢进, 糖尿上眼, 吃得多还瘦, 又喝又尿, 三多一少, 尿甜, 颈大, 瘿, 大脖根, 瘦骨落肉, 瘦了一大圈, 骨质流失, 骨松, 骨疏 | A03.07 | usage: said in Hong Kong and Taiwan of what ICD-10 has as E00–E14
过动儿, 过度活跃, 过度活跃症, 妥瑞, 妥瑞氏症, 妥瑞症, 坐不住 | A07.08, A09.03, A07 | ICD-10 F90, F95
肠病毒, 玫瑰疹, 出珠, 出痧子, 蛇仔缠, 儿科急诊, 手足口症, 痄腮, 生痄腮 | A07 | ICD-10 B08, B26
大肚婆, 有咗, 照大肚, 产前检查, 安胎药, 落红有孕, 生bb仔, 双身子, 重身子, 怀毛毛, 怀起了, 带身子, 巴肚, 妈妈手册, 见喜 | A05.02, A05.01 | usage: said in Hong Kong of what ICD-10 has as O10–O99
健检, 身体检查, 打流感针, 流感针, 防疫针, 打防疫针, 自费疫苗, 注射疫苗, 打针预防, 种牛痘, 打苗, 种苗, 种花, 照身体 | A01, A02 | usage: said in Hong Kong and Taiwan of A01
手术以后复查, 手术后复查, 手术之后复查, 开刀后复查, 开完刀复查, 做完手术复查, 术后复查, 手术复查 | A04.01, A04 | usage: whoever operated; surgery where nothing else is said
中医门诊部, 跌打医生, 铁打, 睇跌打, 跌打馆 | A50.10, A50, A04.03 | usage: said in Hong Kong of A50.10
没怀上, 一直怀不上, 一直没怀上, 怀唔上, 怀不住, 想怀孕, 准备怀孕, 一直没孩子, 要不上孩子 | A05.05, A05.01, A04.04 | ICD-10 N97, N46
trying for a baby | A05.05, A05.01, A04.04 | ICD-10 N97
swollen lymph node, lymph node, swollen gland | A04.01 | ICD-10 R59
lazy eye, cross eyed, squint | A10 | ICD-10 H49–H53
生仔, 生bb, 陀仔, 有bb | A05.02, A05.01 | usage: said in Hong Kong of what ICD-10 has as O80
小产 | A05.03, A05.02, A05.01 | ICD-10 O03
卵子疼 | A04.04 | ICD-10 N50
seizing up back, put my back out, threw my back out, pulled my back, frozen shoulder, tennis elbow, rolled ankle, broken toe, pinched nerve, growing pains, bunion | A04.03 | ICD-10 M00–M99, S93
constipated, bloated, nauseous, queasy, gassy, burp, threw up, thrown up, vomited, puked, the runs, runny tummy, upset stomach, upset tummy, sick to my stomach, feel sick, feeling sick, cant poop, cant poo, loose stool, watery stool, throw up, puke, puking, tummy bug, stomach hurts, diarrea, diarhea, acid stomach, no appetite | A03.02 | ICD-10 K20–K63, R10–R14
hemroid, hemorroid, piles bleeding, blood when i wipe, blood on toilet paper, fissure | A04.01, A50.11 | ICD-10 K60–K64
cant sleep at night, worry, worrying, worried, nervous, cant stop worrying, paranoid, cant fall asleep, trouble sleeping, sleeping problem, hear voices, hearing voices, low mood, want to die, kill myself, end my life, nervous breakdown, worry all the time, eating disorder, anorexia, nightmare, cant stop crying, feel hopeless, hopeless | A15, A15.06 | ICD-10 F10–F69, G47
cough up blood, coughing up blood, coughing blood, wheezy, chesty cough, cant catch my breath, out of breath, phlegmy | A03.01, A17 | ICD-10 J00–J99, R04
heart racing, racing heart, heart flutter, heart skips, heart pounding, bp check, high bp, elephant on my chest | A03.04 | ICD-10 I10–I50
bunged up, ringing ear, ear wax, lost my voice, cant hear, hard of hearing, hearing aid, fishbone | A11 | ICD-10 H60–H95, J00–J39
specs, blurry vision, floaters, cant see, seeing double, double vision, black spots in eye, stye, watery eyes, sand in my eye, itchy eyes | A10 | ICD-10 H00–H59
zit, zits, hay rash, bug bite, mosquito bite, cold sore, boil, dry skin, itchy skin, skin tag, toenail fungus, hair falling out, going bald | A13, A13.01 | ICD-10 B00–B09, B35, L00–L99
time of the month, late period, missed period, missed my period, yeast infection, bleeding between periods, heavy period, heavy bleeding period, itchy down there | A05.01 | ICD-10 N70–N98
water broke, baby moving, baby kicking, morning sick, with child, having a baby | A05.02, A05.01 | ICD-10 O10–O99
flu shot, flu jab, flu vaccine, covid shot, covid jab, covid vaccine, pneumonia vaccine, tetanus shot, booster shot, hpv vaccine, vaccine for travel | A01, A09 | list A01
wee, weeing, burning pee, burns when i pee, cant pee, pee all the time, pee a lot, pee often, blood in pee, wet myself, weak stream, up at night to pee | A04.04, A03.06 | ICD-10 N20–N40, R30–R39
shaky hands, shaking hands, pins and needles, room is spinning, room spinning, head spinning, head hurts, black out, blacked out | A03.03, A20 | ICD-10 G00–G99, I63, R42
扯呼吸, 气促, 唞唔到气 | A03.01 | usage: said in Hong Kong, Taiwan and in dialects of what ICD-10 has as J00–J45
发羊癫, 面歪, 风瘫, 半边风, 偏风 | A03.03 | usage: said in Hong Kong, Taiwan and in dialects of what ICD-10 has as G20–G83, R42, R51
疳积, 奶积, 食积, 出牙发烧, 惊风, 夜哭, 呛奶, 漾奶, 溢奶, 痘子出, 出水珠, 生水痘, 出麻, 猪头皮, 大嘴巴病 | A07 | usage: said in Hong Kong, Taiwan and in dialects of what ICD-10 has as B01, B05, B26
过动, 妥瑞儿, 亚斯, 发展迟缓, 早疗, 星星的孩子, 迟语, 拒学, 拒绝上学, 唔肯返学 | A09.03, A09.01, A07.08 | ICD-10 F80–F98
面肿眼肿, 小便起泡, 小便有泡, 尿起泡, 洗血 | A03.06, A03.04 | usage: said in Hong Kong, Taiwan and in dialects of what ICD-10 has as N00–N19
关节风湿 | A03.08, A04.03 | usage: said in Hong Kong and Taiwan of what ICD-10 has as M05–M36
烫亲, 滚水烫, 滚水渌, 渌亲, 燎着, 燎泡, 炮仗炸 | A04.07, A20 | usage: said in Hong Kong and in dialects of what ICD-10 has as T20–T32
跌断手脚, 穿头, 畀车撞, 被蜈蚣咬, 虎头蜂叮, 误吞 | A20, A04.01, A04.03 | usage: said in Hong Kong and Taiwan of what ICD-10 has as S00–T98
`;
