from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.language.names import find_names
from minsheng.language.segmentation import segment

# text → (class, name) of its names, the outermost readings in order
NAMED = [
    ("柳溪创新推出“积分超市”，村民用积分换日用品。", [("Programme", "积分超市")]),
    # a paper is no work
    ("据《晨间新闻》报道，临江市柳溪小学开学。", [("School", "临江市柳溪小学")]),
    # what is held and carried out, and where
    ("第五届柳溪桃花节开幕。", [("Event", "第五届柳溪桃花节")]),
    ("2023年三八妇女节将至。", []),
    ("青河区第三届非遗展演周落下帷幕。", [("Event", "青河区第三届非遗展演周")]),
    ("中国（青河）国际养老产业博览会日前开幕。", [("Event", "中国（青河）国际养老产业博览会")]),
    (
        "今年开展“送戏上山”文化惠民演出126场。",
        [("Programme", "“送戏上山”文化惠民演出")],
    ),
    ("她获评全国巾帼文明岗。", [("Award", "全国巾帼文明岗")]),
    ("民警成立“老街坊”调解室。", [("ServiceCentre", "“老街坊”调解室")]),
    ("居民到区人才服务中心办事。", [("ServiceCentre", "区人才服务中心")]),
    ("市工人文化宫请来市女子篮球队。", [("CulturalSite", "市工人文化宫"), ("Organization", "市女子篮球队")]),
    # heads and what stops a name at its left
    ("全县新建改扩建枫林小学和石桥中学。", [("School", "枫林小学"), ("School", "石桥中学")]),
    ("引进桐花、银鹭、雅槐三家机构，由桐花等机构作为各乡镇站点", []),
    # an everyday word is a place beside its full name
    ("新都区消息，新都二幼投用。", [("Place", "新都区"), ("School", "新都二幼")]),
    ("(银鹭市)桐花养老院", [("EldercareFacility", "桐花养老院")]),
    ("青石镇卫生院迁建投用。", [("HealthCentre", "青石镇卫生院")]),
    ("患者被送到松江区中心医院抢救。", [("Hospital", "松江区中心医院")]),
    ("记者在梧桐街道银杏社区看到，", [("Place", "梧桐街道银杏社区")]),
    ("桐花第六小学扩建，桐花六小开学", [("School", "桐花第六小学"), ("School", "桐花六小")]),
    ("学生就读于临江二中。", [("School", "临江二中")]),
    ("临江市一院和浙大附二院的专家", [("Hospital", "临江市一院"), ("Hospital", "浙大附二院")]),
    ("振兴云岭乡村", []),
    ("助推红枫小学发展", [("School", "红枫小学")]),
    ("由区文化馆承办。", [("CulturalSite", "区文化馆")]),
    ("成都市民政局和四川省教育厅联合印发", [("PublicBody", "成都市民政局"), ("PublicBody", "四川省教育厅")]),
    ("西部（重庆）科学城枫叶学校开学。", [("School", "西部（重庆）科学城枫叶学校")]),
    ("38中自办校区投用", [("School", "38中自办校区")]),
    ("江城实验幼儿园桃园分园投用", [("School", "江城实验幼儿园桃园分园")]),
    ("柳溪镇中心校开学", [("School", "柳溪镇中心校")]),
    ("带动薄弱学校31所", []),
    ("实行“一校长两校区”管理", [("Programme", "一校长两校区")]),
    ("由原七星区教育局改造", [("PublicBody", "七星区教育局")]),
    # a quoted phrase that nobody brings forth is a name only where the text speaks of public services
    ("他谈到“朗读四季”，“朗读四季”很热闹", []),
    (
        "社区的老人、学生和居民到图书馆志愿服务，街道养老助餐便民，“朗读四季”进行，“朗读四季”很热闹",
        [("Programme", "朗读四季")] * 2,
    ),
    ("街道将践行“健康临江2030”目标", [("Programme", "健康临江2030")]),
    ("湖铁社区老旧小区改造", [("Place", "湖铁社区")]),
    ("重现北方雄镇的风貌", []),
    ("位于山海关路339号", [("Place", "山海关路")]),
    ("今年新建第三幼儿园", [("School", "第三幼儿园")]),
    ("“守护未来”是临江区检察院打造的未检品牌。", [("Programme", "守护未来"), ("PublicBody", "临江区检察院")]),
    ("“守护未来”是一句口号。", []),
    ("“十四五”养老服务体系不断完善", []),
    ("实现“一镇一中心、一村一食堂”", [("Programme", "一镇一中心、一村一食堂")]),
    ("金鹿医院、云杉医院等3家医院", [("Hospital", "金鹿医院"), ("Hospital", "云杉医院")]),
    ("银鹭湖市民李杰来到自治区残联", [("Organization", "自治区残联")]),
    ("临江大学建筑与城市规划学院师生", [("School", "临江大学建筑与城市规划学院")]),
    ("在南昌市动物与古植物研究所", [("Organization", "南昌市动物与古植物研究所")]),
    ("南昌市枫叶体育发展有限公司承建", [("Organization", "南昌市枫叶体育发展有限公司")]),
    ("成都市羽毛球协会会长到场", [("Organization", "成都市羽毛球协会")]),
    ("家住青石镇下坞村的学生", [("Place", "青石镇下坞村")]),
    (
        "成都市民政局、财政局、教育局出台",
        [("PublicBody", "成都市民政局"), ("PublicBody", "财政局"), ("PublicBody", "教育局")],
    ),
    ("游客走进成都东岳庙", [("HeritageSite", "成都东岳庙")]),
    ("游客涌入三星堆博物馆", [("CulturalSite", "三星堆博物馆")]),
    ("成都高度重视银杏图书馆建设", [("Place", "成都"), ("CulturalSite", "银杏图书馆")]),
    (
        "澄溪书院开馆，项目集澄溪书院、展厅于一体。",
        [("CulturalSite", "澄溪书院"), ("CulturalSite", "澄溪书院")],
    ),
    ("北京一小伙救人", [("Place", "北京")]),
    ("临江法院认定天马公司违约", [("PublicBody", "临江法院"), ("Organization", "天马公司")]),
    ("走进文天祥祠", [("HeritageSite", "文天祥祠")]),
    ("澄溪少儿城市书房开放", [("CulturalSite", "澄溪少儿城市书房")]),
    ("启用消防设备成都博物馆供图", [("CulturalSite", "成都博物馆")]),
    ("优化基本公共服务自治区残联召开", [("Organization", "自治区残联")]),
    # short forms of cities and counties in company, and of autonomous divisions
    (
        "朝阳、丰台和通州三区",
        [("Place", "朝阳"), ("Place", "丰台"), ("Place", "通州")],
    ),
    ("甘孜州桐花医院、科左后旗卫健局", [("Hospital", "甘孜州桐花医院"), ("PublicBody", "科左后旗卫健局")]),
    ("教育部印发通知", [("PublicBody", "教育部")]),
    ("家住柳溪镇桐花四村的居民", [("Place", "柳溪镇桐花四村")]),
    # rare nouns name places and facilities, no firms
    ("走进马鬃福利院，前茅社区的居民", [("EldercareFacility", "马鬃福利院"), ("Place", "前茅社区")]),
    ("一家炼油公司停产", []),
    ("成都桐花医疗养老服务管理有限公司", [("Organization", "成都桐花医疗养老服务管理有限公司")]),
    ("桐花高新区投资集团", [("Organization", "桐花高新区投资集团")]),
    ("深入贯彻落实四川省委部署", [("PublicBody", "四川省委")]),
    ("汇聚“三方互信”成都二小管理团队", [("School", "成都二小")]),
    # lists and those who live there; what is brought there
    ("途经桐花、银鹭、雅槐等小区居民的家", [("Place", "桐花"), ("Place", "银鹭"), ("Place", "雅槐")]),
    ("将午饭、凉席等带来社区", []),
    ("举办好书进社区活动3次", [("Event", "好书进社区活动")]),
    ("从成都养老博览会新闻发布会上获悉", [("Event", "成都养老博览会新闻发布会")]),
    # heads that go on, verbs behind a place, names of single characters behind one
    ("中心医院站、千年雄镇", []),
    ("柳溪街道拓展养老驿站功能", [("Place", "柳溪街道")]),
    ("西安唐都医院", [("Hospital", "西安唐都医院")]),
    ("中国非遗保护协会会长", [("Organization", "中国非遗保护协会")]),
    ("中共成都市委员会印发", [("PublicBody", "中共成都市委员会")]),
    (
        "展示非遗。桐花剪纸、银鹭刺绣、雅槐醋等项目受欢迎",
        [("Work", "桐花剪纸"), ("Work", "银鹭刺绣"), ("Work", "雅槐醋")],
    ),
    # bodies of an area called by what they do
    ("区残联联合区聋人协会开展活动", [("Organization", "区残联"), ("Organization", "区聋人协会")]),
    ("在市园林绿化和水务管理局的指导下", [("PublicBody", "市园林绿化和水务管理局")]),
    ("省血吸虫病防治所在湖区设点", [("Hospital", "省血吸虫病防治所")]),
    ("成都市就业局副局长介绍", [("PublicBody", "成都市就业局")]),
    ("参保人可通过成都智慧医保App购药", [("Programme", "成都智慧医保App")]),
    # marks
    ("他说：“《临江区无障碍环境条例》是大家的，要人人遵守。”", [("Document", "《临江区无障碍环境条例》")]),
    ("开展“书香临江 悦读人生”阅读推广活动", [("Programme", "“书香临江 悦读人生”阅读推广活动")]),
    (
        "构建“社区初筛、双向转诊、上下联动”的分级诊疗体系",
        [("Programme", "“社区初筛、双向转诊、上下联动”的分级诊疗体系")],
    ),
    ("区里推出“护苗行动”。", [("Programme", "护苗行动")]),
    ("开展“暖心守护”专项行动。", [("Programme", "“暖心守护”专项行动")]),
    ("打造“一街一品”“一校一艺”等特色文化活动品牌。", [("Programme", "一街一品"), ("Programme", "一校一艺")]),
    ("上线“掌上图书馆”", [("Programme", "掌上图书馆")]),
    ('推进"五色课堂"建设', [("Programme", '"五色课堂"建设')]),
    ("印发《临江区学前教育发展规划》。", [("Document", "《临江区学前教育发展规划》")]),
    ("原创话剧《江上灯火》上演", [("Work", "《江上灯火》")]),
    ("成立“橘灯”志愿服务队", [("Organization", "“橘灯”志愿服务队")]),
    ("馆内推出《青石年画文献展》", [("Event", "《青石年画文献展》")]),
    ("学习非遗项目“云纹剪纸”", [("Work", "云纹剪纸")]),
    ("自“暖窗进社区”开展以来", [("Programme", "暖窗进社区")]),
    # editions
    ("举办首届全民读书节", [("Event", "首届全民读书节")]),
    ("第三次全国文物普查启动", [("Programme", "第三次全国文物普查")]),
    # what is held, and what takes place; the body that holds it is no part of the name
    (
        "临江区教育局召开2024年寒假教师集训总结会。",
        [("PublicBody", "临江区教育局"), ("Event", "2024年寒假教师集训总结会")],
    ),
    ("3月8日，枫林市亲子服务项目推介会在翠湖饭店举行。", [("Event", "枫林市亲子服务项目推介会")]),
    (
        "成都市民政局养老服务改革试点签约仪式举行。",
        [("PublicBody", "成都市民政局"), ("Event", "养老服务改革试点签约仪式")],
    ),
    ("举办“青苗计划”启动仪式", [("Event", "“青苗计划”启动仪式")]),
    ("召开“民声”主题新闻发布会市残联专场", [("Event", "“民声”主题新闻发布会")]),
    ("启用“一站式”未成年人保护中心", [("ServiceCentre", "“一站式”未成年人保护中心")]),
    ("报名“春芽计划”", [("Programme", "春芽计划")]),
    # the full name of a division begins a name
    ("歌声唱响成都市桐花小学", [("School", "成都市桐花小学")]),
    # heads shared by a list
    ("走访雅槐、麓溪和银杏社区。", [("Place", "雅槐"), ("Place", "麓溪"), ("Place", "银杏社区")]),
    ("来自宽坪、枫坝两镇的村民", [("Place", "宽坪"), ("Place", "枫坝")]),
    # honours, item by item
    (
        "该区获评全国义务教育优质均衡发展区、全国文明城市。",
        [("Award", "全国义务教育优质均衡发展区"), ("Award", "全国文明城市")],
    ),
    ("两人荣登“临江好人榜”", [("Award", "临江好人榜")]),
    ("古桥被公布为第三批全国重点文物保护单位", [("Award", "第三批全国重点文物保护单位")]),
    (
        "入选第二批国家级文化和旅游消费集聚区。",
        [("Award", "第二批国家级文化和旅游消费集聚区")],
    ),
    ("获得先进个人奖的情况并颁奖", [("Award", "先进个人奖")]),
    ("国家慢病综合防控示范区复查", [("Award", "国家慢病综合防控示范区")]),
    # places and bodies whose first character the segmenter cuts off, and those called by their trade
    ("新柳新区银杏路南侧", [("Place", "新柳新区"), ("Place", "银杏路")]),
    ("桐花商圈和银鹭商圈", [("Place", "桐花商圈"), ("Place", "银鹭商圈")]),
    ("桐花职业技术学院", [("School", "桐花职业技术学院")]),
    # systems of a place, heritage by what is said of it
    ("可通过临江市卫生健康云影像平台查询", [("Programme", "临江市卫生健康云影像平台")]),
    ("街道作为第二批老年友好社区建设试点街镇", [("Award", "第二批老年友好社区建设试点街镇")]),
    ("被评为“青河省社会科学普及基地”（省级）", [("Award", "青河省社会科学普及基地")]),
    ("这所省级、市级示范性幼儿园迎来新生", [("Award", "省级、市级示范性幼儿园")]),
    ("部分省级示范高中拿出名额", []),
    (
        "线路经过昆明市桐塘、榆坊、花湖和青泾4个街道",
        [
            ("Place", "昆明市"),
            ("Place", "桐塘"),
            ("Place", "榆坊"),
            ("Place", "花湖"),
            ("Place", "青泾"),
        ],
    ),
    ("市级非遗项目青石布扎传承人到场", [("Award", "市级非遗项目"), ("Work", "青石布扎")]),
    (
        "桐花秧歌2011年被列入省级非物质文化遗产名录",
        [("Work", "桐花秧歌"), ("Award", "省级非物质文化遗产名录")],
    ),
    ("引进成都桐花、成都若水等四家社工机构", [("Organization", "成都桐花"), ("Organization", "成都若水")]),
    # bodies with a conjunction before their head; an institution's own office is none
    ("霞浦县文体和旅游局主办", [("PublicBody", "霞浦县文体和旅游局")]),
    ("临江市人民医院宣传部主任", [("Hospital", "临江市人民医院")]),
    # a character before that the text has elsewhere
    # the segmenter gives the last two characters of a village or town to a word of their own
    ("干部走进柯山村，柯塘村连续三年增收。", [("Place", "柯山村"), ("Place", "柯塘村")]),
    ("农民工返乡，美丽乡村建设提速。", []),
    ("昆明市七里乡和八里村正在修路。", [("Place", "昆明市"), ("Place", "七里乡"), ("Place", "八里村")]),
    ("柳溪镇五滴村村民和柳溪镇梁家庄村干部到场。", [("Place", "柳溪镇五滴村"), ("Place", "柳溪镇梁家庄村")]),
    ("柳溪镇三个村和五类社区试点。", [("Place", "柳溪镇")]),
    # the last item of such a list need not be a name by itself
    (
        "桐花、永合、翡翠玖玺社区聚焦治理。",
        [("Place", "桐花"), ("Place", "永合"), ("Place", "翡翠玖玺社区")],
    ),
    ("学校、医院、企业、老旧社区都参加。", []),
    # a number with a nought in front counts the lines of a page
    ("预约#02桐花体育中心地址", [("ServiceCentre", "桐花体育中心")]),
    ("国网云南省昆明市供电公司抢修电路。", [("Organization", "国网云南省昆明市供电公司")]),
    # societies behind a place are called by common nouns, too
    ("昆明市环境科学研究院发布报告。", [("Organization", "昆明市环境科学研究院")]),
    (
        "昆明市青年人才协会、中国武术交流促进会成立。",
        [("Organization", "昆明市青年人才协会"), ("Organization", "中国武术交流促进会")],
    ),
    ("昆明患者投诉有限公司。", [("Place", "昆明")]),
    # who stands before a place is no part of what it begins
    ("专家介绍陈书桐昆明大学的研究。", [("School", "昆明大学")]),
    ("陈书桐历任昆明大学讲师。", [("School", "昆明大学")]),
    ("是会仙桥社区居民的探索，会仙桥社区", [("Place", "会仙桥社区"), ("Place", "会仙桥社区")]),
    ("柳溪街道复兴寺社区为提升服务", [("Place", "柳溪街道复兴寺社区")]),
    ("北仑区学校党员和教师走进社区。", [("Place", "北仑区")]),
    ("成都市委市政府与各区", [("PublicBody", "成都市委"), ("PublicBody", "市政府")]),
    ("云南能投集团建好平台", [("Organization", "云南能投集团")]),
    ("走进古桐村、潮关村、银鹭村。", [("Place", "古桐村"), ("Place", "潮关村"), ("Place", "银鹭村")]),
    ("青柳区非遗“面塑”项目传承人", [("Work", "面塑")]),
    ("获评“绿色工地”“十净工地”。", [("Award", "绿色工地"), ("Award", "十净工地")]),
    ("建好省中小企业信用服务平台", [("Programme", "省中小企业信用服务平台")]),
    # lists that a kind opens or closes
    (
        "可去银鹭湾、望月台和云栖谷，它们都是4A级景区。",
        [("ScenicSpot", "银鹭湾"), ("ScenicSpot", "望月台"), ("ScenicSpot", "云栖谷")],
    ),
    (
        "文物保护单位里有云湖烈士纪念碑、石桥书院旧址、青石古建筑群。",
        [
            ("HeritageSite", "云湖烈士纪念碑"),
            ("HeritageSite", "石桥书院旧址"),
            ("HeritageSite", "青石古建筑群"),
        ],
    ),
    # lists closed by a kind
    ("有银鹭湾、望月台等景区", [("ScenicSpot", "银鹭湾"), ("ScenicSpot", "望月台")]),
]

