"""Single indicators that a rule must flag, and others that it must not.

Names and values of the seeds are marked by their project; the others are such as people write elsewhere.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """An indicator that a rule looks at.

    Attributes:
        code: of the rule, with a severity behind it where it is not the rule's usual one.
        level2: the category.
        name: the indicator's name.
        value: for the period and the year.
    """

    code: str
    level2: str
    name: str
    value: str


QUANTITY, QUALITY, TIME, COST = "数量指标", "质量指标", "时效指标", "成本指标"
ECONOMIC, SOCIAL, ECOLOGICAL, LASTING = "经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"
SATISFACTION = "服务对象满意度指标"

FLAGGED = [
    Case("I07", QUANTITY, "维稳工作任务完成率", "100%"),  # 004/1
    Case("I07", QUANTITY, "补贴发放人数", "≥90%发放到位"),  # 002/1
    Case("I07", QUANTITY, "建档率", "1人1档"),  # 003/16
    Case("I08", QUANTITY, "扶贫助困购置数", "75000元"),  # 003/12
    Case("I08", QUANTITY, "补贴标准", "500元/人"),
    Case("I09", ECONOMIC, "安全生产事故", "零事故"),  # 003/12
    Case("I09", ECOLOGICAL, "购买志愿服务", "100人"),  # 003/37
    Case("I09", ECOLOGICAL, "按照预算指标完成", "≥90%控制率"),  # 002/1
    Case("I09", SOCIAL, "群众满意度", "≥90%"),
    Case("I09", QUALITY, "补贴发放及时率", "100%"),
    Case("I09", TIME, "预算执行率", "≥95%"),
    Case("I10", TIME, "在2023年12月31日前完成。", "100%"),  # 003/29
    Case("I10", TIME, "12月底前完成采购", "100%"),
    Case("I10", QUANTITY, "组织全镇各村社区党员干部到红色教育基地参观学习", "2次"),
    Case("I13", SATISFACTION, "师生认可度", "≧90%"),  # 000/6
    Case("I13", SATISFACTION, "患者满意度", "≥90%"),
    Case("I14", SATISFACTION, "受训人员满意度、师生认可度", "≧90%"),  # 000/6
    Case("I14", QUANTITY, "培训人数和培训次数", "≥20人"),
    Case("I18", QUANTITY, "指标1：慰问人数", "≥20人"),
    Case("I18", QUANTITY, "**宣传次数", "≥2次"),
    Case("I18 warning", QUANTITY, "宣传次数", "≥**次"),
    Case("I18 warning", QUANTITY, "宣传次数", "XX次"),
    Case("V03", QUANTITY, "补贴发放次数", "4"),  # 001/3
    Case("V03", QUANTITY, "采购宣传制品的数量", "≥20000"),  # 004/2
    Case("V03", QUANTITY, "宣传活动次数", "3-5"),
    Case("V04", QUANTITY, "组织慰问活动轮次(次)", "1"),  # 001/8
    Case("V04", COST, "服装单价（元/套）", "≤180"),
    Case("V05", TIME, "慰问活动完成及时率（%）", "100"),  # 001/9
    Case("V05", QUALITY, "出勤率", "≥95"),
    Case("V05", SATISFACTION, "群众满意度", "95"),
    Case("V06", QUANTITY, "招聘人数", "约40人"),  # 001/4
    Case("V06", QUANTITY, "招聘人数", "40人左右"),
    Case("V07", QUANTITY, "采购保安服装", "≧8套"),  # 000/1
    Case("V07", COST, "慰问金（品）成本标准", "大于等于1000元/人"),  # 001/9
    Case("V07", SATISFACTION, "绿化养护满意率", "90%及以上"),  # 003/36
    Case("V08", COST, "预算执行", "按预算执行"),  # 000/4
    Case("V08", TIME, "工资发放及时性", "及时"),  # 003/23
    Case("V08", QUANTITY, "培训内容", "按要求落实到位"),
    Case("V08 info", QUALITY, "支出合规性", "合规"),  # 003/5
    Case("V08 info", QUALITY, "评估等级", "良好"),  # 003/3
    Case("V09", SATISFACTION, "投诉率", "5件以下"),  # 003/14
    Case("V09", QUANTITY, "建档率", "1人1档"),  # 003/16
    Case("V09", TIME, "补贴发放及时率", "及时"),  # 003/18
    Case("V10", QUALITY, "验收合格率", "292%"),
    Case("V10", QUALITY, "验收合格率", ">100%"),
    Case("V10", QUALITY, "验收合格率", "90%~120%"),
    Case("V10", QUALITY, "验收合格率", "100%-100.5%"),
    Case("V10", QUALITY, "验收合格率", "-5%"),
    Case("V11", QUALITY, "资金使用合规率", "≥100%"),
    Case("V12", QUANTITY, "补贴发放人数", "≥90%发放到位"),  # 002/1
    Case("V12", SATISFACTION, "服务对象满意度", "≥90%满意"),  # 002/2
    Case("V13", QUANTITY, "值班备勤队伍", "6名站长，36名队员"),  # 003/27
    Case("V13", SOCIAL, "服务成效", "有效提升" * 11),
    Case("V14", TIME, "补助发放完成时间", "2023年12月前"),
    Case("V14", TIME, "补助发放完成时间", "2025年3月前"),
    Case("V14", TIME, "在2021年12月31日前完成", "100%"),
    Case("V15", TIME, "维稳工作任务完成时间", "2024年内"),  # 004/1
    Case("V15", TIME, "按项目计划完成工作", "2024年底"),  # 002/2
    Case("V15", TIME, "完成时间", "年底前"),
    Case("V16", SOCIAL, "城中村安全隐患", "比往年下降"),  # 003/27
    Case("V16", ECONOMIC, "居民收入", "提高10%"),
    Case("V17", QUANTITY, "购置办公用品数量", "一批"),  # 001/2
    Case("V17", QUANTITY, "消防整改宗数", "按实际整改数"),  # 003/12
    Case("V17", QUANTITY, "印刷党建宣传资料数量", "≥1批"),  # 001/10
    Case("V18", QUANTITY, "适龄参与体检人数", "≧5人次"),  # 000/3
    Case("V18", QUANTITY, "供养特困人员", "1户"),  # 003/26
    Case("V18", QUANTITY, "举办活动场数", "4次"),  # 003/1
    Case("V18", QUANTITY, "水电邮费", "≧36次"),  # 000/6
    Case("V18", QUANTITY, "慰问户数（户）", "30人"),
    Case("V19", QUANTITY, "办公设备购置数量", "≧2台电脑"),  # 000/8
    Case("V20", TIME, "任务完成及时率（%）", "≧90%"),  # 000/1
    Case("V20", QUANTITY, "党建活动参加人次（次）", "约862人次"),  # 001/1
    Case("V20", COST, "服装单价（元/套）", "≤180元/套"),
    Case("V21", QUANTITY, "慰问人数", ">100人"),  # 001/9
    Case("V21", SATISFACTION, "服务对象满意度", "＞80%"),  # 001/9
    Case("V22", QUANTITY, "人员聘用数", "5人"),  # 000/4
    Case("V23", QUALITY, "出勤率", "≥9O%"),
    Case("V23", QUANTITY, "服务人数", "1O0人"),
    Case("V23", TIME, "完成时间", "2024年13月"),
    Case("C01", COST, "印刷党建宣传资料成本", "≥20元/份"),  # 001/10
    Case("C01", COST, "慰问金（品）成本标准", "大于等于1000元/人"),  # 001/9
    Case("C01", COST, "人员聘用成本", "≧95%"),  # 000/4
    Case("C01", COST, "控制预算数", "≥90%控制率"),  # 002/1
    Case("C02", COST, "文化管理员成本标准", "10000元/人"),  # 000/9
    Case("C04", COST, "人员聘用成本", "≧95%"),  # 000/4
    Case("C05", COST, "辅助人员聘用成本标准", "≥12万元/年"),  # 004/12
    Case("T01", SATISFACTION, "调查对象满意度", "≥80%"),  # 001/7
    Case("T01", SATISFACTION, "服务对象满意度", ">80%"),  # 001/9
    Case("T01", SATISFACTION, "群众满意度", "≥89.9%"),
    Case("T01", SATISFACTION, "群众满意度", "80%-95%"),
    Case("T01", SATISFACTION, "群众满意度", "89.9%-100%"),
    Case("T02", SATISFACTION, "服务满意度", "100%"),  # 003/4
    Case("T03", SATISFACTION, "有效投诉情况", "无投诉或投诉全部落实"),  # 001/4
    Case("T03", SATISFACTION, "投诉率", "5件以下"),  # 003/14
    Case("T03", SATISFACTION, "群众满意度", "满意"),
    Case("T03", SATISFACTION, "群众满意度", "≥95分"),
    Case("T03", SATISFACTION, "群众满意度", "90-95人"),
    Case("T03", SATISFACTION, "群众满意度", "较高水平"),
    Case("T03", SATISFACTION, "群众投诉率", "≤5%"),
    Case("T04", SATISFACTION, "疫情防控政策群众普及程度", "90%以上"),  # 003/37
    Case("T04 info", SATISFACTION, "服务对象满意", ">80%"),  # 001/8
    Case("T04", SATISFACTION, "群众获得感", "≥90%"),
    Case("T04", SATISFACTION, "95%", "≥90%"),
    Case("T04 info", SATISFACTION, "服务对象满意（%）", "≥90%"),
]

SILENT = [
    Case("I07", QUANTITY, "采购保安服装", "≧8套"),  # 000/1
    Case("I07", QUALITY, "出勤率", "≧95%"),  # 000/4
    Case("I08", COST, "保安服装标准", "≦180元/套"),  # 000/1
    Case("I08", QUANTITY, "慰问人数", ">100人"),  # 001/9
    Case("I09", SOCIAL, "提升社区治安安全", "有所提升"),  # 000/1
    Case("I09", LASTING, "营造和谐稳定的社会环境", "长期"),  # 004/1
    Case("I09", SOCIAL, "养老服务覆盖率", "100%"),  # 003/3
    Case("I09", ECOLOGICAL, "空气质量达标率", "≥90%"),
    Case("I09", ECONOMIC, "降低采购成本", "≥5%"),
    Case("I09", TIME, "补助发放完成时间", "2024年12月前"),  # 000/2
    Case("I10", LASTING, "确保退役军人安置、管理保障等工作顺利推进", "长期"),  # 000/10
    Case("I10", QUANTITY, "2024年春节慰问人数", "≥20人"),
    Case("I13", TIME, "任务完成及时率（%）", "≧90%"),  # 000/1
    Case("I13", QUANTITY, "业务培训人次", "≧8人次"),  # 000/6
    Case("I14", SOCIAL, "提高慰问对象获得感、幸福感", "有效提高"),  # 001/9
    Case("I14", QUANTITY, "开展培训/会议次数", "约5次"),  # 001/11
    Case("I14", QUALITY, "发放慰问金/慰问品到位率", "100%"),  # 001/8
    Case("I18", QUANTITY, "指标体系建设数量", "1套"),
    Case("I18", QUANTITY, "XXL号服装数量", "≥8套"),
    Case("V03", QUANTITY, "组织慰问活动轮次(次)", "1"),  # 001/8
    Case("V03", TIME, "慰问活动完成及时率（%）", "100"),  # 001/9
    Case("V03", QUANTITY, "慰问次数", "1次"),  # 001/9
    Case("V03", QUANTITY, "购置办公用品数量", "一批"),  # 001/2
    Case("V04", QUANTITY, "举办人才招聘活动次数(场)", "约3场"),  # 001/4
    Case("V04", QUANTITY, "人大代表接待选民群众（含云接访）次数", "4"),  # 003/10
    Case("V05", SOCIAL, "提高办公效率", "有效提高"),  # 000/11
    Case("V05", QUANTITY, "巡查频率", "2"),
    Case("V05", TIME, "补贴发放及时率", "100%"),  # 001/3
    Case("V06", QUANTITY, "采购保安服装", "≧8套"),  # 000/1
    Case("V06", COST, "节约经费", "节约5万元"),
    Case("V07", TIME, "任务完成及时率", "≥90%"),  # 001/1
    Case("V07", QUANTITY, "慰问人数", ">100人"),  # 001/9
    Case("V07", QUANTITY, "招聘人数", "约40人"),  # 001/4
    Case("V08", SOCIAL, "提升党员政治素养", "有效提升"),  # 001/1
    Case("V08", QUANTITY, "购置办公用品数量", "一批"),  # 001/2
    Case("V08", TIME, "补贴发放及时率", "及时"),  # 003/18
    Case("V08", QUALITY, "安全生产事故", "零事故"),
    Case("V08", QUANTITY, "宣传次数", "每季度一次"),
    Case("V09", SOCIAL, "提高办公效率", "有效提高"),  # 000/11
    Case("V09", SOCIAL, "提高就业人员工作效率", "有效提高"),  # 001/19
    Case("V09", TIME, "慰问活动完成及时率（%）", "100"),  # 001/9
    Case("V09", QUALITY, "设备故障率", "≦10%"),  # 000/5
    Case("V09", QUALITY, "成本偏差率", "±3%以内"),
    Case("V09", SOCIAL, "安全事故发生率", "零发生"),
    Case("V10", QUALITY, "资金发放合规率", "100%"),  # 000/2
    Case("V10", ECONOMIC, "产值增长率", "≥120%"),
    Case("V10", QUALITY, "验收合格率", "0-100%"),
    Case("V10", QUALITY, "验收合格率", "0%"),
    Case("V10", QUALITY, "成本偏差率", "-5%~5%"),
    Case("V10", QUALITY, "成本偏差率", "±3%以内"),
    Case("V10", ECONOMIC, "产值增长率", "110%~120%"),
    Case("V10", QUANTITY, "服务人数", "90~120人"),
    Case("V11", QUALITY, "资金发放合规率", "100%"),  # 000/2
    Case("V11", ECONOMIC, "产值增长率", "≥100%"),
    Case("V12", SATISFACTION, "绿化养护满意率", "90%及以上"),  # 003/36
    Case("V12", QUALITY, "合格率", "达到90%"),
    Case("V12", ECONOMIC, "产值", "比上年增长10%"),
    Case("V13", COST, "宣传品单价", "≥1.6元/份（个）"),  # 004/10
    Case("V13", SATISFACTION, "群众满意度", "≥90%" + "积极调动广大居民的积极性" * 4),
    Case("V14", TIME, "补助发放完成时间", "2024年12月前"),  # 000/2
    Case("V14", TIME, "补助发放完成时间", "12月前"),
    Case("V14", TIME, "补助发放完成时间", "2025年1月前"),
    Case("V14", TIME, "2023年度审计整改及时率", "100%"),
    Case("V15", TIME, "采购完成时间", "2024年6月前"),  # 000/5
    Case("V15", TIME, "完成时间", "12月底前"),
    Case("V16", SOCIAL, "提升党员政治素养", "有效提升"),  # 001/1
    Case("V16", ECONOMIC, "产值", "比上年增长10%"),
    Case("V17", QUANTITY, "采购批次", "3批"),
    Case("V17", QUANTITY, "印刷党建宣传资料数量", "≥5000份"),
    Case("V18", QUANTITY, "业务培训人次", "≧8人次"),  # 000/6
    Case("V18", QUANTITY, "举办党建活动场次", "≥5次"),  # 001/1
    Case("V18", QUANTITY, "党务工作者补贴人数", "约6名"),  # 001/5
    Case("V18", QUANTITY, "检查生产经营单位次数", "2400家次"),  # 003/12
    Case("V18", QUANTITY, "租用办公场地面积（平方米）", "5911.6平方米"),  # 003/2
    Case("V18", QUANTITY, "党建活动参加人次（次）", "约862人次"),  # 001/1
    Case("V18", QUALITY, "出勤率（%）", "20人"),
    Case("V19", QUANTITY, "办公设备购置数量", "≧3台"),  # 000/5
    Case("V19", COST, "宣传品单价", "≥1.6元/份（个）"),  # 004/10
    Case("V20", TIME, "补贴发放及时率", "100%"),  # 001/3
    Case("V20", TIME, "慰问活动完成及时率（%）", "100"),  # 001/9
    Case("V21", QUANTITY, "慰问人数", "≥100人"),
    Case("V21", QUANTITY, "慰问人数", "超过100人"),
    Case("V21", ECONOMIC, "净收益", ">0元"),
    Case("V21", QUANTITY, "净增人数", ">0人"),
    Case("V22", QUANTITY, "采购保安服装", "≧8套"),  # 000/1
    Case("V22", QUANTITY, "补贴发放次数", "4"),  # 001/3
    Case("V22", QUALITY, "资金发放合规率", "100%"),  # 000/2
    Case("V23", QUANTITY, "5G基站数量", "5G基站3个"),
    Case("V23", QUANTITY, "服务人数", "1００0人"),
    Case("C01", COST, "预算执行率（%）", "≧90%"),  # 000/1
    Case("C01", COST, "预算的执行率", "≥90%"),  # 001/22
    Case("C01", COST, "预算执行", "≧90%"),  # 000/3
    Case("C01", COST, "保安服装标准", "≦180元/套"),  # 000/1
    Case("C01", COST, "采购成本节约", "≥5%"),
    Case("C01", COST, "信访宣传制品单价", "1.25元/份"),  # 004/9
    Case("C02", COST, "保安服装标准", "≦180元/套"),  # 000/1
    Case("C02", COST, "预算执行率（%）", "100%"),  # 001/3
    Case("C04", COST, "预算执行率（%）", "≧90%"),  # 000/1
    Case("C04", COST, "控制预算数", "≥90%控制率"),  # 002/1
    Case("C04", COST, "采购成本节约率", "≥5%"),
    Case("C05", COST, "电脑单价标准", "≦5000元/台"),  # 000/8
    Case("T01", SATISFACTION, "群众满意度", "≧90%"),  # 000/1
    Case("T01", SATISFACTION, "群众投诉率", "≤5%"),
    Case("T01", SATISFACTION, "群众投诉率", "3%-5%"),
    Case("T01", SATISFACTION, "群众满意度", "≥90%"),
    Case("T01", SATISFACTION, "群众满意度", "90%-95%"),
    Case("T01", SATISFACTION, "群众满意度", "80-95人"),
    Case("T01", QUALITY, "宣传区域覆盖率", "≥80%"),  # 004/4
    Case("T02", SATISFACTION, "群众满意度", "≧95%"),  # 000/4
    Case("T02", QUALITY, "资金发放合规率", "100%"),  # 000/2
    Case("T03", SATISFACTION, "退役军人满意率", "≧95%"),  # 000/10
    Case("T03", SATISFACTION, "群众满意度", "95"),
    Case("T03", SATISFACTION, "群众满意度", "0%"),
    Case("T03", SATISFACTION, "群众满意度", "100%"),
    Case("T03", SATISFACTION, "群众满意度", "90%-95%"),
    Case("T03", SATISFACTION, "群众满意度", "90%以上群众满意"),
    Case("T03", SATISFACTION, "信访人满意度", "≥90%"),
    Case("T03", SOCIAL, "群众投诉率", "5件以下"),
    Case("T04", SATISFACTION, "服务对象满意程度", "≧95%"),  # 000/3
    Case("T04", SATISFACTION, "办公业务用房使用的满意度水平", "90%以上"),  # 003/2
    Case("T04", SATISFACTION, "有效投诉情况", "无投诉或投诉全部落实"),  # 001/4
    Case("T04", SATISFACTION, "满意度", "≥90%"),
    Case("T04", SATISFACTION, "居民认可度", "≥90%"),
    Case("T04", SATISFACTION, "服务好评", "≥90%"),
    Case("T04", SATISFACTION, "满意服务对象比例", "≥90%"),
    Case("T04", SOCIAL, "群众获得感", "≥90%"),
]
