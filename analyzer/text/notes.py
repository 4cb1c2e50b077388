"""Tells notes to the writer by their words: 待补充, 此处插入组织架构图, 写明具体诉求, 请财务科核实, 50字左右.

Brackets of a finished text hold glosses, references and real states of affairs (时间待定, 补充规定); a note asks that
something be written, checked or taken out.
"""

from analyzer.text.lookalikes import HAN
from analyzer.text.patterns import Lazy

_SOMEBODY = f"[{HAN}]{{2,8}}"
_PUT = "(?:插入|填(?:写|入|报)?+|补充|补|添加|增加|增补|加|粘贴|输入|写明|写|列出|列举|列明|说明|附|展开|举例|引用|替换|改为|注明|简述|概述|描述|放)"
_SUPPLY = "(?:提供|补充|核实|确认|填写|统计|敲定|核定|审定|测算|反馈|报送)"
_HOW = "(?:逐项|逐条|分条|分项|如实|简要|详细|具体)?"

_BEGINNINGS = (
    # 待补充, 待核实, 待财务科提供: something is to come
    r"待(?:补充?|填写?|定|核实?|核对|确认|更新|完善|续|提供|统计|明确|插入|添加|校核|审定|落实|报)",
    f"待{_SOMEBODY}{_SUPPLY}",
    # 此处插入图表, 请在此处填写; but “此处填写的别名” describes
    f"请?在?此处(?:还?可|还?需|应|请|宜|拟|根据[^)\\]】]{{0,8}}|结合[^)\\]】]{{0,8}})?{_PUT}(?!的)",
    # 写明…, 请简要描述…, 说明已采取的措施
    f"(?:以下|下面)?请?{_HOW}(?:写(?:明|清|出|做法|打算|问题|情况)|说明(?:已|具体|原因|理由|采取|主要))(?!的)",
    f"(?:以下|下面)?请?{_HOW}(?:注明|填写|填入|请填|插入|补充|输入|列明|列出|列举|简述|概述|描述|简要(?:介绍|说明|概括|描述))(?!的)",
    # 请根据实际填写, 请办公室补充
    r"请(?:根据|按照?|结合|在此|补充|核实|核对|确认|填|写|插入|更新|删除|修改|列|注)",
    f"请{_SOMEBODY}(?:补充|提供|核实|填写|确认|更新|完善)",
    r"(?:可|应)?(?:根据|按照?|结合)(?:本单位|实际|各自|具体)[^)\]】]{0,12}(?:填写|修改|补充|调整|增减|删减|完善)",
    # 开头：…, 主体：… : the parts of a template
    r"(?:开头|结尾|正文|标题|首部|主体|落款|过渡段?|第.部分):",
    # 数字待补, 材料待办公室提供, 未填
    f"[{HAN}A-Za-z0-9、,]{{1,12}}?(?:待(?:补充?|填写?|核实?|定稿?|确认|更新|统计|提供)|待{_SOMEBODY}{_SUPPLY})",
    f"[{HAN}A-Za-z0-9、,]{{1,12}}?(?:未填|需补充|需核实|自行填写|自行补充)",
    r"TODO|TBD|FIXME|todo|tbd",
)
_ENDINGS = (
    r"暂缺|数据缺失",
    r"待(?:撰写|报送?|补|查|完|更|汇总|敲定|反馈|明确|续写|录入|上传|替换|配图|加)",
    # 可删除, 建议补充案例, 与财务科核对, 数据来源?
    r"[^)]{0,12}可删除?",
    r"建议(?:补充|增加|删去)[^)]{0,12}",
    f"[^)]{{0,8}}与{_SOMEBODY}核对",
    f"[{HAN}]{{0,8}}[?]+",
    # 等数据出来再补, 引用一段原话,50字左右, 数据请港航局核
    r"[^)]{0,20}(?:再补|后补|再填|后填|后替换|字左右|字以内)",
    f"[^)]{{0,12}}请{_SOMEBODY}核",
    # 数据由投促局核准
    f"[{HAN}A-Za-z0-9、,]{{1,12}}?由?[{HAN}]{{2,10}}[局科办所室处部组心](?:填写|填报|提供|补充|核准|核实|起草)",
)
_NOTE = Lazy(rf" *(?:注:|备注:|说明:|提示:)? *(?:{'|'.join(_BEGINNINGS)}|(?:{'|'.join(_ENDINGS)})$)")
_STATE = Lazy(r"另行通知|时间待定|地点待定|待定稿|待遇|待命|待业|待办(?!公室)|补充说明|补充规定|补充协议")


def is_note(content: str) -> bool:
    """Whether what stands in a pair of brackets is a note to the writer; ``content`` is folded."""
    return _NOTE.match(content) is not None and _STATE.search(content) is None