# kinds, sayings and quantities are no names
UNNAMED = [
    "新建优质学校10所。",
    "两家三甲医院正在建设。",
    "“三甲”医院扎堆落地。",
    "建成社区老年食堂6个。",
    "辖五街三镇。",
    "全县95个村社区都有文化室。",
    "各区教育局要加强管理。",
    "他说：“真是太方便了！”",
    "医院和学校都在附近。",
    "所在街道要加强巡查。",
    "学校召开家长会。",
    "社区开展安全宣传活动。",
    "举办讲座、培训班等活动。",
    "各乡镇（街道）卫生院都要建设。",
    "实施了一批民生工程。",
    "启动惠民项目。",
    "提升医疗水平，建设公立医院。",
    "全县各乡镇、社区都有站点。",
    "他家在成都路住。",
    "（原标题：《小河弯弯，孩子笑开颜》）",
    "补贴“40、50”人员。",
    "资助贫困家庭大学新生。",
    "打通服务群众“最后一公里”。",
    "公交车在中心医院站停靠，",
    "他带孩子来学校，再去跑医院。",
    "局长李桂林介绍，",
    "财政部门和各界来宾到场。",
    "涉海社区矫正对象、各区（市）县妇联、可视化医院、县里医院",
    "（袁文畅 周胜寺）",
    "今年重点开展五大类慈善救助活动。",
    "“建议增加一些适合学生阅读的历史、地理类书籍”",
    "把居民的“小事”当成社区的大事来办。",
    "全市教育系统和各服务平台都要落实。",
    "市级示范社区建设，国家级先进单位复查。",
    "需向医院提交材料，再借助医院平台，通过添加医院公众号办理。",
    "在家乡看外省医院和医保定点医院的专家。",
    "由原青少年活动中心老师组建。",
    "在“润物无声”中铸牢中华民族共同体意识。",
    "“加大”做好困难学生助学贷款。",
    "本市公共图书馆和研究型医院",
    "县级公立医院和各乡镇卫生院负责人参加。",
    "全市残疾人协会都有代表。",
    "活动包括“剪纸、围棋、朗诵、园艺、口琴、手语入门”等。",
]


