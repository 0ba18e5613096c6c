/** Examinations and errands that people name instead of a trouble. What no department of the city does finds nothing. */
export const examinationWords = `
体检, 体格检查, 入职体检, 健康证, 全身检查, 检查身体, 查体, 婚检, 年度体检, 驾照体检, 体检报告 | A01, A02 | list A01
疫苗, 打疫苗, 预防针, 打预防针, 流感疫苗, 乙肝疫苗, HPV疫苗, 宫颈癌疫苗, 新冠疫苗, 肺炎疫苗, 接种, 打九价, 九价, 破伤风疫苗, 带状疱疹疫苗, 水痘疫苗 | A01, A09 | list A01
抽血, 验血, 血常规, 验尿, 尿常规, 血检, 尿检, 核酸, 查血, 血液检查, 化验血 | A30 | list A30
拍片, 拍片子, X光, X线, 胸片, 照X光 | A32.01, A32 | list A32.01
CT, 做CT, 胸部CT, CT室 | A32.02, A32 | list A32.02
核磁, 核磁共振, 磁共振, MRI, 做核磁, 磁共振检查 | A32.03, A32 | list A32.03
B超, 彩超, 超声, 做B超, 超声检查 | A32.05, A32 | list A32.05
心电图, 心电, 动态心电图, 做心电图, 心超, 心脏彩超 | A32.06, A03.04 | list A32.06; cardiology orders it
冠脉造影, 心脏造影, 冠状动脉造影 | A03.04 | usage: done by cardiology
动态血压 | A03.04 | usage: done by cardiology
脑电图 | A32.07, A03.03 | list A32.07; neurology orders it
肌电图 | A32.08, A03.03 | list A32.08; neurology orders it
胃镜, 肠镜, 胃肠镜, 无痛胃镜, 做胃镜, 做肠镜, 结肠镜, 无痛肠镜 | A03.02 | usage: done by gastroenterology
呼气试验, 碳13, 碳14, 吹气试验 | A03.02 | usage: the breath test for Helicobacter pylori
肺功能, 肺功能检查, 支气管镜, 气管镜, 睡眠监测 | A03.01, A11 | usage: done by respiratory medicine
喉镜, 鼻内镜, 鼻镜, 听力测试, 听力检查, 测听力, 电子喉镜 | A11 | usage: done by ear, nose and throat
验光, 测视力, 查视力, 眼底检查, 查眼底, 测眼压 | A10 | usage: done by ophthalmology
妇科B超, HPV, TCT, 宫颈筛查, 阴道镜, 两癌筛查, 宫腔镜 | A05.01 | usage: done by gynaecology
唐筛, 四维, 四维彩超, NT检查, 胎心监护, 糖耐, 验孕, 早孕检查, 大排畸 | A05.02 | usage: parts of antenatal care
精液检查, 查精子, 膀胱镜, 精子 | A04.04, A05.05 | usage: done by urology
过敏原检测, 查过敏原, 过敏原测试, 脱敏治疗 | A03.09, A13, A11 | usage: done by allergology
测血糖, 查血糖, 糖化血红蛋白, 骨密度, 甲功, 甲状腺功能 | A03.07 | usage: read by endocrinology
骨髓穿刺 | A03.05 | usage: done by haematology
钼靶, 乳腺钼靶, 乳腺检查, 乳腺彩超 | A04.01, A32.01 | usage: asked for by the surgeons of the breast
切片, 活检 | A31 | list A31
关节镜 | A04.03, A22 | usage: done by orthopaedics
皮肤镜, 激光祛痣 | A13 | usage: done by dermatology
微量元素 | A09, A07 | usage: asked for by child health care
`;
