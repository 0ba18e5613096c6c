/** What people say is wrong with a part of the body: the name by which the pairs call it, and the words. */
export const troubleWords = `
pain | 疼, 痛, 酸, 胀, 疼痛, 酸痛, 胀痛, 刺痛, 绞痛, 绞, 针扎, 扎得慌, 不得劲, 不舒服, 不自在, 难受, 钻心, 坠, 坠胀, 发紧, 隐隐, 拧着, 发酸, 发胀, 咬着疼, 唔舒服, 不爽, 好赤, 疼痒, 不行, 不好, 有毛病, 出问题, 不对劲, hurt, hurting, ache, aching, pain, painful, sore, throbbing, killing me, cramp, tender, 扯痛, 难过, 勿适意, 勿舒服, 唔自在, 酸软, 揪心, 一抽一抽, 硌得慌, 剌得慌, 别得慌, 闹心, 胀得慌, 扎着疼, 跳着疼, 窜着疼, 杀得疼, 煞疼, 蜇得慌, 又酸又胀, 疼得, 伤, 伤了, 拉着疼, 抻着, 闪着, 压痛, 发炎, 老毛病, 作痛, acting up, bothering, bothers, killing, agony, injured, injury, 不舒坦, 不好受, 扎, 扎疼, 火辣辣疼, 酸疼, 酸胀, 麻痛, 抽痛, 抽疼, 隐痛, 钝痛, 胀疼, 坠疼, 坠痛, 赤, 刺, 拉扯痛, 顶着疼, 疼死, 痛死, 剧痛, discomfort, cramping, stabbing, 硌, 硌着, 煞得慌
stiff | 僵, 僵硬, 硬邦邦, 抬不起, 抬不起来, 举不起来, 弯不了, 弯不下, 伸不直, 蹲不下, 蹲不下去, 直不起, 直不起来, 转不动, 转不了, 打不了弯, 迈不开, 咯吱, 咯吱响, 咔咔, 咔咔响, 嘎巴, 嘎嘣, 变形, 卡住, 磨损, 弯, 落不了地, 站不起来, 起不来, stiff, locked, clicking, cant move, cant bend, 硬邦邦的, 攥不拢, 攥不紧, 握不拢, 伸不开, 合不拢, 张不大, 张不开, 弯不过来, 蹲不了, 直不起腰, 转不过来, 掰不开, cant straighten, wont bend, frozen, stiffness
numb | 麻, 发麻, 木, 发木, 没知觉, 没感觉, 木木的, 蚂蚁爬, 过电, 麻木, 痹, 麻嗖嗖, numb, numbness, tingling, tingle, pins and needles, 冇感觉, 一阵麻, 麻痹, 麻木感, 像针扎
weak | 没劲, 没劲儿, 无力, 没力, 没力气, 冇力, 不听使唤, 不听话, 不利索, 不利落, 动不了, 不能动, 动弹不得, 发软, 软, 拿不住, 拿不稳, 瘫, 使不上劲, 不会动, 不灵活, 不灵便, 不灵光, 不稳, 打晃, 走不稳, 小碎步, 拖着, 拖地, 打飘, weak, weakness, heavy legs, paralyzed, unsteady, drooping, droop, 发飘, 飘, 打软, 打软腿, 软绵绵, 没有力气, 没有劲, 冇晒力, 提不动, 端不住, 握不住, 抓不住, 站不住, 瘫痪, 偏瘫, 往下掉, 抬不动, 软绵无力, 打软腿了, 迈不动, 走不动, 没有劲儿, 拖不动, 抬不起脚, 攥不住, 夹不住, 使不上力, 不得力, 不给力, 发沉抬不起, giving way, gives way, buckles, cant lift, cant move
shake | 抖, 颤, 颤抖, 哆嗦, 打颤, 发抖, 打哆嗦, 震, 抖个不停, 打摆子, 筛糠, shake, shaking, tremble, trembling, shaky, 抖动, 抖抖, 打抖, 抖得, 手震, 震颤
jerk | 抽, 抽抽, 抽动, 抽筋, 抽搐, 跳, 老跳, 跳个不停, 一跳一跳, 抽一下, 抽风, twitch, twitching, spasm, 抽得, 抽抽着, 跳动, 一抽一抽的, 抽了, 抽起来
itch | 痒, 痒痒, 刺挠, 刺痒, 发痒, 瘙痒, 痕, 痒得, 挠, itch, itchy, itching, itche, 好痕, 痒死, 奇痒, 瘙痒难忍, 痒得慌, 痒得很, 痒死了, 痒得睡不着, 痒得不行, 痒得受不了, 发刺, 刺痒痒, 剌挠, 肉痒, scratch, scratching
swollen | 肿, 浮肿, 肿胀, 红肿, 肿了, 水肿, 发肿, 胖一圈, 一按一个坑, 按一个坑, 按下去一个坑, 一个坑, 肿得, 鼓, 粗, 粗了, 大了一圈, 肿大, 变大, 变粗, 积水, 积液, swollen, swelling, puffy, swell, 胖了, 肿起来, 肿成, 肿了一圈, 肿得老高, 肿块, 鼓得, 胀起来, 鼓起来, 鼓鼓囊囊, 肿胀疼, 肿得很, 肿得像, 肿老高, 发面, 有坑, 按下去有坑, 胀大, balloon, puffed up, inflamed, 一按一个窝, 一个窝, 按下去一个窝, 一按一个印, 压一个坑, 勒一道印, puff, puff up, puffed, puffing up, swelled, swollen up
lump | 疙瘩, 硬疙瘩, 大疙瘩, 包, 块, 硬块, 包块, 肿块, 结节, 鼓包, 大包, 鼓个包, 鼓了个包, 鼓起, 鼓出来, 凸起, 凸出来, 肉球, 肉疙瘩, 硬结, 小球, 肉瘤, 粒嘢, 肉粒, 囊肿, 长东西, 长了东西, 长了个东西, 长个东西, 有个东西, 东西, 有嚿嘢, 嚿, 硬核, 核, 疖子, 脂肪瘤, lump, bump, growth, mass, nodule, cyst, 疙瘩子, 疙疸, 圪塔, 瘊子, 肉块, 肉球球, 硬东西, 圆球, 蛋蛋大, 有个包, 长个包, 起个包, 起了个包, 长了包, 长包, 起包, 长了个包, 粉瘤, 淋巴结, 疮, 长疮, 生疮, node, 淋巴
tumour | 瘤, 瘤子, 肿瘤, 占位, 恶性, 阴影, 长瘤, 长瘤子, tumor, shadow
cancer | 癌, 癌症, 晚期, cancer
rash | 疹, 疹子, 红点, 红点点, 红疙瘩, 小疙瘩, 起疹, 红斑, 起皮, 脱皮, 掉皮, 蜕皮, 起泡, 水泡, 泡, 长泡, 小泡, 斑, 痘, 痘痘, 痘印, 裂, 裂口, 裂口子, 开裂, 痣, 烂, 溃烂, 起红, 白斑, 黑斑, 黑点, 风团, 过敏, 长癣, 癣, 长毛, 屑, 皮屑, 老茧, 小红点, 斑点, 脚气, rash, spots, peeling, blister, pimple, flaky, cracked, dry, 起一片, 起了一片, 皮疹, 红疹, 湿疹, 红印, 鸡皮疙瘩, 痱子, 小水泡, 皴, 皲裂, 糙, 发痒起皮, 白癜, 结痂, 烂了, 掉屑, 掉白屑, 过敏了, 起疙瘩, 起小疙瘩, 小疙瘩痒, 一圈一圈, 一圈红, 起圈, 长圈, 起痘, 长痘, 起鸡皮, 干裂, 掉渣, 长茧, 茧子, 长刺, 长疱, 起疱, 疱, 白点, 黑痣, 变色, 变大了, 长斑, 发黑了, patch, patches, scaly, scabs, bumps, hives, welts, changed color, changing
red | 红, 发红, 通红, 充血, red, redness
foam | 泡沫, 泡泡, 沫, 沫子, 起沫, 白沫, foam, foamy, bubble, bubbly, frothy, 蛋白, 加号, 一个加号, 两个加号, protein
blood | 血, 出血, 带血, 流血, 见血, 血丝, 有血, 淌血, 出红, 冒血, 滴血, 渗血, 见红, 痾血, 红色, 鲜血, blood, bleed, bleeding, bloody, 出血了, 流血不止, 血块, 红丝, 带红, 血点, 咳血, 吐血, 血色, 红的, 粉红, 粉红色, 血水, 血淋淋, 滴滴血, 带血丝, 鼻血, 酱油色, 洗肉水, 咖啡色, spotting, bled
pus | 流水, 流脓, 流液, 淌水, 渗水, 脓, 淌脓, 流黄水, 分泌物, 流东西, 化脓, 发炎, 感染, 流鼻水, pus, discharge, leaking, oozing, watery, infected
smell | 臭, 味, 味儿, 异味, 怪味, 味道, 腥, 骚, 臊, 难闻, 一股味, smell, smelly, odor, stink
pound | 跳得, 扑通, 扑通扑通, 扑腾, 突突, 突突跳, 怦怦, 砰砰, 咚咚, 慌, 慌慌, 发慌, 乱跳, 砰砰乱跳, 漏一拍, 漏跳, 怦怦跳, 砰砰跳, 跳得慌, 跳得快, 跳好快, 心惊, 停一下, racing, pounding, fluttering, skipping, beating fast, beats fast, fast, jumping, skips, flutter, 乱蹦, 乱撞, 扑棱, 扑腾扑腾, 咯噔, 咯噔一下, 直跳, 狂跳, 加速, 打鼓, 打鼓一样, 扑扑跳, thumping, flips, 跳得厉害, 跳得好快, 突突地跳, 乱跳乱跳, 停跳, 少跳一下, 不齐, 跳得不齐, 跳得慢, skipped, thump, racing fast, missing beats, misses a beat, misses beats
tight | 发堵, 揪, 揪着, 揪着疼, 闷, 发闷, 堵, 堵得慌, 堵着, 憋, 憋得慌, 憋闷, 压, 压着, 压了, 紧, 闷得慌, 大石头, 石头, 透不过气, 喘不上气, 喘唔到气, 勒着, tight, tightness, pressure, heavy, squeezing, 堵得难受, 翳, 翳闷, 发憋, 像压, 压得, 压得慌, 喘不过气, 喘不过气来
wheeze | 喘, 气喘, 喘气, 喘得, 拉风箱, 呼噜呼噜, 上不来, 不够用, 短, 急促, 费劲, 上不来气, 接不上, 不够, 喘吁吁, 气促, 透唔到气, 呼呼, wheeze, wheezing, short, out of breath, breathless, puffing, difficulty, 喘不上, 上气不接下气, 倒不上来, 就喘, 气不够, 气不够用, 气短, 憋气, 费力, 吃力, 不顺, 吸不进, 吸不进去, 吸不上, 不畅
burn | 烧, 烧得慌, 火辣辣, 辣, 灼, 灼热, 灼烧, 烧灼, 火烧, 火烧火燎, 冒火, 热辣辣, 烧心, burn, burning, sting, stinging
scald | 烫伤, 烫了, 烫到, 开水, 烫着, 被烫, 热油, 烫起泡, 烫红, 烫出泡, 烫坏, 蒸汽, 火烧到, 烧伤, 油溅, scald, scalded, hot water, boiling water, boiling, hot soup, hot tea, hot coffee, burned, burnt, spilled hot, hot oil, 热汤, 热茶, 热粥, 滚水, 烫了个泡
hot | 烫, 滚烫, 好烫, 热得, 滚热, burning up, hot
ring | 响, 嗡嗡, 嗡嗡叫, 嗡嗡响, 叫, 叫唤, 蝉, 蝉鸣, 知了, 吱吱, 吱吱响, 轰轰, 打雷, ringing, ring, buzzing, 嗡嗡的, 鸣, 响声, 嗡嗡声, 唧唧, 像蝉叫, 像知了, 吱吱叫, 隆隆, 滋滋, 沙沙响, 咚咚响, humming, hissing, popping, whistling
deaf | 聋, 背, 听不见, 听不到, 听不清, 听唔到, 塞, 进水, blocked, deaf, hear, hearing, 耳背, 听唔清, 冇声, 嗡, 闷, 背得厉害, 不灵, 听力, 像隔层, 塞住了, 进了水, 进虫, 堵住了, plugged, clogged, muffled, pop, wax
dizzy | 晕, 昏, 转, 沉, 沉沉, 迷糊, 懵, 昏沉, 昏昏沉沉, 晕乎, 晕晕乎乎, 天旋地转, 打转, 昏昏的, 重重的, 发昏, 发晕, 眩, dizzy, spinning, spin, lightheaded, woozy, 晕晕的, 晕沉, 发懵, 发蒙, 蒙蒙, 木胀, 发沉, 重
blur | 花, 模糊, 糊, 看不清, 看不见, 雾, 一层雾, 蒙, 黑影, 重影, 两个影, 双影, 蚊子, 飞蚊, 飘, 黑点飘, 小黑点, 发黑, 涩, 磨, 磨得慌, 流泪, 流眼泪, 眵目糊, 干涩, 睁不开, 看不到, 睇唔清, blurry, blurred, blur, double, floaters, fuzzy, 起雾, 雾蒙蒙, 雾雾, 花了, 糊了, 看不真, 看不清楚, 黑点, 有黑点, 闪光, 闪电, 怕光, 发胀, 睁不开眼, 迷, 进沙子, 进东西, 干, 雾蒙, 一层纱, 蒙了层雾, 蒙了层纱, 像隔层纱, 有影子, 小黑影, 飞虫, 黑丝, 水蒙蒙, 挡住, 缺一块, 变形, 弯, 扭曲, 闪, 刺眼, 畏光, 眵, 粘住, 糊住, flashes, flashing, curtain, cloudy, foggy, hazy, gunky, crusty, sticky, watering, tearing, dry, gritty
crooked | 歪, 歪了, 斜, 斜了, 麻痹, 往一边, 不对称, 闭不上, 闭不拢, 漏水, 吊着, crooked
fall | 甩, 甩掉, 掉出来, 掉出, 脱出来, 掉肉, 掉出来一块肉, 掉出来肉, 脱落, 掉, 脱, 一把一把, 掉光, 秃, 松动, 松, 活动, 晃, 晃动, 晃荡, 掉了, 稀少, 白, 断了半截, 崩, falling out, fall out, falling, loose, losing, wobbly, thinning, coming out, comes out, came out, clumps, fell out
often | 多, 频, 勤, 好几趟, 好几次, 几趟, 一趟一趟, 憋不住, 老想, 还想, 又想, 总想, 来不及, 次数多, 好多次, 夜里起来, 起来好几, 忍不住, 漏, 不自主, 没完没了, 失禁, 刚完又想, often, frequent, all the time, leak, hold, constantly, every hour, 一晚上, 好多趟, 勤得很, 一会儿一次, 一会儿一趟, 频繁, 频密, 老是去, 憋唔住, 夹不住, 漏出来, 止不住, 尿频, 憋不到, 一会就尿, 老跑, 跑厕所, 四五趟, 五六趟, 七八趟, 三四趟, 五六次, 三四次, 四五次, 好几回, 不停, every ten minutes, every half hour, urgent, urgency, keep going, keep needing, at night
blocked | 不出, 不出来, 拉不出, 拉不出来, 解不出, 不畅, 困难, 分叉, 滴滴答答, 滴答, 滴沥, 等半天, 断断续续, 不尽, 不干净, 细, 不通, 干, 硬, 干结, 半天, 几天没, 好几天, 几天不, 没有, 屙唔出, 痾唔出, 唔出, 一粒一粒, 羊屎, 没力气尿, cant, unable, hard, constipated, difficult, trouble, 解不下来, 下不来, 拉不下来, 难解, 排不出, 排不干净, 不爽利, 不顺, 费力, 结, 硬得像石头, 羊屎蛋, 羊粪, 尿不净, 不出来尿, 不利索, 使劲, 使劲才, 分两股, 尿不远, 没劲儿出, 好几天没, 五天没, 三天没, 四天没, 一星期没, 不下来, dribbling, dribble, trickle, stream, straining, strain
black | 黑, 发黑, 柏油, 墨, black, tarry, dark
loose | 稀, 稀水, 拉稀, 水样, 像水, 不成形, 泻, 绿, 绿色, 奶瓣, 酸臭, 粘, 黏, 肚屙, runny, 水一样, 稀得, 糊糊, 七八次, 七八趟, 绿的, 水泻, 稀糊糊, 稀便, 蛋花汤, 像水一样, 一天好几次, 拉水, 不停拉, mushy
yellow | 黄, 发黄, 浓茶, 茶色, 黄黄的, 蜡黄, yellow, jaundice
break | 崴, 扭, 闪, 岔气, 断, 折, 摔, 摔断, 骨裂, 脱臼, 撞, 砸, 夹, 错位, 摔坏, 拉伤, 扭到, 拗柴, 扭伤, 跌断, 掉环, 脱位, twist, twisted, sprained, sprain, broken, broke, dislocated, fractured, fell, rolled, 扭了, 崴了, 摔了, 跌了, 撞了, 砸了, 断了, 折了, 摔伤, 跌伤, 撞伤, 扭着, 崴着, 拉伤了, 拉到, 脱了, 掉了环, 啪一声, 咔嚓, pulled, torn, tore, snapped, popped, dislocate, fall, fallen, strained, strain, cracked, 磕, 磕了, 磕着, 磕伤, 绊, 挫, 挫伤, 扽, 蹾, 拧了
cut | 破, 割破, 划, 划破, 切到, 割到, 扎了, 扎破, 钉子, 磕破, 缝, 裂开, 口子, 刀切, 咬了, 咬, cut, nail in, stepped on, bitten
sweat | 汗, 冒汗, 出汗, 虚汗, 冷汗, 盗汗, 老出汗, 流汗, sweat, sweating, sweaty
cold | 凉, 冰凉, 冰, 怕冷, 发冷, 冻, 冰冷, cold, freezing
hoarse | 哑, 沙哑, 嘶哑, 嘶, 发不出, 发不出声, 变了, 变声, 失声, 沙沙, 声沙, 唔出声, hoarse, lost, gone, raspy
stuck | 卡, 卡了, 鱼刺, 刺, 异物, 咽不下, 咽不下去, 噎, 噎着, 噎得慌, 呛, 吞不下, 吞不下去, 吞唔落, 哽, 哽住, 哽塞, 有痰, 堵住, 梗, stuck, choke, swallow, hard to swallow, fishbone, 哽得慌, 堵了, 咽不动, 吞不动, 难咽, 拉嗓子, 像有东西, 有东西, 卡卡, 卡卡的, 有异物, 异物感, 咽不利, 粘着, 一团, 有块东西, 上下不来, 吐不出, 清不出, 清不出来, 卡到, 卡住了, 吞唔到, lump in, something stuck, clearing
stuffy | 不通气, 不通, 不透气, 塞住, 打喷嚏, 流鼻涕, 流清水, 闻不到, 鼻塞, 流清鼻涕, 流个不停, stuffy, runny, blocked up, sneeze, sneezing
bruise | 青, 紫, 青紫, 淤青, 瘀, 瘀青, 乌青, 青一块, 紫一块, 出血点, bruise, bruising, purple
late | 没来, 不来, 冇来, 推迟, 不准, 乱, 提前, 淋漓, 淋漓不尽, 两次, 不规律, 不干净, 少, 量少, 量多, 豆腐渣, 打滚, 好耐, 不停, 两个月, 半个月, late, irregular, missed, heavy, skipped
gas | 胀气, 咕咕叫, 咕噜, 咕噜咕噜, 撑, 撑得慌, 发胀, 鼓鼓, 不消化, 打嗝, 顶着, bloated, bloating, full, gassy, rumbling, 嗝, 嗳气, 打嗝不停, 屁多, 放屁, 胀鼓鼓, 胀得像鼓, 顶得慌, 堵得慌, 硬邦邦, 咕噜叫, 叽里咕噜, farting, burping, burp, wind
sick | 恶心, 翻, 翻江倒海, 反酸, 冒酸, 酸水, 想吐, 吐, 呕, 作呕, 作闷, 反胃, 犯恶心, 想呕, upset, nausea, vomit, queasy, sick, 翻腾, 难受想吐, 返酸, 返酸水, 泛酸, threw up, vomiting, 干呕, 哕, 冒酸水, 吐酸水, 吐苦水, 犯恶, 想哕, 呕吐, 恶心想吐, 翻胃, regurgitate, puking, throwing up
tired | 没精神, 乏, 乏力, 累, 疲倦, 提不起劲, 懒, 软绵绵, tired, exhausted
thin | 瘦, 掉秤, 暴瘦, 瘦了, 消瘦, 还瘦, lost weight, losing weight
slurred | 不清, 不清楚, 大舌头, 含糊, 结巴, 说不清, 咬字, 嘟囔, 不利落, slurred, 说不清楚, 讲不清, 讲唔清, 不利索, 不清爽, 打结, 发硬
bitter | 苦, 发苦, 没味, 没味道, 没滋味, 发甜, 发咸, bitter
stone | 石头, 结石, 沙子, 沙石, stone
forget | 认错, 叫错, 忘, 忘事, 忘记, 忘东忘西, 记不住, 记不清, 记性, 没记性, 记忆, 丢三落四, 糊涂, 犯糊涂, 不认得, 不认识, 认不得, 认不出, 认唔到, 找不到家, 找不着家, 不记得, 唔记得, 走丢, 迷路, 颠三倒四, 说过就忘, 痴呆, 返唔到屋企, 叫不出名字, 刚说的话, 反复问, 重复问, forget, forgetting, forgetful, memory, confused, remember, getting lost, 忘东西, 忘记吃药, 忘性, 老年痴呆, 失智, 说过的话, 番癫, 记性差, 唔记得嘢, forgets everything, memory problem, 同样的话, 老问, 总问, 问了又问, 重复说, 翻来覆去说, 反复说, 说好多遍, 找不到东西, 认不清, 不识人, 唔认得, 记唔住, 记唔到, 返转头就忘, 分不清, 会迷路, 出门迷路, 忘关, 忘记关, 忘了关, 关火, 刚吃过, 说过又忘, 犯迷糊, 问好几遍, 一件事问, 叫错人, 认错人, 找不到回家, 找不到回家的路, 不知道回家, 不知道家在哪, 回家的路, 找不着路, 找不到路, 记不得, 不记事, 想不起来, 想不起, 记不起来
surgery | 手术, 开刀, 割, 切, 切除, 动手术, 切掉, 割掉, 拿掉, 做手术, surgery, operation, removed
unwell | 不得劲, 不舒服, 不自在, 难受, 不舒坦, 不好受, 唔舒服, 勿适意, 勿舒服, 唔自在, 不爽, 不对劲, 不好, 不行, 不爽利
rigid | 僵, 发僵, 僵硬, 硬邦邦, 硬邦邦的, 攥不拢, 攥不紧, 握不拢, 伸不直, 伸不开, stiff, stiffness
unhealed | 不愈合, 不收口, 老不好, 老不长, 长不好, 不长, 好不了, 不结痂, wont heal, not healing
`;
