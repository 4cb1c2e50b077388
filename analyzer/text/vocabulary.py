"""Words that tell what a blank stands for: measures, dates, bodies, posts, surnames.

Each constant is a regular-expression alternation, longest words first, to be read at one position. The measures
are the counters of official reports; the surnames leave out those that are function words too (于, 和, 任 …),
which need a word boundary to count as names.
"""


def alternation(words: str) -> str:
    """The blank-separated ``words`` as a group that prefers the longest."""
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"


MEASURES = (
    "万人 万户 万吨 次 遍 场 场次 轮 批 批次 届 期 人 人次 人份 名 位 户 户次 家 家次 个 所 处 处次 座 间 套 台 台次 台套 辆 艘 架 件 件次 "
    "起 例 宗 桩 条 项 类 种 方面 点 篇 份 部 本 册 册次 张 幅 版(?!本) 块 面 颗 棵 株 粒 头 只 羽 匹 枚 支 根 盏 枪 "
    "元 万元 亿元 万亿元 千元 美元 万美元 亿美元 笔 倍 成 分 分钟 秒 平方米 平方公里 平方千米 亩 公顷 公里 千米 米 厘米 毫米 "
    "毫克 微克 克 千克 公斤 斤 吨 升 毫升 立方米 立方 千瓦 万千瓦 千瓦时 度 兆瓦 天 小时 学时 课时 岁 周 周年 周岁 "
    "个月 个百分点 个工作日 工作日 日 页 栋 幢 单 车次 班次 趟 支队 席 桶 箱 包 袋 瓶 "
    "级 门 节 堂 卷 眼 片 艘次 人天 工时 标准煤 吨标准煤 吨位 床 床位 泊位 孔 节次 标段 宗地 "
)
MEASURE = alternation(MEASURES)
MAGNITUDE = r"(?:[十百千万亿]+)?"
COUNTED = rf"(?:{MAGNITUDE}[多余来]?(?:{MEASURE}|组(?![合织长成建件]))|[%‰]|[万亿](?=[,.;、。)\s]|$)|分之|百亿|千亿|万亿)"
DATED = r"(?:年(?!龄|轮)|月|日(?!期|常|均|益)|号(?=[,前起至到上下]|$)|时(?![间刻候代期光机而尚常])|点(?:钟|整|半|前|后|至|到|:|$)|季度|学年|旬|上半年|下半年)"

BODIES = alternation(
    "省 自治区 市 地区 县 区 州 盟 旗 乡 镇 村 社区 街道 街 路 屯 寨 局 委 办 厅 部 处 科 股 室 站 所 队 院 校 馆 园 厂 矿 场 港 "
    "派出所 办事处 委员会 管委会 居委会 村委会 工委 党委 党组 党支部 支部 政府 人大 政协 纪委 法院 检察院 公安局 学校 中学 小学 "
    "幼儿园 大学 学院 医院 公司 集团 银行 企业 单位 中心 协会 学会 商会 联合会 合作社 基金会 出版社 杂志社 报社 电视台 研究院 "
    "研究所 事务所 实验室 设计院 示范区 开发区 高新区 园区 新区 景区 林场 农场 水库 机场 车站 小区 公园 广场 大厦 项目 工程 公众号 平台 系统 "
    "河 江 湖 山 桥 岛 湾 大道 大街 酒店 宾馆 超市 商场 支队 大队 中队 总队 分局 分公司 事业部 工作室 股份 有限公司"
)
POSTS = alternation(
    "同志 先生 女士 同学 老师 教授 书记 副书记 省长 市长 副市长 县长 副县长 区长 镇长 乡长 村长 局长 副局长 处长 科长 股长 主任 "
    "副主任 部长 副部长 厅长 院长 校长 园长 所长 站长 队长 会长 秘书长 理事长 董事长 经理 总经理 总裁 主席 副主席 常委 委员 "
    "政委 主编 司长 州长 行长 厂长 班长 组长 馆长 台长 董事 律师 医生 医师 护士 工程师 代表 烈士 嘉宾 领导"
)

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴徐孙朱胡郭林郑罗宋唐韩冯邓彭肖袁潘蒋蔡杜苏魏吕丁沈姚卢姜崔谭陆汪范廖贾韦邹孟熊秦邱尹薛闫侯陶贺"
    "鲁匡蔺冉敖竺冼佟仝晏甄瞿裘缪娄邬滕芦昝郝龚邵覃戴樊葛邢伍庞颜倪聂岳翟殷詹申耿焦柳祝阮柯梅童凌裴霍涂翁骆辛靳鲍喻祁蒲屈艾谢许梁董曹魏程余顾施雷龙史黎"
    "劉陳楊黃趙吳孫羅謝許韓馮鄧蕭葉蘇盧鍾陸範賈鄒龔邊顧鄔閻譚聶龐鄭"
)
# Surnames that are more often part of another word; they count only at a word's beginning.
DOUBTFUL_SURNAMES = frozenset(
    "于和任向方时成关经从由文金卜夏白易江何高安万常单路解管华马周曾田付石严温康毛钱武孔汤牛齐包宁游季钟叶段章房左"
)
# Units that no noun begins with: a figure is missing before them whatever follows.
CLEAR_UNITS = alternation(
    "元 万元 亿元 公里 千米 平方公里 平方米 公顷 亩 吨 人次 万人次 个百分点 立方米 千瓦时 万千瓦 % ‰"
)
# The last words of a body that issues reports, as titles and signatures end.
ISSUERS = alternation(
    "局 委 办 办公室 厅 部 院 校 公司 政府 中心 学校 党组 党委 支部 委员会 管委会 街道 乡 镇 村 社区 集团 医院 协会 工会 法院 检察院 "
    "处 所 站 队 室 专班 指挥部"
)
# Surnames among the doubtful that are prepositions and the like: names only in a bulletin.
FUNCTION_WORDS = frozenset("于和任向方时成关经从由")
