from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.facts import Extractor
from minsheng.facts.observations import Observations, Observed, find_observations
from minsheng.facts.wordlists import confidence, rules
from minsheng.language.quantities import find_quantities
from minsheng.language.sentences import sentences
from minsheng.language.times import find_periods
from minsheng.reading import read_text
from minsheng.records import Block, Mention, Sentence

# sentence = value unit indicator; …
TABLE = """
目前全县已建成8个社区食堂。 = 8 个 社区食堂数量
全区托育机构14家、驿站37个、托位860张。 = 14 家 托育机构数量; 37 个 驿站数量; 860 张 托位数量
设立3个科普展馆、6个24小时自助驿站。 = 3 个 科普展馆数量; 6 个 24小时自助驿站数量
新增学位2.5万个，满意度达97.3%。 = 25000 个 新增学位数量; 97.3 % 满意度
累计投入近30亿元。 = 3000000000 元 投入资金
其中养老区设床位72张，医院设病床20张。 = 72 张 床位数量; 20 张 病床数量
拨款2.4亿元建设食堂。 = 240000000 元 拨款金额
社会各界捐资380万元，下拨到村。 = 3800000 元 捐资金额
追加2400万元用于养老。 = 24000000 元 追加资金
投资约4.6亿元，新建学校18所。 = 460000000 元 投资资金; 18 所 新建学校数量
已建成、在建学校10所。 = 10 所 建成在建学校数量
共派出12批次40余人次技术骨干到基层。 = 12 批次 派出技术骨干批次; 40 人次 派出技术骨干人次
累计选送医生6批108人。 = 6 批 选送医生批次; 108 人 选送医生人数
组建4类22支应急队伍。 = 4 类 应急队伍类别数量; 22 支 应急队伍数量
发放护理补贴49人次、8.9万元。 = 49 人次 发放护理补贴人次; 89000 元 发放护理补贴
窃案、抢劫案分别同比下降18%、26%。 = 18 % 窃案同比变化; 26 % 抢劫案同比变化
招生规模36个班（初中12个班、小学24个班）。 = 36 个 招生规模班数量; 12 个 初中班数量; 24 个 小学班数量
总建筑面积约40600平方米，其中地下建筑面积6200平方米。 = 40600 平方米 总建筑面积; 6200 平方米 地下建筑面积
为全区6万余名在校学生服务。 = 60000 人 在校学生人数
入园率稳步上升，2021年达91.3%。 = 91.3 % 入园率
养老机构32家，比2021年增加5家。 = 32 家 养老机构数量; 5 家 养老机构变化量
观看人数从去年的15万人次增加到今年的24万人次。 = 150000 人次 观看人数; 240000 人次 观看人数
开展近300场线上线下同步课程。 = 300 场 同步课程场次
“五色课堂”示范课3000余节。 = 3000 节 五色课堂示范课节数
12所“三优”学校开放。 = 12 所 三优学校数量
覆盖五街三镇。 = 5 个 街道数量; 3 个 镇数量
每人可获得3000元的补贴。 = 3000 元 补贴
九成以上的居民满意。 = 90 % 居民占比
6条特色鲜明的研学路线开通。 = 6 条 研学路线数量
吸引了600多位老人参与。 = 600 人 吸引老人参与人数
完成改造100户。 = 100 户 改造户数
4千多名中小学、幼儿园教师参加培训。 = 4000 人 中小学幼儿园教师人数
全县68家已运营养老机构达标。 = 68 家 运营养老机构数量
全县共有公园16个，已完工9个，完工率56%。 = 16 个 公园数量; 9 个 完工公园数量; 56 % 完工率
占地3.6万平方米。 = 36000 平方米 占地面积
托位数将从70张增加到160张。 = 70 张 托位数; 160 张 托位数
展出400余件（套）馆藏文物。 = 400 件 馆藏文物件数
推出6个精选的研学项目。 = 6 个 研学项目数量
其中高级职称6人、中级职称9人。 = 6 人 高级职称人数; 9 人 中级职称人数
在校生总人数2828人。 = 2828 人 在校生总人数
面积从600平方米扩大到1500平方米。 = 600 平方米 面积; 1500 平方米 面积
护理院（站）30家。 = 30 家 护理院数量
涉及160幢、约20万平方米不成套房屋。 = 160 幢 不成套房屋数量; 200000 平方米 不成套房屋面积
上半年已开工安置房4万套。其中建成3万套。 = 40000 套 开工安置房数量; 30000 套 建成安置房数量
新增12个班、480个学位。 = 12 个 新增班数量; 480 个 新增学位数量
招募50余名来自各镇的志愿者。 = 50 人 招募志愿者人数
20名小学生报名参加。 = 20 人 小学生报名参加人数
3名儿童医治成功。 = 3 人 儿童人数
设有800座的音乐厅。 = 800 座 音乐厅座位数
发放价值5万元的器材。 = 50000 元 器材价值
老年人口8.2万人，占总人口的21%。 = 82000 人 老年人口人数; 21 % 老年人口占总人口比例
完成年度任务的52%。 = 52 % 完成年度任务占比
其中47%都是退休职工。 = 47 % 退休职工占比
业务收入3000万元，比上年增长了1.4倍。 = 30000000 元 业务收入; 1.4 倍 业务收入变化
线路全长6.5公里，改造村道3公里。 = 6.5 公里 线路全长; 3 公里 改造村道长度
审核数据3.5万余条。 = 35000 条 审核数据数量
接待读者1.2万。 = 12000 人 接待读者人数
全区康复医院和护理院30家。 = 30 家 康复医院和护理院数量
慰问老党员、退役老兵12人。 = 12 人 慰问老党员、退役老兵人数
设有12个教学班、学位480个。 = 12 个 教学班数量; 480 个 学位数量
学校和医院分别为5所、3所。 = 5 所 学校数量; 3 所 医院数量
孵化56家社会组织。 = 56 家 社会组织数量
设立66处投放点，发放136个便民服务盒。 = 66 处 投放点数量; 136 个 发放便民服务盒数量
收到近1860份简历，全县新增低保1040人。 = 1860 份 简历数量; 1040 人 新增低保人数
全县共有公园16个，建成率90.9%。 = 16 个 公园数量; 90.9 % 建成率
网站访问量为25.3万，常住人口1.6万。 = 253000 次 网站访问量; 16000 人 常住人口人数
2019年到馆人次在15万左右，2021年在20万人次。 = 150000 人次 到馆人次; 200000 人次 到馆人次
28家博物馆调整时间，其中11家每天开放。 = 28 家 博物馆数量; 11 家 博物馆数量
参保人员50万人，累计3万余人享受待遇。 = 500000 人 参保人员人数; 30000 人 享受待遇人数
建成后增加1200个学位。 = 1200 个 学位数量
专职讲师50名，可容纳350人同时上课。 = 50 人 专职讲师人数; 350 人 容纳人数
组织见习500人。 = 500 人 见习人数
发放价值8万元器材。 = 80000 元 器材价值
7家单位签署共建协议，3万残疾人享受护理服务。 = 7 家 单位签署共建协议数量; 30000 人 残疾人护理服务人数
其中六成以上的学生为进城务工人员子女。 = 60 % 学生为进城务工人员子女占比
40名学生到青石镇。 = 40 人 学生人数
县教育局联合13部门印发方案。 = 13 个 部门数量
建成1个镇级服务站+20个村级服务站。 = 1 个 镇级服务站数量; 20 个 村级服务站数量
“1+20”服务网络覆盖全县。 =
队员平均年龄65岁。 = 65 岁 队员平均年龄
到馆人次超2万人，水渠3公里。 = 20000 人次 到馆人次; 3 公里 水渠长度
老两口的住房完工，五件套已发放，实现乡村五大振兴。 =
推出三项救助服务，办理两项业务。 = 3 项 救助服务数量
半数学员考取证书。 = 50 % 学员考取证书占比
100%行政村通客车。 = 100 % 行政村通客车占比
按照户均2000元的标准，给予补助。 = 2000 元 户均标准
每生每月不超过150元，预算30万元。 = 150 元 每生金额; 300000 元 预算
迎来747名2023级本科新生。 = 747 人 本科新生人数
12个社区参加的比赛开幕，推出20首脍炙人口的歌曲。 = 12 个 社区数量; 20 首 歌曲数量
两种医保支付方式，11个为老服务展位。 = 2 种 医保支付方式数量; 11 个 为老服务展位数量
五家县（市）人民医院授牌。 = 5 家 县人民医院数量
失业率平均值为5.3%，比一季度低0.2个百分点。 = 5.3 % 失业率平均值; 0.2 百分点 失业率平均值变化
入园率均高于全国88.1%。 =
收入占总收入比例分别为65%、70%。 = 65 % 收入占总收入比例; 70 % 收入占总收入比例
10家不同主题的书店，3所学校优势学科建设。 = 10 家 书店数量; 3 所 学校数量
100多家种植、养殖等企业参会。 = 100 家 企业数量
送上8500元爱心助学金。 = 8500 元 爱心助学金
留守儿童2200万人，去年这一数字降至902万人。 = 22000000 人 留守儿童人数; 9020000 人 留守儿童人数
设有15个转移安置点，15支防汛抢险队伍已到位。 = 15 个 转移安置点数量; 15 支 防汛抢险队伍数量
大病补助（30万元）按规定发放。 = 300000 元 大病补助
捐赠1000万，物资价值5000万。 = 10000000 元 捐赠资金; 50000000 元 物资价值
人均收入能达8000元。 = 8000 元 人均收入
中心先后五次开展义诊。 = 5 次 开展义诊次数
共有300人通过了资格审查。 = 300 人 通过资格审查人数
张某、李某等4人到场，2024届毕业生求职，7266次列车开行。 =
196台爱心氧疗设备，25支科普和医疗小分队。 = 196 台 爱心氧疗设备数量; 25 支 科普和医疗小分队数量
辅导率91%，劝和率62%，接诊量60人次。 = 91 % 辅导率; 62 % 劝和率; 60 人次 接诊量
公交车辆265辆，占比提升到79.6%。 = 265 辆 公交车辆数量; 79.6 % 公交车辆占比
凤凰村7组居民，51件民生实事分阶段评估。 = 51 件 民生实事件数
食堂提供10元、12元、15元套餐。 = 10 元 套餐金额; 12 元 套餐金额; 15 元 套餐金额
执行投币2元票价，惠及4万名城市低保学生。 = 2 元 票价; 40000 人 惠及城市低保学生人数
月票比去年便宜，在旧价的基础上下降30%。 =
设有拔河、跳绳等12个项目，409个项目入围决赛。 = 12 个 项目数量; 409 个 项目入围决赛数量
新增20个具有示范性的应用场景。 = 20 个 新增应用场景数量
共有案例800个，150余个列为优秀案例。 = 800 个 案例数量; 150 个 案例数量
在1900名受访居民中，超过43%支持改造。 = 1900 人 受访居民人数; 43 % 居民占比
图书零售额增长，分别上涨47%和31%。 = 47 % 图书零售额变化; 31 % 图书零售额变化
贯彻八项规定精神，三次产业向好，戏曲、剪纸等18项。 =
老人领高龄津贴，累计400余万元。 = 4000000 元 高龄津贴
另有服务补贴，已发49人次，合8.94万元。 = 49 人次 服务补贴人次; 89400 元 服务补贴
建有养老综合服务体，总数为8个。 = 8 个 养老综合服务体数量
艺术方面的特色学校，经全市认定的也有26所。 = 26 所 特色学校数量
已建成和在建的学校为10所，他们连续四届入选。 = 10 所 建成在建学校数量
音乐会很受欢迎，线上线下共有600万人次观看，古井分布在山区一带，共计77条。 = 6000000 人次 观看人次
招募120个高龄、失能老人，开展五大类救助活动。 = 120 个 招募高龄失能老人数量; 5 类 救助活动类别数量
300家医院建立联系，100余名在岗老师值班。 = 300 家 医院数量; 100 人 在岗老师人数
三个方面动员村民，十二届市委三次全会召开。 =
5000余万元善款到账。 = 50000000 元 善款
由24个村落组成的景区开放。 = 24 个 村落数量
救助12名无人抚养儿童。 = 12 人 救助无人抚养儿童人数
项目占地约130亩。 = 130 亩 项目占地面积
任务5个（学校4个、医院1个），已开工3个。 = 5 个 任务数量; 4 个 学校数量; 1 个 医院数量; 3 个 开工任务数量
“快乐e站”建成16个社工站。 = 16 个 社工站数量
近2万游客到访。 = 20000 人 游客人数
小区有8000多人，共3000余户。 = 8000 人 小区人数; 3000 户 小区户数
课程包括剪纸、书法、刺绣等五类。 = 5 类 课程类别数量
学历提升不少于60人。 = 60 人 学历提升人数
培育8家女性赋能社区项目。 = 8 家 女性赋能社区项目数量
补助标准为每人300元至500元。 = 300 元 补助标准; 500 元 补助标准
每场参加人数30至50人。 = 30 人 参加人数; 50 人 参加人数
社区有七八个孩子。 = 7 个 孩子数量
招收大专及以上学历护理员20名。 = 20 人 护理员人数
享受8.5折优惠。 = 8.5 折 优惠折扣
60岁以上老人3万人，较上年增加2000人。 = 30000 人 老人人数; 2000 人 老人变化量
2处国家紧急医学救援基地建成。 = 2 处 国家紧急医学救援基地数量
24个片区启动新建学校6所。 = 24 个 片区数量; 6 所 新建学校数量
"""
ROWS = [tuple(part.strip() for part in line.split(" =")) for line in TABLE.strip().splitlines()]

