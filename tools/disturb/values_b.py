"""Invented values for templates 06 to 10, one function a template; what belongs together adds up."""

from decimal import Decimal

from .chance import Chance, rate


def duty_integrity(c: Chance) -> dict:
    year = c.pick((2023, 2024, 2025))
    leavers = c.n(280, 760)
    promoted = c.share(0.86, 0.98, leavers)
    prizes = c.parts(c.n(16, 58), 3)
    risks = c.n(46, 160)
    risks_done = c.share(0.9, 0.99, risks)
    funds = c.parts(c.money(90, 620), 2)
    ideas = c.n(38, 160)
    return {
        "county": c.place(),
        "school": c.some("第三 实验 育才 城南 明德"),
        "person": c.person(),
        "since": (year - c.n(1, 6), c.pick((2, 8)), None),
        "classes": c.n(30, 66),
        "pupils": c.n(1500, 3400),
        "boarders": c.n(400, 1400),
        "staff": c.n(190, 310),
        "teachers": c.n(120, 188),
        "topics": c.n(18, 52),
        "events": c.n(24, 80),
        "joined": c.n(86, 99),
        "heard": c.n(72, 160),
        "judged": c.n(40, 71),
        "leavers": leavers,
        "promoted": promoted,
        "promoted_rate": rate(promoted, leavers),
        "courses": c.n(16, 42),
        "sent": c.n(48, 190),
        "prizes": sum(prizes),
        **{f"prizes_{k}": v for k, v in zip("abc", prizes, strict=True)},
        "risks": risks,
        "risks_done": risks_done,
        "risks_rate": rate(risks_done, risks),
        "drills": c.n(4, 12),
        "funds": sum(funds),
        "funds_state": funds[0],
        "funds_gift": funds[1],
        "works": c.n(3, 12),
        "talks": c.n(30, 96),
        "hints": c.n(3, 14),
        "issues": c.n(8, 24),
        "ideas": ideas,
        "ideas_done": c.share(0.92, 0.99, ideas),
        "books": c.n(2, 6),
        "essays": c.n(1, 4),
        "report": (year, 12, c.n(16, 30)),
    }


def open_government(c: Chance) -> dict:
    year = c.pick((2022, 2023, 2024))
    rules, news, notes = c.parts(c.n(20, 52), 3), c.parts(c.large(1200, 6200), 3), c.parts(c.n(42, 160), 3)
    mails = c.n(420, 2900)
    mails_done = c.share(0.95, 0.995, mails)
    asked, carried, carry = c.n(60, 220), c.n(2, 9), c.n(2, 8)
    answers = c.parts(asked + carried - carry, 5)
    review, suit = c.parts(c.n(5, 12), 3), c.parts(c.n(4, 9), 3)
    return {
        "body": f"{c.place()}{c.some('市 县 区')}人力资源和社会保障局",
        "year": (year, None, None),
        "meetings": c.n(3, 9),
        "full": c.n(2, 6),
        "part": c.n(8, 24),
        "courses": c.n(3, 9),
        "trained": c.n(120, 480),
        "rules": sum(rules),
        "rules_kept": rules[0],
        "rules_mended": rules[1],
        "rules_ended": rules[2],
        "news": sum(news),
        "news_site": news[0],
        "news_media": news[1],
        "news_other": news[2],
        "orders": c.n(8, 16),
        "orders_out": c.n(6, 8),
        "notes": sum(notes),
        "notes_text": notes[0],
        "notes_chart": notes[1],
        "notes_film": notes[2],
        "briefings": c.n(6, 32),
        "mails": mails,
        "mails_done": mails_done,
        "mails_rate": rate(mails_done, mails),
        "asked": asked,
        "carried": carried,
        "asked_all": asked + carried,
        "answered": asked + carried - carry,
        "carry": carry,
        **{f"ans_{k}": v for k, v in zip("abcde", answers, strict=True)},
        "review": sum(review),
        **{f"review_{k}": v for k, v in zip("abc", review, strict=True)},
        "suit": sum(suit),
        **{f"suit_{k}": v for k, v in zip("abc", suit, strict=True)},
        "fee": c.pick((0, c.n(200, 3200), c.n(20, 90) * 10)),
        "report": (year + 1, 1, c.n(10, 30)),
    }


