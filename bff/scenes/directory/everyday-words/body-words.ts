/** What people call the parts of the body, and what comes out of it: the name by which the pairs call it, and the words. */
export const bodyWords = `
head | 头, 脑袋, 脑壳, 脑壳子, 脑瓜, 脑瓜子, 脑仁, 脑仁儿, 脑仁子, 脑门, 脑门子, 后脑勺, 后脑壳, 后脑, 太阳穴, 头顶, 半边头, 脑子, 脑子里, 脑袋里, 脑袋里头, 脑壳里, 脑壳里头, 头里, 头里面, 天灵盖, 头壳, 脑部, 脑, 颅内, 头脑, head, temple, 后脑瓜, 脑瓜皮, 半边脑袋, 头部, 脑袋瓜, 脑袋瓜子, 脑子里头, 头里头, 后脑勺子, 头上, 头后面, 头两边, 两边太阳穴, 左边头, 右边头
scalp | 头皮, 头发, 额头, 眉毛, 毛发, 发际线, 胡子, 发根, scalp, hair, forehead
face | 脸, 面部, 半边脸, 脸蛋, 脸颊, 面颊, 面皮, 脸皮, 脸盘, face, cheek, 面孔, 面珠, 脸部, 脸上, 脸面
eye | 眼, 眼睛, 眼皮, 眼皮子, 眼珠, 眼珠子, 眼角, 眼眶, 眼球, 眼睑, 眼底, 眼仁, 眼白, 眼窝, 眼眵, 双眼, 眼前, 瞳孔, 目珠, 目睭, eye, eyes, eyelid, eyeball, 眼乌珠, 眼核, 眼睛里, 眼里, 眼睛珠, 眼部, 左眼, 右眼, 睫毛, 眼睛里头, 眼里头, 眼边, 眼眉, 眼泡, 眼泡子, 眼圈, 眼尾, 眼珠子里, 眼跟前, 眼皮上, 眼角膜, eyelash, eyebrow
sight | 看东西, 看人, 看字, 看书, 看电视, 看手机, 看报纸, 视线, 视物, 睇嘢, 近视, 斜视, 弱视, 散光, 远视, 斗鸡眼, 红眼, 红眼病, 眼镜, 视力, 看黑板, 看不清黑板, 眯眼, vision, sight, seeing
ear | 耳, 耳朵, 耳朵眼, 耳朵眼儿, 耳根, 耳根子, 耳孔, 耳道, 耳仔, 耳垂, 耳门, 耳心, 耳后, ear, ears, earache, 耳空, 耳朵里, 耳朵里面, 左耳, 右耳, 耳朵里头, 耳里, 耳朵后面, 耳朵根, 耳朵眼里, 耳窝, 耳廓, eardrum
nose | 鼻, 鼻子, 鼻孔, 鼻头, 鼻腔, 鼻梁, 鼻眼, 鼻哥, 鼻根, 鼻涕, nose, nostril, sinus, 鼻空, 鼻子眼, 鼻子里, 鼻窦, 鼻甲, 鼻子里头, 鼻孔里, 鼻子口, 鼻翼, 鼻骨
throat | 嗓子, 嗓子眼, 嗓子眼儿, 嗓, 喉咙, 喉咙管, 喉, 咽喉, 喉头, 喉结, 扁桃体, 声音, 说话声, 声带, 嗓音, 咙喉, 喉管, throat, tonsil, voice, 喉咙里, 嗓子里, 嗓子口, 喉咙口, 嗓门, 喉咙里头, 嗓子里头, 嗓子眼里, 喉咙眼, 喉咙头, 嗓子管, 嗓管, 声门, 会厌
neck | 脖子, 脖, 脖颈, 脖颈子, 脖梗子, 后脖子, 后脖颈, 颈, 颈部, 颈项, 颈椎, 颈骨, 颈脖子, 颈根, neck, 颈子, 后颈窝, 头颈, 脖子前面, 脖子后面
tooth | 牙, 牙齿, 牙花子, 牙花, 牙龈, 牙床, 牙根, 牙肉, 牙帮子, 后槽牙, 槽牙, 大牙, 门牙, 智齿, 虎牙, 盘牙, 板牙, 牙巴, 假牙, 齿, 换牙, 乳牙, 蛀牙, 虫牙, 长牙, 牙疼, 牙痛, 烂牙, 奶牙, 龋齿, 牙套, 龅牙, 地包天, 双排牙, tooth, teeth, gum, gums, molar, filling, denture, toothache, teething, 牙骹, 嘴齿, 喙齿, 牙床子, 牙根子, 牙缝, 牙里, 牙边, 牙口, 牙神经, 大门牙, 后牙, 前牙, 下牙, 上牙, 尽头牙, 立事牙, 智牙, 烤瓷牙, 种植牙, crown, dental crown, braces, veneer, wisdom tooth, retainer, dental bridge, cavity
mouth | 嘴, 嘴巴, 嘴唇, 嘴皮, 嘴皮子, 嘴角, 嘴里, 嘴里头, 口里, 口里头, 口角, 舌头, 舌, 舌尖, 舌根, 舌苔, 上颚, 上膛, 下巴, 下巴颏, 下颌, 腮帮子, 腮, 口唇, 唇, 嘴巴子, mouth, lip, lips, tongue, jaw, 下颏, 嘴壳, 腮包子, 牙关, 嘴边, 嘴皮里, 口腔, 口腔里, 嘴巴里, 嘴巴里头, 舌头上, 舌头底下, 舌头下面, 舌头边, 上牙膛, 上颌
breast | 奶, 乳, 乳房, 奶子, 奶头, 乳头, 乳晕, 胸部, 胸脯, 咪咪, 奶盘, 两个奶, 一边奶, 左奶, 右奶, 乳腺, breast, nipple, boob, 乳房里, 奶房, 奶上, 奶里, 奶边, 乳房上, 乳房旁边, 胸罩里
chest | 胸, 胸口, 胸前, 前胸, 胸膛, 胸骨, 心口, 心口窝, 心窝, 心窝子, 胸腔, chest, 胸坎, 胸脯子, 心坎, 心口子, 胸口窝, 胸口里, 左胸, 右胸, 胸口中间, 胸前区, 心前区, 胸部中间, 心口那儿, breastbone, 左边胸口, 胸骨后
heart | 心, 心脏, 心里, 心里头, 心头, 心跳, heart, heartbeat, pulse
rib | 肋, 肋骨, 肋巴骨, 肋条, 肋叉子, 两肋, 软肋, 肋巴扇, rib, ribs, 肋巴, 肋叉, 肋骨条
lung | 肺, 肺部, 肺里, 肺里头, 肺上, 气管, 支气管, lung
breath | 呼吸, 上楼, 爬楼, 爬楼梯, 上楼梯, 走几步, 走两步, 走快, 一动, 干活, 稍微动, 动一下, 平躺, 躺下, breath, breathing, stairs, upstairs, 爬两层楼, 爬一层楼, 爬三层楼, 爬几层楼, 两层楼, 三层楼, 几层楼, 走一段路, 走一百米, 走几十米, 走远点, 走快点, 做家务, 提点东西, 一走路, 活动一下, 一活动, 上坡, 上个坡, 上下楼, 睡平, 躺平, climbing stairs, walking uphill, lying flat, lie down, 吸气, 呼气, 出气, 换气, 喘口气, 吸口气, 一口气, 深呼吸, inhaling, deep breath
phlegm | 痰, 痰里, 痰里头, 咳出来, 咳出, 咳嗽, phlegm, sputum, spit, cough, coughing
belly | 肚子, 肚, 肚皮, 肚肚, 肚里, 肚里头, 肚子里, 肚子里头, 肚脐, 肚脐眼, 肚脐眼儿, 肚脐周围, 肚子下面, 右边肚子, 肚子右边, 右肚子, 肚儿, 上腹, 腹, 腹部, 腹肚, 肠子, 肠, 肠胃, 肚腩, belly, tummy, abdomen, gut, 肚囊皮, 肚子皮, 小肠, 大肠, 肚子周围, 肚子左边, 左边肚子, 肚子中间, 肚子上面, 肚子那儿, 肚门, 肠道, 腹腔, 小腹里, stomach area, intestine, bowel
stomach | 胃, 胃里, 胃里头, 胃部, 胃口, 胃口头, 上腹部, 饭后, 吃完饭, 吃完, 食道, 食管, 反流, stomach
loin | 小肚子, 小腹, 下腹, 下腹部, 小肚, lower belly, lower abdomen
groin | 大腿根, 大腿根部, 大腿根儿, 腹股沟, 大胯根, groin
liver | 肝, 肝区, 肝脏, 肝上, 胰腺, liver
gall | 胆, 胆囊, 胆管, 右肋下, gallbladder
thyroid | 甲状腺, 甲状, thyroid
kidney | 肾, 腰子, 肾脏, kidney
urine | 尿, 尿尿, 小便, 撒尿, 尿里, 尿里头, 尿液, 解小便, 解小手, 解手, 小解, 屙尿, 排尿, 拉尿, 嘘嘘, 上小号, 小号, 尿道, 痾尿, 尿出来的, 撒泡尿, pee, peeing, urine, urinate, urinating, pass water, passing water, wee, weeing, 尿检, 验尿, 尿常规, 查尿, 尿里面, 尿一次, 尿道口, urine test
stool | 屎, 大便, 拉屎, 屙屎, 便便, 粑粑, 臭臭, 解大便, 解大手, 大解, 大号, 上大号, 排便, 拉出来的, 拉出来, 痾屎, 便, 拉粑粑, 拉臭, 拉的, 拉, 屙, 痾, poo, poop, pooping, stool
anus | 屁股, 屁股蛋, 屁股眼, 屁股沟, 屁眼, 屁眼子, 屁眼儿, 肛门, 肛周, 肛, 腚, 腚眼, 腚眼子, 腚沟, 屎忽, 尻, 尻子, bottom, bum, butt, anus, rectum, buttock, 屁儿, 屎窟, 尻川, 罗柚, 肛门口, 屁股墩
private | 下身, 下面, 下边, 下体, 私处, 裆, 裆部, 裤裆, 隐私部位, 私密处, 那个地方, 那里, private parts, down there, genital
vagina | 阴道, 外阴, 子宫, 白带, 宫颈, 卵巢, 阴部, vagina, womb, ovary
period | 月经, 例假, 大姨妈, 姨妈, 生理期, 经血, 来事, 来事儿, 来例假, 来月经, 来那个, 那个来, 大姨妈来, 好朋友, 月事, period, menses
testicle | 蛋蛋, 睾丸, 阴囊, 龟头, 阴茎, 小鸡鸡, 鸡鸡, 丁丁, 小弟弟, 卵蛋, 蛋子, 卵泡, 包皮, testicle, penis, ball, 春袋, 蛋皮, 卵子
back | 腰, 后背, 背, 背上, 腰杆, 腰杆子, 腰板, 腰眼, 腰椎, 尾椎, 尾椎骨, 尾巴骨, 尾骨, 脊梁, 脊梁骨, 脊柱, 脊背, 背脊, 后腰, 腰背, 腰骨, 肩胛骨, 背心, 龙骨, 后脊梁, back, spine, tailbone, waist, 背脊骨, 腰窝, 腰脊, 条腰, 脊梁杆, 腰间, 尾巴根, 尾巴桩, 腰上, 腰部, 腰杆上, 腰里, 后背心, 背部, 后心, 腰椎间盘, 背中间, 脊梁上, lower back, upper back
joint | 膝盖, 膝头, 膝头哥, 膝盖骨, 波棱盖, 波棱盖儿, 波罗盖, 磕膝盖, 克膝头, 髁膝头, 膝, 髌骨, 踝, 螺丝骨, 螺丝拐, 胳膊肘, 胳膊肘子, 胳膊弯, 手肘, 手踭, 肘, 肘子, 手腕, 手腕子, 手脖子, 肩, 肩膀, 肩膀头, 肩膀头子, 肩头, 膊头, 膀子, 胛, 胯, 胯骨, 胯骨轴, 胯骨轴子, 胯子, 髋, 髋骨, 关节, 骨节, 骨头, 骨头缝, 骨头缝里, 骨, 脚后跟, 脚跟, 足跟, 脚踭, 脚底板, 脚底, 脚板, 脚板底, 脚掌, 脚弓, 虎口, 锁骨, knee, elbow, wrist, shoulder, hip, joint, heel, bone, 倒拐子, 手倒拐, 克膝头儿, 膝馒头, 脚馒头, 脚头趺, 胳棱瓣, 肩胛头, 肩胛, 螺蛳骨, 锁子骨, 膝盖头, 膝关节, 髋关节, 肘关节, 肩关节, 踝关节, 腕关节, 手关节, 指关节, 手指关节, knuckle, collarbone, 膝盖头子, 膝盖里, 膝盖后面, 胯骨那儿, 手腕上, 肩胛骨缝, 手弯, 腿弯子, 大胯, 胯胯, 肩窝, 肩关节处, kneecap, ankles, shoulder blade
ankle | 脚脖子, 脚腕, 脚腕子, 脚踝, 脚颈, 脚背, 脚面, 脚拐, ankle, 脚眼, 脚弯
leg | 腿, 大腿, 小腿, 腿肚子, 小腿肚子, 小腿肚, 腿肚, 腿杆子, 脚, 脚骨, 两条腿, 双腿, 下肢, 足, leg, foot, feet, calf, thigh, 脚杆, 脚瓜, 脚瓜囊, 大髀, 迎面骨, 腿梁子, 小腿骨, 大腿外侧, 腿弯, 腿窝, 膝盖窝, 腘窝, shin, 腿上, 脚上, 两腿, 两脚, 双脚, 小腿上, 大腿上, 脚丫骨, 大腿内侧, 大腿后面, 大腿筋, hamstring, calves, legs
toe | 脚趾, 脚趾头, 脚指头, 脚趾公, 大脚趾, 大脚趾头, 大脚拇指, 脚大拇指, 脚孤拐, 大拇脚趾, toe, 脚节头, 脚趾尖, 脚趾关节, 大脚趾关节, 脚趾头关节, 大脚趾骨节, 大脚趾根, 大脚骨节
hand | 手, 手指, 手指头, 指头, 手臂, 胳膊, 手掌, 手心, 手背, 手板, 大拇指, 拇指, 食指, 上臂, 前臂, 胳臂, 手杆, 手杆子, 臂, 上肢, 两只手, 双手, 手脚, 四肢, 手指尖, arm, hand, finger, thumb, forearm, 手瓜, 手节头, 节头, 手脖, 手指肚, 手上, 胳膊上, 手部, 胳膊腿, 胳膊手, 手指节, 小指, 小拇指, 无名指, 中指, 手杆上, 手肚子, 大臂, 小臂, 膀臂, arms
sole | 脚丫, 脚丫子, 脚趾缝, 脚缝, 脚心, 脚丫缝, 指甲, 趾甲, 脚趾甲, 手指甲, 脚趾盖, 脚指甲, 指甲盖, 甲沟, 脚气, nail, toenail, fingernail
skin | 身上, 皮肤, 皮, 浑身上下, 满身, 遍身, 皮上, 身上皮, skin, 皮子, 肉皮, 汗毛
whole | 浑身, 全身, 周身, 身体, 身子, 一身, 人, 整个人, body, 通身, 一身上下
armpit | 腋下, 腋窝, 胳肢窝, 夹肢窝, 胳肢窝里, 夹下, 咯吱窝, 腋毛, 夹窝, armpit, under my arm, under arm, under the arm
half | 半边身子, 半边身体, 一边身子, 半身, 一侧, 半个身子, 左半边, 右半边, 一边手脚, one side, left side, right side, 半边手, 半边脚, 半边胳膊, 半边腿, 半边身, 右半身, 左半身, 左边身子, 右边身子, 身子一边, 左边胳膊腿, 右边胳膊腿, 左边手脚, 右边手脚, one side of my body, half my body, left arm and leg, right arm and leg
walking | 走路, 走道, 走道儿, 行路, 步子, 迈步, walk, walking, 走起路来, 走路的时候, 一走路, 下楼, 下楼梯, 上下楼, 落楼梯, 行楼梯, 走不了路, going downstairs
speech | 说话, 讲话, 说话舌头, 舌头说话, 讲嘢, speech, speaking, talking
eating | 咽东西, 吞嘢, 咽饭菜, 吃东西, 吞东西, 吃饭, 咽饭, 喝水, 食嘢, 吞口水, swallow, swallowing, eating
wound | 伤口, 刀口, 口子, wound, cut
bladder | 膀胱, 输尿管, bladder
appendix | 阑尾, 盲肠, 右下腹, appendix, 右下腹部, 右下边肚子, 肚子右下边, 肚子右下角, 右边小肚子, 右小肚子, 右侧小腹, 右边小腹, 右小腹, 右下肚子, lower right belly, lower right abdomen, right lower belly, lower right side, lower right stomach
toilet | 上厕所, 蹲厕所, 去厕所, 跑厕所, 如厕, toilet
vein | 青筋, 血管, 腿上的筋, vein
`;
