/** What cannot wait when it is said of the chest, the breath or half of the body: the name by which the pairs call it, and the words. */
export const dangerWords = `
sudden | 突然, 突然间, 突发, 忽然, 忽然间, 猛然, 一下子, 刚才, 刚刚, 正在, 这会儿, 早起突然, 今早突然, suddenly, sudden, right now, just now, all of a sudden, just started
severe | 剧痛, 疼死, 疼死了, 疼得要命, 疼得要死, 疼得受不了, 疼得冒汗, 撕裂, 撕裂样, 压榨, 压榨样, 压榨感, 濒死, 濒死感, 快死, 快要死, 快不行, 冷汗, 出冷汗, 冒冷汗, 大汗, 大汗淋漓, 满头大汗, 满头汗, 一身冷汗, 喘不上气, 喘不上来气, 上不来气, crushing, severe, unbearable, excruciating, tearing, cold sweat, going into my arm, down my arm, into my arm, left arm, into my jaw, 放射到, 串到后背, 窜到后背, 左胳膊, 左臂, 左边胳膊, 左膀子, 剧烈疼, 剧烈的疼, 剧烈疼痛
splitting | 炸裂, 炸裂样, 炸开, 爆裂, 裂开一样, 要炸, 剧痛, thunderclap, worst, worst ever, 剧烈疼, 剧烈的疼, 剧烈疼痛
nobreath | 喘不上气, 喘不上来气, 喘不上气来, 喘不过气, 喘不过气来, 喘不过来气, 上不来气, 上不来气儿, 倒不上气, 透不过气, 喘唔到气, 唞唔到气, 呼吸困难, 没气, 憋死, 憋死了, 快憋死, 窒息, 嘴唇发紫, 嘴唇紫, 嘴发紫, 脸发紫, 嘴唇发青, 嘴唇发乌, cant breathe, cannot breathe, unable to breathe, struggling to breathe, gasping, gasping for air, no breath, lips blue, lips are blue, blue lips, turning blue
stroke | 嘴歪, 嘴歪了, 嘴巴歪, 嘴角歪, 嘴斜, 歪嘴, 口歪, 脸歪, 脸歪了, 说不出话, 说不出话来, 讲不出话, 说话不清, 说话不清楚, 说话不利索, 话说不清, 说不清话, 口齿不清, 话讲唔清, 半边没劲, 半边不能动, 半边动不了, 半边麻, 半身不能动, 半身动不了, 一边没劲, face drooping, droopy face, face droops, slurred speech, slurring, cant speak, cant talk, cant move my arm, one sided weakness
seizure | 抽风, 抽搐, 惊厥, 抽过去, 抽过去了, 翻白眼, 眼睛往上翻, 往上翻, 口吐白沫, 羊癫疯发作, seizure, convulsion
lifeless | 叫不醒, 喊不醒, 唤不醒, 没反应了, 昏迷, 昏迷不醒, 不省人事, 人事不省, 没知觉了, 没呼吸, 没呼吸了, 没气了, 没心跳, 没脉搏, 意识不清, 神志不清, 救命, 叫救护车, unconscious, unresponsive, not breathing, no pulse, wont wake up, cant wake, 救護車
poison | 误食, 误吞, 误服, 吞了硬币, 吞了电池, 吞硬币, 吞电池, 吞了钉子, 吃错药, 喝了农药, 喝农药, 农药喝了, 喝百草枯, 喝药自杀, 吞药, 煤气中毒, 触电, 溺水, 掉水里, 中煤气, swallowed a coin, swallowed a battery, swallowed a button battery, swallowed a magnet, swallowed bleach, overdose, electrocuted, drowning, poisoned, ate rat poison, 一瓶安眠药, 安眠药一瓶, 整瓶安眠药, 吃了一瓶药, 吃药过量, 吃过量, 服毒, took too many, too many pills, took a whole bottle
headache | 头疼, 头痛, 脑袋疼, 脑壳疼, 脑壳痛, headache
gushing | 大出血, 流血不止, 出血不止, 血止不住, 止不住血, 血流不止, 吐血不止, 大口吐血, bleeding heavily and, wont stop bleeding, bleeding wont stop, pouring blood
violent | 剧烈, 猛烈, 绞痛得厉害, violent
freshstroke | 刚中风, 刚刚中风, 突然中风, 突发中风, 中风发作, 突发脑梗, 突发脑梗塞, 突发脑出血, 突发脑溢血, 刚脑梗, having a stroke, stroke right now
`;
