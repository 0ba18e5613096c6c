/** Words that change what is said of a sign: a row is `group | words`. */
export const senseWords = `
none | 没有, 没, 无, 否认, 未见, 未出现, 没出现, 未, 并无, 毫无, 从未, 从没, 从来没有, 从来没, 不是, 不伴, 不伴有, 没什么, 没啥, 排除, 没得, 冇, no, not, without, never, denies, denied, deny, dont, doesnt, didnt, isnt, havent, hasnt, hadnt, arent, wasnt, nor, neither, none, free of, negative for
short | 不, 唔, 勿
filler | 什么, 任何, 明显, 过, 出现, 感到, 感觉, 觉得, 再, 的, 啥, 一点, 一点儿, 太, 很, 这种, 那种, 那么, 其他, 别的, 和, 或, 或者, 也, 及, 以及, 还, 都, 跟, 与, 到, 有, 是, 因为, 怎么, 会, 特别, 一天, any, a, an, the, my, have, has, had, having, feel, feeling, felt, get, got, getting, sign, signs, of, or, and, more, other, such, been, real, in, at, all, do, does, currently, any more, kind
past | 以前, 过去, 曾经, 曾, 之前, 从前, 去年, 前年, 小时候, 年轻时, 年轻的时候, 上次, 那年, 病史, 家族史, 得过, 有过, 犯过, 发过, 痛过, 疼过, 后遗症, 复查, 复诊, 术后, 中风后, 中风以后, 脑梗后, 心梗后, 康复, 年前, 月前, 已经治好, used to, in the past, last year, year ago, years ago, month ago, months ago, history of, previously, when i was young, after a stroke, after my stroke, after stroke, since my stroke, follow up, rehab, once had, as a child
fear | 怕, 害怕, 担心, 会不会, 是不是, 预防, 筛查, 体检, 查一下, 检查, 查查, 如果, 要是, 万一, 是否, worried, afraid, scared, check, checked, screening, prevent, could it be, is it, risk, if, might
gone | 好了, 没了, 没有了, 没事了, 不痛了, 不疼了, 不闷了, 消失, 消失了, 缓解了, 不痛, 不疼, gone, went away, better now, fine now, stopped, no longer, went
`;

/** Who is spoken of: a row is `sex | words`. */
export const otherPeople = `
female | 我妈, 我妈妈, 妈妈, 老妈, 母亲, 我老婆, 老婆, 我妻子, 妻子, 我媳妇, 媳妇, 奶奶, 外婆, 姥姥, 婆婆, 岳母, 丈母娘, 我女儿, 女儿, 闺女, 我姐, 姐姐, 妹妹, 阿姨, 她, 孙女, 老太太, my mother, my mom, my mum, mother, mom, mum, my wife, wife, my daughter, daughter, my sister, sister, grandma, grandmother, she, her, my aunt
male | 我爸, 我爸爸, 爸爸, 老爸, 父亲, 我老公, 老公, 我丈夫, 丈夫, 爷爷, 外公, 姥爷, 公公, 岳父, 我儿子, 儿子, 我哥, 哥哥, 弟弟, 叔叔, 他, 孙子, 老头子, my father, my dad, father, dad, my husband, husband, my son, son, my brother, brother, grandpa, grandfather, he, him, his, my uncle
unknown | 孩子, 我孩子, 宝宝, 小孩, 娃, 小宝, 婴儿, 家里人, 家人, 朋友, 同事, 邻居, 同学, 爱人, 老伴, 老人家, 有人晕倒, 我对象, 替人, 帮人, my child, my kid, child, my baby, baby, my friend, friend, colleague, neighbor, neighbour, my partner, somebody else, someone else, toddler
`;
