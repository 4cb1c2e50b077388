import pytest

from analyzer.text.residue import cuts, furniture


@pytest.mark.parametrize(
    "line",
    [
        "---此处隐藏2751字,下载后查看---",
        "点击查看全文",
        "(未完待续)",
        "剩余80%未读,下载文档继续阅读",
        "登录后可查看全部内容",
        "……以下内容已隐藏300字",
    ],
)
def test_cuts(line):
    text = f"认真落实。\n{line}\n三、机制"
    found = [text[s:e] for s, e in cuts(text)]
    assert len(found) == 1
    assert found[0] in line


@pytest.mark.parametrize(
    "line",
    [
        "更新时间:2025-07 来源:网友投稿",
        "最新推荐",
        "上一篇:工作总结",
        "责任编辑:小明 浏览次数:12",
        "【字号: 大 中 小】",
        "转载请注明出处",
        "扫一扫关注公众号",
    ],
)
def test_furniture(line):
    text = f"关于防汛工作的汇报\n{line}\n今年以来,认真落实。"
    assert [text[s:e] for s, e in furniture(text)] == [line]


@pytest.mark.parametrize(
    "text",
    [
        "隐藏在深山里的3所教学点通了网络。",
        "群众可以登录平台查询办件进度,下载电子证照。",
        "办件可以下载,登录即可查看办理进度,群众满意。",
        "数据来源:市统计局。",
        "推荐先进典型12个,开展最新成果展示。",
        "责任编辑部设在宣传科。",
    ],
)
def test_sound_text(text):
    assert list(cuts(text)) == []
    assert list(furniture(text)) == []