def supervision(c: Chance) -> dict:
    year = c.pick((2024, 2025))
    month = c.n(6, 8)
    tasks = c.parts(c.n(28, 60), 3)
    toilets = c.n(1800, 6200)
    toilets_on = c.share(0.85, 0.97, toilets)
    toilets_done = c.share(0.7, 0.95, toilets_on)
    funds = c.parts(c.money(1600, 9800), 3)
    spent = Decimal(c.share(0.5, 0.85, int(sum(funds) * 10))) / 10
    found = c.parts(c.n(36, 130), 2)
    seen = c.n(120, 420)
    bad = c.share(0.06, 0.18, seen)
    names = c.places(9)
    return {
        "year": (year, None, None),
        "from": (None, month, c.n(3, 8)),
        "to": (None, month, c.n(16, 28)),
        "groups": c.n(3, 8),
        "towns": c.n(9, 18),
        "villages": c.n(42, 120),
        "homes": c.n(300, 980),
        "forms": (forms := c.n(820, 2600)),
        "forms_ok": c.share(0.93, 0.99, forms),
        "tasks": sum(tasks),
        "tasks_done": tasks[0],
        "tasks_on": tasks[1],
        "tasks_late": tasks[2],
        "tasks_rate": rate(tasks[0], sum(tasks), 0),
        "pleased": c.decimal(82, 97),
        "meetings": c.n(6, 24),
        "town_good": names[0],
        "toilets": toilets,
        "toilets_on": toilets_on,
        "toilets_done": toilets_done,
        "toilets_rate": rate(toilets_done, toilets, 0),
        "sewage": c.n(12, 48),
        "rubbish": c.large(1100, 16000),
        "walls": c.n(160, 900),
        "funds": sum(funds),
        **{f"funds_{k}": v for k, v in zip("abc", funds, strict=True)},
        "spent": spent,
        "spent_rate": rate(spent, sum(funds)),
        "commune_good": names[1],
        "village_good": names[2],
        "found": sum(found),
        "found_now": found[0],
        "found_later": found[1],
        "town_a": names[3],
        "commune_a": names[4],
        "few": c.n(3, 6),
        "seen": seen,
        "seen_bad": bad,
        "seen_rate": rate(bad, seen, 0),
        "office_a": c.some("农业农村 住建 乡村建设"),
        "town_b": names[5],
        "area": names[6],
        "due": (year, c.n(3, 5), None),
        "late": c.n(3, 6),
        "office_b": c.some("生态环境 水务"),
        "village_bad": names[7],
        "villages_bad": c.n(4, 14),
        "commune_b": names[8],
        "days": c.pick((7, 10, 15)),
        "deadline": (None, month + 2, None),
        "report": (year, month + 1, c.n(2, 20)),
    }


WANTED = (
    "一是请区城管局协调燃气公司在下月15日前确定管线迁改方案；二是请区财政局加快下达第二批区级资金，建议本季度内到位。",
    "请市供电公司尽快办理三个小区的临时用电增容手续，建议于下月底前办结。",
    "无",
    "涉及电梯井道占用绿地的审批事项，需区自然资源部门出具意见，建议20个工作日内办理完毕。",
)