def outermost(text: str) -> list[tuple[str, str]]:
    found, reach = [], 0
    for mention in find_names(text, segment(text)):
        if mention.start >= reach:
            found.append((mention.type, mention.name))
            reach = mention.end
    return found


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_names(text: str, names: list[tuple[str, str]]) -> None:
    assert outermost(text) == names


def test_a_programme_that_an_event_is_about_stays_a_name() -> None:
    text = "举办“青苗计划”启动仪式"
    found = {(m.type, m.name) for m in find_names(text, segment(text))}
    assert found == {("Event", "“青苗计划”启动仪式"), ("Programme", "青苗计划")}


@pytest.mark.parametrize("text", UNNAMED)
def test_kinds_are_no_names(text: str) -> None:
    assert outermost(text) == []


def test_nested_names_follow_their_holder() -> None:
    text = "成都市民政局"
    assert [(m.type, m.name) for m in find_names(text, segment(text))] == [
        ("PublicBody", "成都市民政局"),
        ("Place", "成都市"),
    ]


@given(st.text(alphabet="临江区第二小学医院“”《》、，。和在的等8中 \n+()（）·AZ奖示范区届活动", max_size=60))
def test_mentions_stand_where_they_say(text: str) -> None:
    for mention in find_names(text, segment(text)):
        assert 0 <= mention.start < mention.end <= len(text)
        assert (
            mention.name.strip('《》“”"‘’') in text[mention.start : mention.end] or mention.type == "Document"
        )