REFUSED = """
她今年74岁。 | age
他坚持了20年。 | duration
他走了17公里。 | length
大家达成三个共识。 | abstract noun
仪式于9时30分开始。 |
第三条规定如下。 |
共计77条。 | no noun
率达90%。 | no noun
河畔老城区南侧商业步行街东段地下文化展示中心主体建筑面积250亩。 | long label
实现四个全覆盖。 | abstract noun
"""
REFUSALS = [tuple(part.strip() for part in line.split("|")) for line in REFUSED.strip().splitlines()]


def filled(text: str, mentions: tuple[Mention, ...] = (), published: str | None = None) -> list[Sentence]:
    """The sentences of a text with their quantities and periods, and the mentions given."""
    return [
        replace(
            sentence,
            mentions=tuple(m for m in mentions if sentence.start <= m.start < sentence.end),
            quantities=tuple(find_quantities(text, sentence.start, sentence.end)),
            periods=tuple(find_periods(text, published, sentence.start, sentence.end)),
        )
        for sentence in sentences(text, [Block(0, len(text), "paragraph")])
    ]


def observe(text: str, *names: tuple[str, str], published: str | None = None) -> Observations:
    """The observations of a text in which the names (with their classes) are mentions."""
    mentions = []
    for name, type_ in names:
        start = text.find(name)
        while start >= 0:
            mentions.append(Mention(start, start + len(name), name, type_, "test", 1.0))
            start = text.find(name, start + 1)
    ordered = tuple(sorted(mentions, key=lambda mention: mention.start))
    return find_observations(text, filled(text, ordered, published))