def project_month(c: Chance) -> dict:
    year, month = c.pick((2024, 2025)), c.n(6, 10)
    estates = c.n(18, 46)
    begun = c.share(0.7, 0.95, estates)
    ended = c.share(0.2, 0.5, begun)
    wall, pipe = c.n(18000, 92000), c.n(4200, 26000)
    total = c.parts(c.money(6800, 26000), 3)
    spent = Decimal(c.share(0.4, 0.75, int(sum(total))))
    funds = Decimal(c.share(0.6, 0.85, int(sum(total))))
    given = Decimal(c.share(0.6, 0.9, int(funds)))
    found, asks = c.n(18, 70), c.n(40, 160)
    asks_done = c.share(0.8, 0.95, asks)
    names = c.places(4)
    return {
        "district": names[0],
        "year": (year, None, None),
        "issue": month - 2,
        "month": (year, month, None),
        "body": f"{names[0]}区{c.some('城市更新项目管理中心 旧改工程建设管理处 城建项目服务中心')}",
        "report": (year, month + 1, c.n(1, 3)),
        "estates": estates,
        "area": c.decimal(32, 140),
        "homes": c.large(3200, 16000),
        "total": sum(total),
        **{f"total_{k}": v for k, v in zip("abc", total, strict=True)},
        "begin": (year, c.n(2, 4), None),
        "finish": (year, 12, None),
        "begun_month": c.n(2, 5),
        "begun": begun,
        "begun_rate": rate(begun, estates),
        "ended_month": min(ended, c.n(1, 3)),
        "ended": ended,
        "wall_month": c.share(0.1, 0.3, wall),
        "wall": wall,
        "wall_rate": c.decimal(36, 80),
        "pipe_month": c.share(0.1, 0.3, pipe),
        "pipe": pipe,
        "lifts": c.n(3, 9),
        "lifts_on": c.n(2, 9),
        "spent_month": Decimal(c.share(0.08, 0.2, int(spent))),
        "spent": spent,
        "spent_rate": rate(spent, sum(total)),
        "ahead": c.some("超前 滞后"),
        "ahead_points": c.decimal(1, 7),
        "funds": funds,
        "given": given,
        "rest": funds - given,
        "given_rate": rate(given, funds),
        "checks": c.n(3, 9),
        "found": found,
        "mended": c.share(0.75, 0.95, found),
        "asks": asks,
        "asks_done": asks_done,
        "asks_open": asks - asks_done,
        "estate_a": c.some("幸福里 春晖 机械厂宿舍 锦绣"),
        "estate_b": c.some("文华 纺织 康乐 朝阳"),
        "blocks": c.n(2, 7),
        "next_spend": c.money(420, 1800, 0),
        "next_rate": c.decimal(62, 93),
        "plan": (None, month + 1, c.pick((10, 15, 20))),
        "sign": c.n(2, 6),
        "wanted": c.pick(WANTED),
        "writer": c.person(),
        "checker": c.person(),
    }


WHY = (
    "消防验收资料中缺少两份检测报告,施工单位正在补办",
    "工程结算正在委托第三方审核,审定金额尚未出具",
    "喷淋管道试压不合格,施工单位还在返修",
)


def explanation(c: Chance) -> dict:
    year = c.pick((2023, 2024))
    got = c.parts(c.money(420000, 2600000, 2), 3)
    used = Decimal(c.share(0.7, 0.93, int(sum(got)))) + Decimal("0.50")
    spent = c.parts(used, 3)
    price = c.n(1800, 6200) * 100
    paid = c.share(0.5, 0.7, price // 100) * 100
    return {
        "home": f"{c.place()}{c.some('市颐康养老院 区夕照红老年公寓 区安和护养院 市福寿园养老中心')}",
        "district": c.place(),
        "letter": (year + 1, c.n(3, 5), c.n(2, 27)),
        "year": (year, None, None),
        "letter_about": f"(区民函〔{year + 1}〕{c.n(11, 60)}号,主要询问{c.some('结余资金的成因 个别凭证附件不全 工程尾款的支付安排')})",
        "founded": (c.n(2009, 2018), None, None),
        "form": c.some("公办 公建民营 民办"),
        "beds": c.n(160, 420),
        "elders": c.n(110, 155),
        "weak": c.n(46, 108),
        "staff": c.n(42, 96),
        "nurses": c.n(20, 41),
        "got": sum(got),
        "times": c.n(2, 4),
        **{f"got_{k}": v for k, v in zip("abc", got, strict=True)},
        "until": (year, 12, 31),
        "used": used,
        "rest": sum(got) - used,
        "used_rate": rate(used, sum(got)),
        **{f"used_{k}": v for k, v in zip("abc", spent, strict=True)},
        "begin": (year, c.n(6, 9), None),
        "price": price,
        "price_paid": paid,
        "price_owed": price - paid,
        "why": c.pick(WHY),
        "voucher": c.n(118, 690),
        "spend": c.n(32, 480) * 100,
        "use": c.some("购置护理床床垫和防褥疮气垫 采购冬季取暖用品 更换厨房冷藏设备 购买失能老人洗浴用品"),
        "others": c.n(6, 22),
        "day": c.pick((5, 8, 10)),
        "pages": c.n(12, 60),
        "report": (year + 1, c.n(6, 7), c.n(2, 28)),
        "clerk": c.person(),
        "chief": c.person(),
    }
