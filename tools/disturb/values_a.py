"""Invented values for templates 01 to 05, one function a template; what belongs together adds up."""

from decimal import Decimal

from .chance import Chance, rate


def special_campaign(c: Chance) -> dict:
    year = c.pick((2024, 2025))
    parts = c.parts(c.n(1800, 9600), 3)
    found = c.n(86, 420)
    mended = c.share(0.8, 0.97, found)
    cases = c.n(28, 90)
    fines = c.parts(c.money(30, 160), 2)
    tested = c.n(1500, 6000)
    passed = c.share(0.95, 0.995, tested)
    complaints = c.n(80, 600)
    before = c.n(42, 90)
    after = c.n(11, 35)
    rules = c.parts(c.n(9, 24), 2)
    return {
        "city": c.place(),
        "report": (year, c.n(7, 8), c.n(3, 28)),
        "start": (year, c.n(2, 4), None),
        "staff": c.n(18, 60),
        "meetings": c.n(6, 16),
        "settled": c.n(12, 40),
        "tasks": c.n(11, 28),
        "scales": sum(parts),
        "scales_market": parts[0],
        "scales_shop": parts[1],
        "scales_sea": parts[2],
        "officers": c.large(1200, 36000),
        "visits": c.large(1100, 9800),
        "found": found,
        "mended": mended,
        "mend_rate": rate(mended, found),
        "dens": c.n(2, 9),
        "cases": cases,
        "cases_done": c.share(0.7, 0.95, cases),
        "fines": sum(fines),
        "fines_fine": fines[0],
        "fines_gain": fines[1],
        "clues": c.n(2, 11),
        "tested": tested,
        "passed": passed,
        "pass_rate": rate(passed, tested, 2),
        "fair": c.n(30, 140),
        "swapped": c.large(600, 5200),
        "complaints": complaints,
        "complaints_done": c.share(0.93, 0.99, complaints),
        "batches": c.n(2, 6),
        "exposed": c.n(8, 36),
        "watchers": c.n(20, 90),
        "visits_secret": c.n(11, 48),
        "monthly_before": before,
        "monthly_after": after,
        "monthly_drop": rate(before - after, before, 0),
        "points": c.decimal(2, 9),
        "rules": sum(rules),
        "rules_mended": rules[0],
        "rules_new": rules[1],
        "stray": c.n(8, 24),
        "left": found - mended,
        "deadline": (year, c.n(9, 12), None),
        "stations": c.n(12, 48),
    }


FEES = (
    "主要涉及骨科和康复科，项目为关节松动训练和低频脉冲电治疗，发生在去年三季度。",
    "涉及口腔科的根管充填和妇产科的产程监护两个项目，时间集中在当年4月至6月。",
    "涉及针灸科、疼痛科的普通针刺与电针同时计费，发生在自查期的前五个月。",
    "主要是手术室的一次性吸引管在麻醉费之外另行收取，发生在上半年。",
)
CASES = (
    "如内科一名慢性支气管炎患者住院六天做了两次胸部CT，病程中没有写明复查理由。",
    "典型的是一例单纯骨折患者同时开具肿瘤标志物全套，主管医师未作说明。",
    "如一名门诊随访的高血压患者一个月内重复检查心脏彩超，病历中仅写“复查”二字。",
)


def self_inspection(c: Chance) -> dict:
    year = c.pick((2024, 2025))
    paid = c.parts(c.money(800, 5200), 2)
    records, scripts = c.n(180, 900), c.n(600, 4200)
    records_bad, scripts_bad = c.share(0.03, 0.12, records), c.share(0.01, 0.06, scripts)
    wrong = c.parts(c.money(26000, 480000, 2), 4)
    back = sum(wrong) - c.n(2000, 9000)
    return {
        "clinic": (city := c.place()) + c.some("市第二人民医院 市中医医院 市康宁医院 市妇幼保健院"),
        "city": city,
        "notice": (year, c.n(2, 4), None),
        "from": (year - 1, 1, None),
        "to": (year - 1, 12, None),
        "grade": c.pick("二三"),
        "class": c.pick("甲乙"),
        "beds_plan": (beds := c.n(220, 900)),
        "beds": beds + c.n(-18, 60),
        "wards": c.n(14, 36),
        "labs": c.n(6, 13),
        "inpatients": c.large(6200, 42000),
        "outpatients": c.large(52000, 480000),
        "paid": sum(paid),
        "paid_in": paid[0],
        "paid_out": paid[1],
        "records": records,
        "scripts": scripts,
        "rows": c.decimal(12, 96),
        "records_bad": records_bad,
        "records_rate": rate(records_bad, records),
        "scripts_bad": scripts_bad,
        "scripts_rate": rate(scripts_bad, scripts),
        "wrong": sum(wrong),
        **{f"wrong_{k}": v for k, v in zip("abcd", wrong, strict=True)},
        "detail_fee": c.pick(FEES),
        "detail_case": c.pick(CASES),
        "items": c.n(3, 17),
        "back": back,
        "owed": sum(wrong) - back,
        "back_rate": rate(back, sum(wrong)),
        "repay": (year, c.n(7, 9), c.pick((15, 20, 30))),
        "talks": c.n(4, 16),
        "cut": c.n(30, 280) * 100,
        "paused": c.n(1, 6),
        "rules": c.n(18, 46),
        "rules_mended": c.n(4, 13),
        "checks": c.n(11, 60),
        "report": (year, c.n(5, 6), c.n(3, 28)),
        "contact": c.person(),
        "phone": c.phone(),
    }