def spelled(found: Observed) -> str:
    return f"{found.value} {found.unit} {found.indicator}"


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_observations(text: str, expected: str) -> None:
    assert "; ".join(map(spelled, observe(text).found)) == expected


@pytest.mark.parametrize(("text", "reason"), REFUSALS)
def test_refusals_are_counted(text: str, reason: str) -> None:
    result = observe(text)
    assert (result.found, dict(result.refused)) == ([], {reason: 1} if reason else {})


EXAMPLES = [(rule, example) for rule in rules()["rule"] for example in rule["yes"]]
COUNTEREXAMPLES = [(rule["id"], text) for rule in rules()["rule"] for text in rule["no"]]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda item: item.get("id", "example"))
def test_positive_examples_of_rules(rule: dict[str, Any], example: dict[str, str]) -> None:
    found = {(o.indicator, str(o.value), o.unit, o.rule) for o in observe(example["text"]).found}
    assert (example["indicator"], example["value"], example["unit"], rule["id"]) in found


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES)
def test_negative_examples_of_rules(rule: str, text: str) -> None:
    assert [o.indicator for o in observe(text).found if o.rule == rule] == []


def test_rules_are_described() -> None:
    for rule in rules()["rule"]:
        assert rule["zh"]
        assert rule["en"]
        assert 0.5 <= confidence(rule["id"]) <= 1
        assert rule["yes"]
        assert rule["no"]


