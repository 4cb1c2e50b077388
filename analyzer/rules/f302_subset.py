"""F302: a part that is larger than its whole."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from analyzer import resources
from analyzer.document import Evidence, Quantity, Report, Scope, Severity, Status
from analyzer.rules.among import among
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

# The part may also hold what was left from before, or be of another count.
_CARRIED = re.compile(
    "结转|结存|上期|往期|上年|上季|上月|历年|存量|遗留|以前|另外|另有|同比|环比|含|反弹|新增|其余|问责|处分"
)
_OTHER = re.compile("[;。]|总|累计|共")  # what follows is no further part
_NONE_CARRIED = re.compile("[^,;。]{0,6}(?:无|没有)(?:结转|遗留|存量)")
# A rate or a clause without figures may stand between (15件，全部按期答复，其中17件).
_TO_PART = re.compile(
    r"(?:,[^,;。\d]{2,10}率[^,;。\d]{0,4}[\d.]+%|,(?:比|较|同比|环比)[^,;。]{2,20}|,(?![^,]*(?:总|累计|共))[^,;。\d]{0,8}"
    r"(?:\d+个?(?:工作日|天|日|小时|月)[之以]?内)?[^,;。\d]{2,12})?[,(]其中[^,;。]*"
)
_TERM = re.compile(r"[之以]?内")  # 均在5个工作日内答复
_TRUE = re.compile("(?:不|部分|基本)?属实")  # 4件属实


class _Relation(NamedTuple):
    whole: re.Pattern[str]
    part: re.Pattern[str]
    message: str


@lru_cache(maxsize=1)
def _relations() -> tuple[_Relation, ...]:
    rows = resources.table("lexicons/figure_relations.tsv")
    return tuple(_Relation(re.compile(r["whole"]), re.compile(r["part"]), r["message"]) for r in rows)


@rule(
    "F302",
    "subset",
    "部分大于整体",
    Severity.ERROR,
    bad=[
        "本季度检查单位23个，发现问题38个，已整改⟦41个⟧。",
        "共收到意见建议18条，采纳⟦46条⟧，其余均已说明理由。",
        "发放问卷486份，回收⟦500份⟧，其中有效480份。",
        "改造农村道路60.9万公里，其中县道⟦63.8万公里⟧，全市县道总里程达95万公里。",
        "培训185人，考核合格率100%，其中一次通过⟦189人⟧，其余补考后上岗。",
        "当季受理举报7件，上季度无结转，当季办结⟦9件⟧。",
        "座谈职工代表210人，其中一线班组职工⟦265人⟧，收集意见建议47条。",
        Example("共梳理制度9项，整合⟦32项⟧。", template="共梳理制度XX项，其中整合XX项。"),
        "新增图书4836册，馆藏总量达到183564册。新书中有⟦5905册⟧由读者点单采购。",
        "全年立案查处案件46件。其中，移送司法机关⟦52件⟧。",
        "全镇18个行政村中，⟦21个⟧村建成了文化广场。",
        "召开座谈会6场，邀请群众代表128人，⟦146名⟧群众代表发了言。",
        "已通水的38个村有⟦41个⟧村配了管水员。公众号年末关注用户达到21860人，比上年增加1240人，其中已绑定社保卡的⟦22915人⟧。",
        "办理群众信访事项9件，均按时限回复，其中⟦11件⟧通过网上公开。",
        "向服务对象发放测评表350份，收回⟦362份⟧，总体评价良好。",
        "网上留言板收到线索860条，核实处理⟦874条⟧。参训护林员96名，取得上岗证⟦98名⟧。",
        "发放家长问卷410份，收回有效问卷⟦416份⟧。业务培训应到230人次，实际培训镇村两级干部⟦241人次⟧。",
        "自查发现违规金额26.4万元，已退回⟦28.1万元⟧。",
        "列入计划的12个项目，已完工⟦14个⟧。需搬迁群众126户，已搬迁⟦132户⟧。全镇党员312名，女党员⟦326名⟧。",
        "承办人大代表建议28件，已办复⟦31件⟧。下达整改通知书86份，已整改回复⟦93份⟧。确定重点项目56个，已开工⟦61个⟧。",
        "对已归档案卷抽查24份，发现缺少签字的⟦27份⟧，已退回补正。走访困难家庭18户，有就医困难的⟦21户⟧。",
        "来电反映噪声扰民的投诉受理6起，⟦8起⟧属实，已责令停工。接到群众来信14件，均在7日内回复，其中⟦17件⟧由局领导包案。",
        "答复网民留言42条，全部在3个工作日内办理，其中⟦51条⟧得到好评。",
        "评查行政处罚案卷60卷，评为优秀的⟦64卷⟧。共排查出租房屋1240间，发现线路老化的⟦1260间⟧，已发告知书。",
        "已建成充电站42座，投入运营⟦46座⟧。全县16个乡镇，已有⟦18个⟧完成换届。",
    ],
    good=[
        "全县16个乡镇，已有48个村完成换届。新建成充电站4座，投入运营6座。收到投诉15件，办理往年投诉8件，共21件属实。",
        "对已归档案卷抽查24份，发现缺少签字的3份，需要补正的问题31处。走访困难家庭18户，发放慰问品36份。",
        "受理投诉6起，5起属实；上季度转来的投诉中8起属实。接到来信14件，均在7日内回复，其中9件由局领导包案。",
        "全年发放贷款1亿2000万元，其中小微企业8000万元。",
        "本季度检查单位23个，发现问题41个，已整改38个。",
        "本月发现问题12个，连同上月结转的问题，共整改15个。",
        "2003年到2006年年均超收2040亿元，其中去年超收2573亿元。",
        "发现隐患38处，开展整改督导41次。",
        "受理线索15件，立案6件，办结7件，累计办结41件。",
        "全市收到意见建议18条，市教育局另外采纳代表建议46条。",
        "新增图书4836册。馆藏图书中有5905册破损。",
        "改造乡镇卫生院786所、县中医院285所和534所妇幼保健院。",
        "全县12个单位有15个项目开工。公众号关注用户21860人，比上年增加1240人，其中已绑定社保卡的18915人。",
        "发放宣传册3200份，收回问卷480份。申报国家级项目3个，省级项目获批5个。",
        "发放贷款1280户，收回贷款1340户。参训人员96名，考核办法通过率98%。",
        "本月新开工项目12个，已完工14个。全镇党员312名，女党员86名。",
        "确定重点项目56个，新增储备项目61个。下达整改通知书86份，整改隐患193处。",
    ],
)
def part_and_whole(report: Report, context: Context) -> Iterator[Hit]:
    """整改的比发现的多，采纳的比收到的多，回收的比发放的多。

    只比较同一句里单位相同、口径相同（都是本期或都是累计）的数字；有结转、往期、累计字样的不比。模板里写明“其中”的，按模板比。

    依据：《党政机关公文处理工作条例》第二十条（数字准确）；数据审核实务。关系见 corpora/lexicons/figure_relations.tsv。
    """
    seen = set()
    for figures in context.figures_by_sentence:
        sentence = [q for q in figures if not (q.change or q.is_rate)]
        least: dict[str, Decimal] = {}
        for i, part in enumerate(sentence):
            smallest = least.get(part.unit, part.number)
            if smallest >= part.number:
                least[part.unit] = part.number
                continue
            found = _whole(context.folded, sentence[:i], part)
            if found is None and (whole := _named_whole(context.folded, sentence, i)) is not None:
                found = whole, "“其中”的数大于总数"
            if found is not None:
                whole, message = found
                seen.add(part.span)
                yield _hit(report, whole, part, message)
    for whole, part in among(context):
        if part.span not in seen:
            seen.add(part.span)
            yield _hit(report, whole, part, "其中的数大于总数")
    for part, whole in _by_template(context):
        if part.span not in seen:
            yield _hit(report, whole, part, "部分大于整体")


def _hit(report: Report, whole: Quantity, part: Quantity, message: str) -> Hit:
    clauses = report[whole.clause].strip(), report[part.clause].strip()
    return Hit(
        part.span,
        f"{message}：“{clauses[0]}”，“{clauses[1]}”",
        "核对两个数字",
        (Evidence(clauses[0], whole.clause), Evidence(clauses[1], part.clause)),
    )


def _whole(folded: str, before: list[Quantity], part: Quantity) -> tuple[Quantity, str] | None:
    """The quantity that ``part`` is a part of and yet larger than, with the words for it."""
    # 实际培训医务人员、收费人员和药店店员508人次: a list does not part the figure from what is said of it.
    begins = max(folded.rfind(mark, part.sentence.start, part.span.start) for mark in ",;:") + 1
    since = max(begins, part.sentence.start, before[-1].span.end)
    clause = _less_none_carried(folded[since : part.span.start])
    if (true := _TRUE.match(folded, part.span.end)) is not None and not _OTHER.search(clause):
        clause += true[0]
    if part.approximate or _CARRIED.search(clause):
        return None
    for relation in _relations():
        if not relation.part.search(clause) or relation.whole.search(clause):
            continue
        for whole in reversed(before):
            words = folded[whole.clause.start : whole.span.start]
            if whole.unit == part.unit and relation.whole.search(words):
                fits = whole.number < part.number and not whole.approximate and _same_scope(whole, part)
                between = _less_none_carried(folded[whole.span.end : part.clause.start])
                if (
                    fits
                    and not _CARRIED.search(words)
                    and not _CARRIED.search(between)
                    and ";" not in between
                ):
                    return whole, relation.message
                break
    return None


def _less_none_carried(words: str) -> str:
    return _NONE_CARRIED.sub("", words) if "无" in words or "没有" in words else words


def _named_whole(folded: str, sentence: list[Quantity], i: int) -> Quantity | None:
    """The figure that one after 其中 is larger than, a term for it left out; lists of parts are F301's."""
    part = sentence[i]
    before = sentence[:i]
    if len(before) > 1 and _TERM.match(folded, before[-1].span.end):
        before.pop()
    whole = before[-1] if before else None
    if whole is None or part.unit != whole.unit or part.number <= whole.number or whole.approximate:
        return None
    if "均" in folded[whole.clause.start : whole.clause.end]:
        return None
    after = folded[part.span.end : sentence[i + 1].span.start] if i + 1 < len(sentence) else ";"
    alone = _OTHER.search(after) is not None or sentence[i + 1].unit != part.unit
    between = folded[whole.span.end : part.span.start]
    return whole if alone and _TO_PART.fullmatch(between) is not None else None


def _same_scope(whole: Quantity, part: Quantity) -> bool:
    if Scope.CUMULATIVE in (whole.scope, part.scope):
        return whole.scope == part.scope
    return whole.scope == part.scope or Scope.UNSAID in (whole.scope, part.scope)


def _by_template(context: Context) -> Iterator[tuple[Quantity, Quantity]]:
    """Part and whole where the template says that one is part of the other."""
    if context.comparison is None:
        return
    values = {
        v.slot.name: v
        for v in context.comparison.values
        if v.status is Status.FILLED and v.span and v.number is not None
    }
    by_start = {q.span.start: q for q in context.quantities}
    for value in values.values():
        whole = values.get(value.slot.part_of)
        if whole is None or value.number is None or whole.number is None or value.number <= whole.number:
            continue
        assert value.span is not None and whole.span is not None
        part_at, whole_at = by_start.get(value.span.start), by_start.get(whole.span.start)
        if part_at and whole_at and not (part_at.approximate or whole_at.approximate):
            yield part_at, whole_at
