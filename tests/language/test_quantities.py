import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.language.measures import kind_of, units
from minsheng.language.quantities import find_quantities

# phrase = value unit qualifier; …
FOUND = """
共有床位1094张 = 1094 张 exact
设置护理床2,044张 = 2044 张 exact
新增学位2.5万个 = 25000 个 exact
新增岗位15600余个 = 15600 个 over
开课3000多节 = 3000 节 over
三千五百人参加 = 3500 人 exact
两个街道 = 2 个 exact
百余人到场 = 100 人 over
千余户受益 = 1000 户 over
万余名游客 = 10000 人 over
十几个项目 = 11 个 over
十多家企业 = 10 家 over
数百名志愿者 = 200 人 over
数十位专家 = 20 人 over
几十家医院 = 20 家 over
几千人报名 = 2000 人 over
二十余载 = 20 年 over
五分之三的居民 = 60 % exact
三分之二的家庭 = 66.6667 % exact
百分之九十的学校 = 90 % exact
近百分之八十 = 80 % approx
八成居民 = 80 % exact
九成以上 = 90 % over
满意度80％ = 80 % exact
合格率97.3% = 97.3 % exact
死亡率3‰ = 3 ‰ exact
２０所学校 = 20 所 exact
１．２万人 = 12000 人 exact
3至6岁儿童 = 3 岁 over
5一10年 = 5 年 over
每年8—12场 = 8 场 over
10-15个点位 = 10 个 over
五到六家 = 5 家 over
半年内 = 0.5 年 exact
半个月 = 0.5 个月 exact
两年半 = 2.5 年 exact
3个多月 = 3 个月 over
投入近30亿元 = 3000000000 元 approx
投资约46亿元 = 4600000000 元 approx
补贴150余万元 = 1500000 元 over
津贴400多万元 = 4000000 元 over
奖金8.94万元 = 89400 元 exact
罚款100万余元 = 1000000 元 over
花了10块钱 = 10 元 exact
票价20元钱 = 20 元 exact
捐赠人民币5000元 = 5000 元 exact
产值1700亿元人民币 = 170000000000 元 exact
贷款2亿美元 = 200000000 美元 exact
出资超915万港元 = 9150000 港元 over
将近40家 = 40 家 approx
大约60名 = 60 人 approx
500米左右 = 500 米 approx
100家左右 = 100 家 approx
接近九成 = 90 % approx
超50万册 = 500000 册 over
超过3.5万人 = 35000 人 over
逾百万人次 = 1000000 人次 over
突破200个 = 200 个 over
至少30张 = 30 张 over
不少于12学时 = 12 学时 over
不低于85% = 85 % over
60周岁及以上老人 = 60 岁 over
80岁以上 = 80 岁 over
上百家企业 = 100 家 over
近百名学生 = 100 人 approx
数千名职工 = 2000 人 over
不足20人 = 20 人 under
不到15分钟 = 15 分钟 under
不超过1万元 = 10000 元 under
20元以内 = 20 元 under
30人以下 = 30 人 under
少于5家 = 5 家 under
低于3% = 3 % under
同比增长12.5% = 12.5 % growth
比上年提高3个百分点 = 3 百分点 growth
上升了近两成 = 20 % growth
增长约5% = 5 % growth
同比下降48% = 48 % decline
减少了12起 = 12 起 decline
降低2个百分点 = 2 百分点 decline
缩短3天 = 3 天 decline
分别下降48%、56.76% = 48 % decline; 56.76 % decline
分别增长5%和8% = 5 % growth; 8 % growth
增长至5万人 = 50000 人 exact
增加到300家 = 300 家 exact
4类22支队伍 = 4 类 exact; 22 支 exact
共6批108人 = 6 批 exact; 108 人 exact
92批次400余人次 = 92 批次 exact; 400 人次 over
覆盖五街三镇 = 5 街 exact; 3 镇 exact
辖两区四县 = 2 区 exact; 4 县 exact
3大联合体 = 3 个 exact
五大课程 = 5 个 exact
一百个社区 = 100 个 exact
一万二千户 = 12000 户 exact
八万五千余册 = 85000 册 over
三点五万平方米 = 35000 平方米 exact
47326平米 = 47326 平方米 exact
160㎡ = 160 平方米 exact
3.2平方公里 = 3.2 平方公里 exact
12公顷绿地 = 12 公顷 exact
500亩果园 = 500 亩 exact
全长17公里 = 17 公里 exact
3.5吨物资 = 3.5 吨 exact
开馆10个小时 = 10 小时 exact
7个工作日办结 = 7 个工作日 exact
服务1.5万人次 = 15000 人次 exact
近20场次 = 20 场 approx
演出68场（次） = 68 场 exact
培训12期 = 12 期 exact
已举办十届 = 10 届 exact
发车120班次 = 120 班次 exact
接种3万剂次 = 30000 剂次 exact
办理案件27件 = 27 件 exact
招募3批 = 3 批 exact
公交线路9条 = 9 条 exact
藏书5万册 = 50000 册 exact
出版图书8部 = 8 部 exact
宿舍楼2栋 = 2 栋 exact
教室5间 = 5 间 exact
小区83个7245户 = 83 个 exact; 7245 户 exact
增设停车位1200余个 = 1200 个 over
配备救护车3辆 = 3 辆 exact
放映电影45场 = 45 场 exact
5名医生和22名护士 = 5 人 exact; 22 人 exact
三位教师 = 3 人 exact
6座桥 = 6 座 exact
7处食堂 = 7 处 exact
翻了3倍 = 3 倍 growth
2斤半 = 2.5 斤 exact
"""