@pytest.mark.parametrize(
    ("text", "names", "about"),
    [
        ("青石小学现有教师56名。", [("青石小学", "School")], "青石小学"),
        ("青石小学新建一校区。学校现有教师56名。", [("青石小学", "School")], "青石小学"),
        ("青石县中学现有教师56名。", [("青石县中学", "School"), ("青石县", "Place")], "青石县中学"),
        ("青石中心院长王某介绍，运行良好。中心现有床位56张。", [("青石中心", "ServiceCentre")], "青石中心"),
        ("青石县教育局发放补贴8万元。", [("青石县教育局", "PublicBody")], None),
        ("青石小学开学。全县新增学位600个。", [("青石小学", "School")], None),
        ("兴河街道：已建成2个社区食堂。", [("兴河街道", "Place")], "兴河街道"),
        ("明湖小学、青石小学等5所学校完成改造。", [("明湖小学", "School"), ("青石小学", "School")], None),
        ("与青石福利中心合作，受益儿童60名。", [("青石福利中心", "ServiceCentre")], None),
        ("在三门县，开放床位20张。", [("三门县", "Place")], None),
        ("青石县妇联举办讲座20场。", [("青石县妇联", "Organization"), ("青石县", "Place")], None),
        ("惠及青石县18个乡镇。", [("青石县", "Place")], "青石县"),
        ("覆盖青石大厦已入驻的120家企业。", [("青石大厦", "ServiceCentre")], "青石大厦"),
        ("兴河镇开会。全镇建成食堂3个。", [("兴河镇", "Place")], "兴河镇"),
        ("青石医院为全县老人提供3项优先服务。", [("青石医院", "Hospital")], "青石医院"),
        ("青石小学完工。改造后的学校面积3000平方米。", [("青石小学", "School")], "青石小学"),
        ("青石小学开学。建成老年食堂3个，发放补贴8万元。", [("青石小学", "School")], None),
        (
            "新落成的青石中学开学。学校占地62亩，由明湖大学帮扶。",
            [("青石中学", "School"), ("明湖大学", "School")],
            "青石中学",
        ),
        ("青石小学开学。与3家养老机构签约。", [("青石小学", "School")], "青石小学"),
        (
            "青石食堂开张。由明湖公司运营，已供餐3万份。",
            [("青石食堂", "ElderlyCanteen"), ("明湖公司", "Organization")],
            "青石食堂",
        ),
        ("由明湖公司运营，已供餐3万份。", [("明湖公司", "Organization")], "明湖公司"),
        ("投资改建成青石福利中心，目前设有床位36张。", [("青石福利中心", "ServiceCentre")], "青石福利中心"),
        (
            "新建明湖小学、青石小学，占地90亩。",
            [("明湖小学", "School"), ("青石小学", "School")],
            None,
        ),
        (
            "青石县开展暖阳行动，帮扶老人90名。",
            [("青石县", "Place"), ("暖阳行动", "Programme")],
            "暖阳行动",
        ),
        (
            "青石小学开设暖阳课堂，现有教师56名。",
            [("青石小学", "School"), ("暖阳课堂", "Programme")],
            "青石小学",
        ),
        ("青石图书馆举行墨香读书会，80名学生到场。", [("墨香读书会", "Event")], "墨香读书会"),
        ("青石县开展暖阳行动。记者看到，发放资料900份。", [("暖阳行动", "Programme")], "暖阳行动"),
        ("墨香读书会开幕。天气很好。此次活动发放资料900份。", [("墨香读书会", "Event")], "墨香读书会"),
        ("青石县开展暖阳行动。全县新增学位600个。", [("暖阳行动", "Programme")], None),
        (
            "青石县开展暖阳行动。青石小学开学。发放资料900份。",
            [("暖阳行动", "Programme"), ("青石小学", "School")],
            "青石小学",
        ),
        ("天气很好。" * 50 + "启动暖阳行动。发放资料900份。", [("暖阳行动", "Programme")], None),
    ],
)
def test_subjects(text: str, names: list[tuple[str, str]], about: str | None) -> None:
    found = observe(text, *names).found
    assert found
    assert {o.about.name if o.about else None for o in found} == {about}


def test_a_number_within_a_name_is_none() -> None:
    result = observe("三门峡市新建养老院6所。", ("三门峡市", "Place"))
    assert [spelled(o) for o in result.found] == ["6 所 新建养老院数量"]


def test_period_and_evidence() -> None:
    text = "据介绍，截至11月底，全区共有养老机构32家，床位2044张。"
    first, second = observe(text, published="2023-12").found
    assert (first.period, str(first.period_end)) == ("截至11月底", "2023-11-30")
    ((start, end),) = second.evidence
    assert "截至11月底" in text[start:end]
    assert "床位2044张" in text[start:end]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("今年上半年，老人3万人，较2020年增加2000人。", "今年上半年"),
        ("2022年全年接待读者3万人次。", "2022年"),
        ("上半年接待1.2万人次，比去年同期增长5%。", "上半年"),
        ("驿站7月3日运行以来，登记求职者140人。", "7月3日运行以来"),
    ],
)
def test_a_comparison_is_not_the_time_of_a_number(text: str, period: str) -> None:
    assert {found.period for found in observe(text, published="2023-08-15").found} == {period}


def test_evidence_names_the_antecedent() -> None:
    text = "青石小学迎来开学。学校现有教师56名。"
    (found,) = observe(text, ("青石小学", "School")).found
    assert [text[a:b] for a, b in found.evidence] == ["学校现有教师56名。", "青石小学迎来开学。"]


def test_the_same_number_twice_is_one_observation() -> None:
    result = observe("全区建成8个社区食堂。记者看到，8个社区食堂已经开门。")
    assert ([spelled(o) for o in result.found], result.refused["repeated"]) == (["8 个 社区食堂数量"], 1)


@pytest.mark.parametrize(
    ("text", "names", "count"),
    [
        ("青石小学新增学位600个。全县新增学位600个。", [("青石小学", "School")], 1),
        (
            "暖阳行动服务老人600名。青石中心服务老人600名。",
            [("暖阳行动", "Programme"), ("青石中心", "ServiceCentre")],
            1,
        ),
        (
            "青石小学新增学位600个。明湖小学新增学位600个。",
            [("青石小学", "School"), ("明湖小学", "School")],
            2,
        ),
        ("全县建成社区食堂8个。兴河镇建成社区食堂8个。", [("兴河镇", "Place")], 2),
    ],
)
def test_one_number_of_several_subjects(text: str, names: list[tuple[str, str]], count: int) -> None:
    assert len(observe(text, *names).found) == count


@pytest.mark.parametrize(
    "text", ["已建成社区食堂8个。", "目前共有8家社区食堂。", "全县现有社区食堂8处。", "全区设有8个社区食堂。"]
)
def test_one_label_for_one_thing(text: str) -> None:
    assert [o.indicator for o in observe(text).found] == ["社区食堂数量"]


@given(
    st.text("全区新增建成社食堂床位12万个张元%达，。、：“”（）的人次分别同比下降了共有学校学生", max_size=60)
)
def test_any_text_is_read(text: str) -> None:
    for found in observe(text).found:
        assert found.indicator
        assert found.value >= Decimal(0)
        for start, end in found.evidence:
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("text", "indicator", "value"),
    [
        ("社区图书室：3个", "社区图书室数量", 3),
        ("文化站（街镇级）：12个", "文化站数量", 12),
        ("护理床位：150张。", "护理床位数量", 150),
    ],
)
def test_a_noun_before_a_colon_is_what_is_counted(text: str, indicator: str, value: int) -> None:
    facts = Extractor().extract(read_text(f"临江消息\n重庆市大渡口区公布了数字。\n\n{text}\n", "a.txt"))
    assert (indicator, value) in [(o.indicator, int(o.value)) for o in facts.observations]