OPEN_ITEMS = (
    "一是两个乡镇之间的联网管道尚未贯通，原因是跨河段用地手续仍在办理，目前已完成测量放线，年底前通水；"
    "二是三个偏远村组仍用山泉水，原因是冬季无法打井，目前井位已经选定，明年春季完工。",
    "问题主要是东片管网还没有与主管道接通，未完成的原因是林地占用审批时间较长，目前已取得预审意见，计划两个月内完工。",
    "其中水源置换一项因汛期河道水位高未能下管，目前管材已全部到场，枯水期即可施工；联网一项完成招标，施工单位已进场。",
)


def rectification(c: Chance) -> dict:
    year = c.pick((2024, 2025))
    rows, values = [], {}
    for key, office in zip("abcd", ("水资源", "农村水利", "建设与管理", "财务"), strict=True):
        found = c.n(4, 12)
        open_ = c.n(0, 2)
        rows.append((found, open_))
        values |= {f"{key}_found": found, f"{key}_done": found - open_, f"{key}_open": open_}
        values[f"{key}_office"] = office
    found, open_ = sum(r[0] for r in rows), sum(r[1] for r in rows)
    if not open_:
        found, open_ = found, 1
        values |= {"a_done": values["a_done"] - 1, "a_open": 1}
    office = c.parts(found, 2)
    samples = c.n(120, 860)
    samples_ok = c.share(0.94, 0.99, samples)
    funds = c.parts(c.money(180, 2600), 2)
    leak = c.n(18, 31)
    county = c.place()
    return values | {
        "short": county[0],
        "year": (year, None, None),
        "number": c.n(11, 96),
        "county": county,
        "city": c.place(),
        "visit": (year, c.n(3, 5), None),
        "found": found,
        "found_office": office[0],
        "found_station": office[1],
        "measures": c.n(36, 88),
        "done": found - open_,
        "open": open_,
        "rate": rate(found - open_, found),
        "signs": c.n(40, 260),
        "acres": c.n(12, 180),
        "samples": samples,
        "samples_ok": samples_ok,
        "samples_rate": rate(samples_ok, samples),
        "funds": sum(funds),
        "funds_top": funds[0],
        "funds_county": funds[1],
        "pipes": c.decimal(6, 60),
        "leak_before": leak,
        "leak_after": leak - c.n(5, 9),
        "stations": c.n(4, 15),
        "open_items": c.pick(OPEN_ITEMS),
        "deadline": (year, 12, None),
        "report": (year, c.n(8, 10), c.n(10, 28)),
        "contact": c.person(),
    }


def half_year_summary(c: Chance) -> dict:
    year = c.pick((2023, 2024, 2025))
    branches = c.parts(c.n(18, 46), 3)
    budget = c.money(60, 320)
    spent = budget - Decimal(c.n(5, 120)) / 10
    admitted = c.n(900, 3200)
    finished = c.share(0.8, 0.96, admitted)
    works = c.parts(c.n(16, 42), 3)
    return {
        "district": c.place(),
        "year": (year, None, None),
        "guests": c.decimal(9, 60),
        "growth": c.decimal(4, 28),
        "branches": sum(branches),
        "branches_street": branches[0],
        "branches_firm": branches[1],
        "branches_school": branches[2],
        "shows": c.n(32, 120),
        "exhibits": c.n(11, 40),
        "lessons": c.n(160, 900),
        "theatre": c.some("群星 春晓 新声 百花"),
        "budget": budget,
        "spent": spent,
        "spent_rate": rate(spent, budget),
        "arts": c.n(11, 24),
        "classes": c.n(48, 130),
        "applied": c.n(3300, 7800),
        "admitted": admitted,
        "finished": finished,
        "finished_rate": rate(finished, admitted),
        "cloud": c.place(),
        "clips": c.n(24, 80),
        "clicks": c.decimal(11, 90),
        "special": c.n(4, 16),
        "special_people": c.n(120, 680),
        "works": sum(works),
        "works_music": works[0],
        "works_dance": works[1],
        "works_drama": works[2],
        "work": c.some("灯火里的家 渡口人家 巷子深处 晒秋 老街的早晨"),
        "prize": c.some("全省群众文艺汇演一等奖 群星奖入围奖 市“五个一工程”优秀作品奖 省曲艺展演金奖"),
        "spring": c.some("榕城 百姓 金桥 运河"),
        "events": c.n(18, 66),
        "teams": c.n(60, 240),
        "audience": c.large(12000, 86000),
        "heritage_new": c.n(3, 12),
        "heritage": c.n(38, 96),
        "schools": c.n(12, 38),
        "school_lessons": c.n(90, 420),
        "pupils": c.large(3200, 19000),
        "poor": c.n(3, 8),
        "poor_events": c.n(5, 12),
        "experts": c.n(16, 42),
        "experts_young": c.n(5, 15),
        "goal_events": c.n(2, 6),
        "theme": c.some("红色记忆 乡村振兴 城市更新 运河文化"),
        "goal_works": c.n(4, 14),
        "academy": c.some("东方 江南 华音 南湖"),
        "goal_training": c.n(160, 620),
        "report": (year, 7, c.n(3, 20)),
    }


CAUSES = ("驾驶员疲劳驾驶、超速行驶和临水作业防护不到位", "违章操作、车辆带病上路和现场安全交底走过场")
FIRMS = ("客运企业2家、危险货物运输企业1家和施工企业2家", "道路客运企业3家、施工企业1家")
SEASONS = ("汛期防洪防台和高温防火", "寒潮雨雪和春运客流高峰", "暑运高峰和强对流天气")


def safety_quarter(c: Chance) -> dict:
    year, quarter = c.pick((2024, 2025)), c.n(1, 3)
    values: dict = {}
    for k in "abcd":
        values |= {f"{k}1": c.n(0, 3), f"{k}2": c.n(0, 2), f"{k}3": c.n(0, 4)}
    values["a1"] += 1
    sums = [sum(values[f"{k}{i}"] for k in "abcd") for i in (1, 2, 3)]
    risks, big = c.n(320, 1600), c.n(6, 19)
    risks_done, big_done = c.share(0.9, 0.99, risks), c.share(0.5, 0.8, big)
    fines = c.parts(c.money(40, 320), 3)
    last = quarter * 3
    return values | {
        "city": c.place(),
        "year": (year, None, None),
        "quarter": quarter,
        "from": (year, last - 2, 1),
        "to": (year, last, 31 if last == 3 else 30),
        "accidents": sums[0],
        "deaths": sums[1],
        "hurt": sums[2],
        "loss": c.money(30, 420),
        "accidents_drop": c.decimal(8, 40, 2),
        "deaths_drop": c.decimal(8, 50, 2),
        "when": c.some("凌晨2时至5时 早晚上下班高峰 周末和节假日返程时段 午后至傍晚"),
        "causes": c.pick(CAUSES),
        "firms": c.pick(FIRMS),
        "meetings": c.n(3, 9),
        "checks_led": c.n(6, 28),
        "talks": c.n(3, 22),
        "visits": c.large(420, 3800),
        "risks": risks,
        "risks_done": risks_done,
        "risks_rate": rate(risks_done, risks),
        "big": big,
        "big_done": big_done,
        "big_left": big - big_done,
        "wrongs": c.n(160, 900),
        "fined": c.n(90, 620),
        "fines": sum(fines),
        "fines_road": fines[0],
        "fines_water": fines[1],
        "fines_build": fines[2],
        "courses": c.n(3, 9),
        "trained": c.large(420, 2600),
        "drills": c.n(3, 12),
        "season": c.pick(SEASONS),
        "goal": c.n(85, 98),
        "report": (year, last + 1, c.n(3, 12)),
    }