# nothing in these is a quantity
NOT_FOUND = """
青石95中教育集团 | 东湖37中 | 第四次普查 | 第十九届 | 第3个 | 初三年级 | 24小时书房 | 24小时智慧驿站
24小时自助图书馆 | 4A级景区 | 拨打120急救 | 12345热线 | 119消防 | “1+4”模式 | “五个一”工程
“三个结合”做法 | “两站一中心”模式 | 2023年 | 2023年9月 | 23年8月 | 〔2023〕5号
青府发〔2021〕12号 | 023-68810000 | 13800000000 | 15:23 | 15：30 | 2023-07-11 06:30 | 8月10日
7月11日 | 三月 | 一个社区 | 一家医院 | 一名教师 | 一些 | 一起 | 一次 | 一位老人 | 一条 | 上半年
下半年 | 三农 | 三甲 | 十四五 | 二十大 | 十八大精神 | 二十届三中全会 | 六届六次全会 | 十四届全国人大
五位一体 | 前三名 | 前10名 | 三甲医院 | 四川 | 九寨 | 万家灯火 | 千家万户 | 百姓 | 万户 | 百家争鸣
二期工程 | 二元结构 | 三轮车 | 七支队 | 四处走访 | 十分满意 | 十之八九 | 1:20 | 2比1 | A3座位
5G基站 | 3D打印 | v2.0版 | 15单元 | 118号 | 14A-03A地块 | 次数一只 | 周三次日 | 一二三产业 | 六年级
五年级学生 | 市政协十三届三次会议 | 两会 | 双减 | 三八妇女节 | 几个 | 数个
"""
TABLE = [tuple(part.strip() for part in line.split(" = ")) for line in FOUND.strip().splitlines()]
NAMES = [cell.strip() for cell in NOT_FOUND.replace("\n", "|").split("|") if cell.strip()]


def spelled(text: str) -> str:
    return "; ".join(f"{q.value} {q.unit} {q.qualifier}" for q in find_quantities(text))


@pytest.mark.parametrize(("phrase", "expected"), TABLE)
def test_quantities(phrase: str, expected: str) -> None:
    assert spelled(phrase) == expected


@pytest.mark.parametrize("phrase", NAMES)
def test_names_with_numbers(phrase: str) -> None:
    assert spelled(phrase) == ""


def test_tables_are_long_enough() -> None:
    assert len(TABLE) + len(NAMES) >= 200


@pytest.mark.parametrize(("phrase", "_"), TABLE)
def test_offsets_read_again(phrase: str, _: str) -> None:
    for quantity in find_quantities(phrase):
        if kind_of(quantity.unit) == "place":  # divisions count in pairs only
            continue
        start = max(
            0, quantity.start - (phrase[quantity.start] in "百千万亿")
        )  # a bare scale needs its 近 or 上
        (again,) = find_quantities(phrase[start : quantity.end])
        assert (again.value, again.unit) == (quantity.value, quantity.unit)


@given(st.integers(2, 10**7), st.sampled_from(sorted(units())))
def test_figures_with_every_measure_word(number: int, word: str) -> None:
    unit = units()[word]
    if unit.kind == "place" or unit.most is not None or (unit.factor > 1 and number > 10):
        return
    if word == "年" and len(str(number)) == 4:  # a year
        return
    if word == "千克":  # 2千克 is two thousand grams
        return
    (quantity,) = find_quantities(f"共{number}{word}。")
    assert (quantity.start, quantity.unit) == (1, unit.name)
    assert quantity.value == number * unit.factor


@given(st.text("0123456789.,，。、万亿余多第“”个人元%年月日 至—一二十百几半点分之", max_size=40))
def test_any_text_is_read(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end


@given(st.text("一二三万个人元8、。 ", max_size=20), st.text("甲乙，。", max_size=5))
def test_a_stretch_of_a_text(text: str, before: str) -> None:
    whole = find_quantities(before + "。" + text, len(before) + 1)
    alone = find_quantities(text)
    assert [(q.start - len(before) - 1, q.value, q.unit) for q in whole] == [
        (q.start, q.value, q.unit) for q in alone
    ]


@pytest.mark.parametrize(
    "text", ["9" * 5000 + "个", "1千万亿亿亿亿人", "亿" * 500 + "人", "一" * 999 + "个", "1," * 999 + "元"]
)
def test_monstrous_figures_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []
